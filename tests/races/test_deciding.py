"""Two people at one case: one wins, the other is told so with words, and everything fits the winner."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from content.enums import ComponentState
from core.models import LedgerRecord, OutboxMessage
from people.enums import Role
from review.enums import CaseStatus, Level, Verdict
from review.models import Case, Decision, Edition
from tests.factories.review import submit_component
from tests.races.conftest import Bank, signed_in
from tests.races.rows import open_cases, states
from tests.races.runners import ROUNDS, crew

CLOSED = "审核单已结束"
DECIDED_BY_COLLEAGUE = "该环节已由同事处理"


def deciding(client: Client, case: Case, verdict: Verdict) -> Callable[[], HttpResponse]:
    """Return the posting of the decision page as it was shown before the race."""
    form = {
        "verdict": verdict.value,
        "reasons": "请补充数据来源。",
        "level": case.current_level,
        "content_sha256": case.candidate.content_sha256,
    }
    return lambda: client.post(reverse("review_case:case", args=[case.public_id]), form)


def withdrawing(client: Client, case: Case) -> Callable[[], HttpResponse]:
    return lambda: client.post(reverse("review_case:withdraw", args=[case.public_id]))


def won(answer: Any) -> bool:
    return getattr(answer, "status_code", None) == 302


def assert_told(answer: Any, *words: str) -> None:
    """The loser gets a 409 page that says one of `words`."""
    assert getattr(answer, "status_code", None) == 409, answer
    assert any(word in answer.content.decode() for word in words)


def trail(case: Case) -> tuple[Any, ...]:
    """Return all that a decided case left behind: status, decisions, editions, ledger, announcements."""
    case.refresh_from_db()
    about = {case.subject, *Edition.objects.filter(case=case).values_list("ledger_subject", flat=True)}
    return (
        case.status,
        list(Decision.objects.filter(case=case).values_list("level", "verdict")),
        Edition.objects.filter(case=case).recorded().count(),
        Edition.objects.filter(case=case).count(),
        sorted(LedgerRecord.objects.filter(subject__in=about).values_list("event", flat=True)),
    )


APPROVED = (
    CaseStatus.APPROVED,
    [(Level.COMPLIANCE, Verdict.APPROVE)],
    1,
    1,
    ["case.approve", "edition.issued"],
)
RETURNED = (CaseStatus.RETURNED, [(Level.COMPLIANCE, Verdict.RETURN)], 0, 0, ["case.return"])
WITHDRAWN = (CaseStatus.WITHDRAWN, [], 0, 0, ["case.withdrawn"])


def test_two_officers_approve_one_case(bank: Bank, report: Counter) -> None:
    one, other = bank.client(Role.OFFICER), bank.client(Role.OFFICER)
    cases = open_cases(submit_component(bank.piece()), ROUNDS)
    with crew(2) as runners:
        for case in cases:
            answers = runners.together(*(deciding(at, case, Verdict.APPROVE) for at in (one, other)))
            assert sorted(map(won, answers)) == [False, True], answers
            winner = [won(answer) for answer in answers].index(True)
            assert_told(answers[1 - winner], CLOSED, DECIDED_BY_COLLEAGUE)
            assert trail(case) == APPROVED
            report[f"{'one' if winner == 0 else 'other'} officer first"] += 1
    numbers = set(Edition.objects.filter(case__in=cases).values_list("number", flat=True))
    assert len(numbers) == ROUNDS
    assert set(states([case.candidate.component_id for case in cases]).values()) == {ComponentState.DRAFT}


def test_two_officers_decide_one_level_differently(bank: Bank, report: Counter) -> None:
    """At a first level of two: an approval hands the case on, a return ends it; never both."""
    approving, returning = bank.client(Role.OFFICER), bank.client(Role.OFFICER)
    cases = open_cases(submit_component(bank.piece(kind="product_analysis")), ROUNDS)
    handed_on = (CaseStatus.OPEN, [(Level.COMPLIANCE, Verdict.APPROVE)], 0, 0, ["case.approve"])
    with crew(2) as runners:
        for case in cases:
            answers = runners.together(
                deciding(approving, case, Verdict.APPROVE), deciding(returning, case, Verdict.RETURN)
            )
            assert sorted(map(won, answers)) == [False, True], answers
            approved = won(answers[0])
            assert_told(answers[1] if approved else answers[0], CLOSED, DECIDED_BY_COLLEAGUE)
            assert trail(case) == (handed_on if approved else RETURNED)
            assert case.current_level == (Level.CONSUMER_PROTECTION if approved else "")
            report["approved" if approved else "returned"] += 1


def test_approval_against_withdrawal(bank: Bank, report: Counter) -> None:
    officer, editor = bank.client(Role.OFFICER), signed_in(bank.editor)
    cases = open_cases(submit_component(bank.piece()), ROUNDS)
    with crew(2) as runners:
        for case in cases:
            answers = runners.together(deciding(officer, case, Verdict.APPROVE), withdrawing(editor, case))
            assert sorted(map(won, answers)) == [False, True], answers
            approved = won(answers[0])
            assert_told(answers[1] if approved else answers[0], CLOSED)
            assert trail(case) == (APPROVED if approved else WITHDRAWN)
            report["approved" if approved else "withdrawn"] += 1
    assert set(states([case.candidate.component_id for case in cases]).values()) == {ComponentState.DRAFT}
    ended = OutboxMessage.objects.filter(object_key__in=[case.subject for case in cases])
    assert ended.filter(status="dead").count() == 0
