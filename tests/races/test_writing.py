"""Authors against the review of their own piece: what is frozen is never written over, nothing vanishes."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from content.enums import ComponentState
from content.models import Component
from core import clock
from people.enums import Role
from review.actions.prepare import prepare
from review.enums import CaseStatus, Verdict
from review.models import Candidate, Case, Edition
from tests.content.posting import form_data
from tests.factories.review import submit_component
from tests.races.conftest import Bank, signed_in
from tests.races.rows import drafts, open_cases
from tests.races.runners import ROUNDS, crew
from tests.races.test_deciding import APPROVED, assert_told, deciding, trail, won

IN_REVIEW = "稿件已在审核中"
GONE_INTO_REVIEW = "稿件已进入审核，本次修改未保存"
CHANGED = "已有改动，请"
LOCKED = "锁定"
DELETED = "稿件已被删除"
KEPT = "不能删除"


def submitting(client: Client, component: Component) -> Callable[[], HttpResponse]:
    """Return the posting of the submit page as it was shown before the race, every warning justified."""
    prepared = prepare(component, clock.now())
    justified = {f"why-{one.rule}-{one.key}": "已核对来源。" for one in prepared.screening.warnings}
    form = {"revision_id": prepared.revision_id, "content_sha256": prepared.content_sha256, **justified}
    return lambda: client.post(reverse("review_submit:submit", args=[component.public_id]), form)


def editing(client: Client, component: Component, title: str) -> Callable[[], HttpResponse]:
    """Return the posting of the editor as it was opened before the race."""
    form = form_data(component, title=title)
    return lambda: client.post(reverse("content_morning_brief:edit", args=[component.pk]), form)


def deleting(client: Client, component: Component) -> Callable[[], HttpResponse]:
    return lambda: client.post(reverse("content_morning_brief:delete", args=[component.pk]))


def outcome(component: Component) -> tuple[Any, ...]:
    """Return how a draft came out: state, its title and newest revision, what was frozen of it."""
    kept = Component.objects.filter(pk=component.pk).first()
    if kept is None:
        return (None, Candidate.objects.filter(component_id=component.pk).count())
    frozen = Candidate.objects.filter(component=kept)
    return (
        kept.state,
        kept.title,
        kept.latest_revision_id == component.latest_revision_id,
        [(one.content["title"], one.revision_id) for one in frozen],
        list(Case.objects.filter(candidate__in=frozen).values_list("status", flat=True)),
    )


def test_an_edit_against_the_submission(bank: Bank, report: Counter) -> None:
    writer, submitter = bank.client(Role.EDITOR), signed_in(bank.editor)
    with crew(2) as runners:
        for draft in drafts(bank.piece(), ROUNDS):
            frozen = [(draft.title, draft.latest_revision_id)]
            answers = runners.together(editing(writer, draft, "新的标题"), submitting(submitter, draft))
            submitted = won(answers[1])
            if submitted:
                assert answers[0].status_code == 409, answers
                assert any(words in answers[0].content.decode() for words in (GONE_INTO_REVIEW, LOCKED))
                assert outcome(draft) == (ComponentState.IN_REVIEW, draft.title, True, frozen, ["open"])
            else:
                assert won(answers[0]), answers
                assert_told(answers[1], CHANGED)
                assert outcome(draft) == (ComponentState.DRAFT, "新的标题", False, [], [])
            report["submitted" if submitted else "edited"] += 1


def test_two_submissions_of_one_piece(bank: Bank, report: Counter) -> None:
    one, other = bank.client(Role.EDITOR), signed_in(bank.editor)
    with crew(2) as runners:
        for draft in drafts(bank.piece(), ROUNDS):
            answers = runners.together(submitting(one, draft), submitting(other, draft))
            assert sorted(map(won, answers)) == [False, True], answers
            winner = [won(answer) for answer in answers].index(True)
            assert_told(answers[1 - winner], IN_REVIEW)
            frozen = [(draft.title, draft.latest_revision_id)]
            assert outcome(draft) == (ComponentState.IN_REVIEW, draft.title, True, frozen, [CaseStatus.OPEN])
            report[f"{'one' if winner == 0 else 'other'} editor first"] += 1


def test_a_deletion_against_the_submission(bank: Bank, report: Counter) -> None:
    deleter, submitter = bank.client(Role.EDITOR), signed_in(bank.editor)
    with crew(2) as runners:
        for draft in drafts(bank.piece(), ROUNDS):
            frozen = [(draft.title, draft.latest_revision_id)]
            answers = runners.together(deleting(deleter, draft), submitting(submitter, draft))
            if outcome(draft)[0] is None:
                assert won(answers[0]), answers
                if answers[1].status_code != 404:
                    assert_told(answers[1], DELETED)
                assert outcome(draft) == (None, 0)
                report["deleted"] += 1
            else:
                assert won(answers[1]), answers
                assert answers[0].status_code in {302, 403}, answers
                assert outcome(draft) == (ComponentState.IN_REVIEW, draft.title, True, frozen, ["open"])
                report["submitted"] += 1


def test_a_deletion_against_an_edit(bank: Bank, report: Counter) -> None:
    deleter, writer = bank.client(Role.EDITOR), signed_in(bank.editor)
    with crew(2) as runners:
        for draft in drafts(bank.piece(), ROUNDS):
            answers = runners.together(deleting(deleter, draft), editing(writer, draft, "新的标题"))
            assert won(answers[0]), answers
            assert outcome(draft) == (None, 0)
            assert answers[1].status_code in {302, 404, 409}, answers
            if answers[1].status_code == 409:
                assert_told(answers[1], DELETED)
            report["edited before" if won(answers[1]) else "edited too late"] += 1


def test_a_deletion_against_the_approval(bank: Bank, report: Counter) -> None:
    """What was submitted stays, whoever comes first; the approval is never hindered."""
    officer, deleter = bank.client(Role.OFFICER), bank.client(Role.EDITOR)
    with crew(2) as runners:
        for case in open_cases(submit_component(bank.piece()), ROUNDS):
            piece = case.candidate.component
            answers = runners.together(deciding(officer, case, Verdict.APPROVE), deleting(deleter, piece))
            assert won(answers[0]), answers
            assert answers[1].status_code in {302, 403}, answers
            assert trail(case) == APPROVED
            assert Component.objects.filter(pk=piece.pk, state=ComponentState.DRAFT).exists()
            report[f"deletion answered {answers[1].status_code}"] += 1
    assert Edition.objects.count() == ROUNDS
