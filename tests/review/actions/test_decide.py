"""Decide: who may, about what, and what comes of it."""

import json
from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection

from content.enums import ComponentState
from content.models import Component
from core import immutability
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.enums import Role
from people.models import User
from review.actions.decide import ReasonsMissing, Signature, decide
from review.actions.prepare import latest_draft
from review.enums import CaseStatus, Level, Verdict
from review.models import Candidate, Case, Decision, Edition
from tests.conftest import FrozenClock
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import (
    approve_case,
    decide_case,
    make_component,
    officer_for,
    open_case,
    submit_component,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def refusal_of(case: Case, officer: User) -> str:
    """Return the rule that refuses `officer`, and hold that it was recorded and changed nothing."""
    with pytest.raises(Refused) as caught:
        decide_case(case, officer=officer)
    record = LedgerRecord.objects.filter(event="attempt.refused").latest("sequence")
    assert (record.subject, json.loads(bytes(record.payload))) == (
        case.subject,
        {"verb": "decide", "actor": officer.actor, "rule": caught.value.rule},
    )
    assert not Edition.objects.filter(case=case).exists()
    return caught.value.rule


def test_one_approval_issues_a_brief() -> None:
    case = open_case()
    officer = officer_for(case.branch)
    decision = decide_case(case, officer=officer, reasons="已核对。")
    edition = Edition.objects.get(case=case)
    assert (case.status, case.current_level) == (CaseStatus.APPROVED, "")
    assert Component.objects.get(pk=case.candidate.component_id).state == ComponentState.DRAFT
    assert (decision.officer, decision.level, decision.content_sha256) == (
        officer,
        Level.COMPLIANCE,
        case.candidate.content_sha256,
    )
    assert edition.content_sha256 == case.candidate.content_sha256
    assert list(Edition.objects.readable(case.opened_at)) == [edition]


def test_the_records_of_an_approval_stand_in_order() -> None:
    case = open_case()
    decide_case(case)
    edition = Edition.objects.get(case=case)
    records = LedgerRecord.objects.filter(subject__in=[case.subject, edition.ledger_subject]).order_by(
        "sequence"
    )
    assert [record.event for record in records] == ["candidate.submitted", "case.approve", "edition.issued"]


def test_high_risk_needs_three_people_at_three_levels() -> None:
    case = open_case(kind="product_analysis", risk="R4")
    passed = []
    while case.status == CaseStatus.OPEN:
        passed.append(case.current_level)
        assert not Edition.objects.exists()
        decide_case(case)
    assert passed == [Level.COMPLIANCE, Level.CONSUMER_PROTECTION, Level.LEGAL]
    assert case.decisions.values("officer").distinct().count() == 3
    assert Edition.objects.get().risk == "R4"


def test_nobody_passes_two_levels_of_one_case() -> None:
    case = open_case(kind="product_analysis", risk="R4")
    both = UserFactory(roles=[Role.OFFICER, Role.CONSUMER_PROTECTION], branch=case.branch)
    decide_case(case, officer=both)
    assert refusal_of(case, both) == "one level a person"


def test_the_author_never_approves() -> None:
    author = UserFactory(roles=[Role.EDITOR, Role.OFFICER])
    case = open_case(editor=author)
    assert refusal_of(case, author) == "author never approves"


def test_the_author_of_an_earlier_revision_never_approves() -> None:
    component = make_component()
    earlier = UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=component.branch)
    latest_draft(component).save_revision(user=earlier, clean=False)
    component.refresh_from_db()
    latest_draft(component).save_revision(user=component.created_by, clean=False)
    assert refusal_of(submit_component(component), earlier) == "author never approves"


def test_the_submitter_never_approves() -> None:
    component = make_component()
    submitter = UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=component.branch)
    assert refusal_of(submit_component(component, submitter), submitter) == "author never approves"


@pytest.mark.parametrize(
    "traits",
    [
        {"roles": [], "is_superuser": True},
        {"editor": True},
        {"auditor": True},
        {"legal": True},
        {"officer": True, "is_active": False},
    ],
)
def test_whoever_lacks_the_role_of_the_level_is_refused(traits: dict[str, object]) -> None:
    case = open_case()
    assert refusal_of(case, UserFactory(branch=case.branch, **traits)) == "role"


def test_an_officer_of_another_branch_is_refused() -> None:
    tree = branch_tree()
    case = open_case(branch=tree.east)
    assert refusal_of(case, UserFactory(officer=True, branch=tree.west)) == "branch"


def test_a_stranger_is_refused_before_the_state_is_told() -> None:
    tree = branch_tree()
    case = open_case(branch=tree.east)
    officer, level, sha256 = UserFactory(officer=True, branch=tree.west), case.current_level, "0" * 64
    approve_case(case)
    with pytest.raises(Refused):
        decide(
            case.public_id,
            verdict=Verdict.APPROVE,
            reasons="",
            signature=Signature(Level(level), sha256, case.opened_at),
            actor=officer,
            at=case.opened_at,
        )


def test_a_signature_holds_five_minutes(frozen_clock: FrozenClock) -> None:
    case = open_case()
    officer = officer_for(case.branch)
    signature = Signature(Level.COMPLIANCE, case.candidate.content_sha256, frozen_clock.at)
    late = frozen_clock.at + timedelta(minutes=5, seconds=1)
    for unsigned, at in ((signature, late), (replace(signature, authenticated_at=None), frozen_clock.at)):
        with pytest.raises(Refused) as caught:
            decide(
                case.public_id, verdict=Verdict.APPROVE, reasons="", signature=unsigned, actor=officer, at=at
            )
        assert caught.value.rule == "signature"
    decide(
        case.public_id,
        verdict=Verdict.APPROVE,
        reasons="",
        signature=signature,
        actor=officer,
        at=frozen_clock.at + timedelta(minutes=5),
    )
    assert Edition.objects.count() == 1


def test_other_bytes_than_were_shown_are_a_conflict(frozen_clock: FrozenClock) -> None:
    case = open_case()
    with pytest.raises(Conflict, match="not the content that you were shown"):
        decide(
            case.public_id,
            verdict=Verdict.APPROVE,
            reasons="",
            signature=Signature(Level.COMPLIANCE, "0" * 64, frozen_clock.at),
            actor=officer_for(case.branch),
            at=frozen_clock.at,
        )
    assert not Decision.objects.exists()


def test_deciding_twice_is_a_conflict_that_says_so(frozen_clock: FrozenClock) -> None:
    case = open_case()
    officer, colleague = officer_for(case.branch), officer_for(case.branch)
    signature = Signature(Level.COMPLIANCE, case.candidate.content_sha256, frozen_clock.at)
    decide_case(case, officer=officer)
    for actor, words in (
        (officer, "You have decided this level already"),
        (colleague, "closed meanwhile: Approved"),
    ):
        with pytest.raises(Conflict, match=words):
            decide(
                case.public_id,
                verdict=Verdict.APPROVE,
                reasons="",
                signature=signature,
                actor=actor,
                at=frozen_clock.at,
            )
    assert (Decision.objects.count(), Edition.objects.count()) == (1, 1)


def test_a_level_that_a_colleague_decided_is_a_conflict(frozen_clock: FrozenClock) -> None:
    case = open_case(kind="product_analysis")
    signature = Signature(Level.COMPLIANCE, case.candidate.content_sha256, frozen_clock.at)
    decide_case(case)
    with pytest.raises(Conflict, match="A colleague has decided this level already"):
        decide(
            case.public_id,
            verdict=Verdict.APPROVE,
            reasons="",
            signature=signature,
            actor=officer_for(case.branch),
            at=frozen_clock.at,
        )


def test_what_has_lapsed_can_be_returned_but_not_approved() -> None:
    case = open_case()
    with pytest.raises(Conflict, match="validity is over"):
        decide_case(case, at=case.candidate.valid_until)
    decide_case(case, verdict=Verdict.RETURN, reasons="已过期，请更新。", at=case.candidate.valid_until)
    assert case.status == CaseStatus.RETURNED


def test_bytes_changed_in_the_database_cannot_be_approved() -> None:
    case = open_case()
    immutability.uninstall(connection)
    Candidate.objects.filter(pk=case.candidate_id).update(document=b'{"title":"x"}')
    with pytest.raises(Conflict, match="no longer has its hash"):
        decide_case(case)
    immutability.install(connection)


@pytest.mark.parametrize(
    ("verdict", "status"), [(Verdict.RETURN, CaseStatus.RETURNED), (Verdict.REFUSE, CaseStatus.REFUSED)]
)
def test_return_and_refusal_need_reasons_and_reopen_the_draft(verdict: Verdict, status: CaseStatus) -> None:
    case = open_case()
    with pytest.raises(ReasonsMissing):
        decide_case(case, verdict=verdict, reasons="  ")
    decide_case(case, verdict=verdict, reasons=" 请补充来源。 ")
    component = case.candidate.component
    component.refresh_from_db()
    assert (case.status, case.closed_at) == (status, case.opened_at)
    assert component.state == ComponentState.DRAFT
    assert case.decisions.get().reasons == "请补充来源。"
    assert not Edition.objects.exists()


def test_a_returned_piece_is_submitted_again_as_a_new_candidate() -> None:
    case = open_case()
    decide_case(case, verdict=Verdict.RETURN, reasons="请补充来源。")
    again = submit_component(case.candidate.component)
    assert again.pk != case.pk
    assert again.candidate_id != case.candidate_id
    assert approve_case(again).candidate_id == again.candidate_id
