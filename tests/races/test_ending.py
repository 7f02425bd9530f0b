"""The end of an edition against those who still take it out, and against another end."""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core import clock, outbox
from core.actions import Conflict
from core.models import LedgerRecord, Stream
from distribution.models import Pull, PullCounter, RecallTask
from people.enums import Role
from people.models import User
from review.actions.expire import expire_due
from review.enums import EditionStatus
from review.models import Case, Edition, Recall, Resumption, Suspension
from search.models import IndexedEdition
from tests.factories.review import (
    decide_case,
    issue_edition,
    recall_edition,
    resume_edition,
    submit_component,
    suspend_edition,
)
from tests.races.conftest import Bank, signed_in
from tests.races.rows import editions
from tests.races.runners import ROUNDS, crew
from tests.races.test_deciding import assert_told, won

RECALLED = "该内容已召回"
RECALLED_ALREADY = "该版本已召回"
SUSPENDED_ALREADY = "该版本不在使用中（已暂停）"


def recalling(client: Client, edition: Edition) -> Callable[[], HttpResponse]:
    address = reverse("review_edition:edition", args=[edition.public_id])
    return lambda: client.post(address, {"reason": "数据有误，请停止使用。", "correction": ""})


def suspending(client: Client, edition: Edition) -> Callable[[], HttpResponse]:
    address = reverse("review_edition:suspend", args=[edition.public_id])
    return lambda: client.post(address, {"suspend-reason": "链接打不开。"})


def taking(client: Client, edition: Edition) -> Callable[[], HttpResponse]:
    form = {"channel": "moments", "segment": "credit_card", "request_key": str(uuid4())}
    return lambda: client.post(reverse("take", args=[edition.public_id]), form)


def events_of(edition: Edition) -> list[str]:
    """Return what the ledger says happened to the edition, in order."""
    records = LedgerRecord.objects.filter(stream=Stream.DECISIONS, subject=edition.ledger_subject)
    return list(records.order_by("sequence").values_list("event", flat=True))


def test_a_recall_against_a_pull(bank: Bank, report: Counter, settings: Any) -> None:
    """After the recall's answer nothing is taken any more; who was quicker has a task to delete it."""
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = 10 * ROUNDS
    officer, managers = bank.client(Role.OFFICER), [bank.staff(Role.MANAGER) for _ in range(2)]
    taker, later = (signed_in(manager) for manager in managers)
    sample = issue_edition(component=bank.piece())
    taken = 0
    with crew(2) as runners:
        for edition in editions(sample, ROUNDS):
            answers = runners.together(recalling(officer, edition), taking(taker, edition))
            assert won(answers[0]), answers
            assert taking(later, edition)().status_code == 410
            pulls = list(Pull.objects.filter(edition=edition).values_list("manager", flat=True))
            if won(answers[1]):
                assert pulls == [managers[0].pk]
                taken += 1
            else:
                assert answers[1].status_code == 410, answers
                assert RECALLED in answers[1].content.decode()
                assert pulls == []
            assert events_of(edition) == ["edition.issued", "edition.recalled"]
            report["taken before" if pulls else "recalled before"] += 1
    while outbox.deliver():
        pass
    assert RecallTask.objects.count() == taken
    assert set(RecallTask.objects.values_list("manager", flat=True)) <= {managers[0].pk}
    assert sum(PullCounter.objects.filter(limit="segment_day").values_list("used", flat=True)) == taken
    assert LedgerRecord.objects.filter(stream=Stream.PULLS).count() == taken
    assert not IndexedEdition.objects.exclude(edition=sample).exists()


def test_a_suspension_against_a_pull(bank: Bank, report: Counter, settings: Any) -> None:
    """After the suspension's answer nothing is taken any more; who was quicker keeps a counted pull."""
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = 10 * ROUNDS
    officer, managers = bank.client(Role.OFFICER), [bank.staff(Role.MANAGER) for _ in range(2)]
    taker, later = (signed_in(manager) for manager in managers)
    sample = issue_edition(component=bank.piece())
    taken = 0
    with crew(2) as runners:
        for edition in editions(sample, ROUNDS):
            answers = runners.together(suspending(officer, edition), taking(taker, edition))
            assert won(answers[0]), answers
            refused = taking(later, edition)()
            assert refused.status_code == 410
            assert "链接打不开。" in refused.content.decode()
            pulls = list(Pull.objects.filter(edition=edition).values_list("manager", flat=True))
            assert pulls == ([managers[0].pk] if won(answers[1]) else [])
            assert won(answers[1]) or answers[1].status_code == 410, answers
            assert events_of(edition) == ["edition.issued", "edition.suspended"]
            taken += len(pulls)
            report["taken before" if pulls else "suspended before"] += 1
    assert sum(PullCounter.objects.filter(limit="segment_day").values_list("used", flat=True)) == taken
    assert not IndexedEdition.objects.exclude(edition=sample).exists()


def test_a_resumption_against_a_recall(bank: Bank, report: Counter) -> None:
    """The recall holds, whoever is quicker; nothing comes back after it."""
    officer, recaller = bank.staff(Role.OFFICER), bank.staff(Role.OFFICER)
    sample = issue_edition(component=bank.piece())
    with crew(2) as runners:
        for edition in editions(sample, ROUNDS):
            suspend_edition(edition, officer=officer)
            answers = runners.together(
                lambda: resume_edition(edition, officer=officer),  # noqa: B023
                lambda: recall_edition(edition, officer=recaller),  # noqa: B023
            )
            assert isinstance(answers[1], Recall), answers
            edition.refresh_from_db()
            assert edition.status == EditionStatus.RECALLED
            assert not Edition.objects.readable(clock.now()).filter(pk=edition.pk).exists()
            assert not IndexedEdition.objects.filter(edition=edition).exists()
            resumed = isinstance(answers[0], Resumption)
            assert resumed or isinstance(answers[0], Conflict), answers
            between = ["edition.resumed"] if resumed else []
            assert events_of(edition) == ["edition.issued", "edition.suspended", *between, "edition.recalled"]
            report["resumed before" if resumed else "recalled before"] += 1


def test_two_suspensions_of_one_edition(bank: Bank, report: Counter) -> None:
    one, other = bank.client(Role.OFFICER), bank.client(Role.LEGAL)
    sample = issue_edition(component=bank.piece())
    with crew(2) as runners:
        for edition in editions(sample, ROUNDS):
            answers = runners.together(suspending(one, edition), suspending(other, edition))
            assert sorted(map(won, answers)) == [False, True], answers
            winner = [won(answer) for answer in answers].index(True)
            assert_told(answers[1 - winner], SUSPENDED_ALREADY)
            assert Suspension.objects.filter(edition=edition).count() == 1
            assert events_of(edition) == ["edition.issued", "edition.suspended"]
            report[f"{'one' if winner == 0 else 'other'} officer first"] += 1


def test_two_recalls_of_one_edition(bank: Bank, report: Counter) -> None:
    one, other = bank.client(Role.OFFICER), bank.client(Role.LEGAL)
    sample = issue_edition(component=bank.piece())
    with crew(2) as runners:
        for edition in editions(sample, ROUNDS):
            answers = runners.together(recalling(one, edition), recalling(other, edition))
            assert sorted(map(won, answers)) == [False, True], answers
            winner = [won(answer) for answer in answers].index(True)
            assert_told(answers[1 - winner], RECALLED_ALREADY)
            assert Recall.objects.filter(edition=edition).count() == 1
            assert events_of(edition) == ["edition.issued", "edition.recalled"]
            report[f"{'one' if winner == 0 else 'other'} officer first"] += 1


def second_by_second() -> list[datetime]:
    """Return a moment of its own for each round: what is due then is due in no round before."""
    return [clock.now() + timedelta(hours=1, seconds=number) for number in range(ROUNDS)]


def successors(bank: Bank, officer: User, moments: Sequence[datetime]) -> list[tuple[Edition, Edition]]:
    """Return for each moment an edition in force, and one that follows it then."""
    pairs = []
    for number, starts in enumerate(moments):
        first = issue_edition(component=bank.piece(title=f"早报 {number}"))
        piece = first.component
        piece.valid_from = starts
        piece.save()
        piece.save_revision(user=bank.editor, clean=False, log_action=False)
        case = submit_component(piece)
        decide_case(case, officer=officer)
        pairs.append((first, Edition.objects.get(case=case)))
    return pairs


def test_the_start_of_a_successor_against_its_recall(bank: Bank, report: Counter) -> None:
    """Recalled before it starts, it leaves its predecessor in force; otherwise that has ended. Never both."""
    officer, recaller = bank.staff(Role.OFFICER), bank.staff(Role.OFFICER)
    pairs = successors(bank, officer, moments := second_by_second())
    with crew(2) as runners:
        for starts, (first, second) in zip(moments, pairs, strict=True):
            moment = starts - timedelta(microseconds=1)
            answers = runners.together(
                lambda: recall_edition(second, officer=recaller, at=moment),  # noqa: B023
                lambda: expire_due(starts),  # noqa: B023
            )
            assert isinstance(answers[0], Recall), answers
            assert answers[1] in {0, 1}, answers
            first.refresh_from_db()
            second.refresh_from_db()
            assert second.status == EditionStatus.RECALLED
            stands = Edition.objects.readable(starts).filter(pk=first.pk).exists()
            if answers[1]:
                assert first.status == EditionStatus.SUPERSEDED
                assert events_of(first) == ["edition.issued", "edition.superseded"]
            else:
                assert (first.status, first.superseded_at) == (EditionStatus.ISSUED, None)
                assert events_of(first) == ["edition.issued"]
            assert stands is (answers[1] == 0)
            recall_first = records_in_order(first, second)
            assert recall_first is (answers[1] == 0)
            report["ended by its successor" if answers[1] else "stays in force"] += 1


def records_in_order(first: Edition, second: Edition) -> bool:
    """Return whether the successor's recall is on record with no end of its predecessor before it."""
    subjects = [first.ledger_subject, second.ledger_subject]
    ends = LedgerRecord.objects.filter(
        subject__in=subjects, event__in=["edition.recalled", "edition.superseded"]
    )
    return ends.order_by("sequence").values_list("event", flat=True)[0] == "edition.recalled"


def test_an_expiry_against_the_issue_of_a_successor(bank: Bank, report: Counter) -> None:
    """The predecessor runs out in the moment in which its successor is approved: it ends once, as expired."""
    officer = bank.staff(Role.OFFICER)
    cases: list[tuple[Edition, Case, datetime]] = []
    for number, runs_out in enumerate(second_by_second()):
        first = issue_edition(component=bank.piece(title=f"早报 {number}", valid_until=runs_out))
        piece = first.component
        piece.valid_until = runs_out + timedelta(hours=6)
        piece.save()
        piece.save_revision(user=bank.editor, clean=False, log_action=False)
        cases.append((first, submit_component(piece), runs_out))
    with crew(2) as runners:
        for first, case, runs_out in cases:
            answers = runners.together(
                lambda: decide_case(case, officer=officer, at=runs_out),  # noqa: B023
                lambda: expire_due(runs_out),  # noqa: B023
            )
            assert answers[1] == 1, answers
            second = Edition.objects.get(case=case)
            first.refresh_from_db()
            assert first.status == EditionStatus.EXPIRED
            assert events_of(first) == ["edition.issued", "edition.expired"]
            assert list(Edition.objects.filter(component=first.component).readable(runs_out)) == [second]
            report["followed before it ended" if second.supersedes_id else "ended before"] += 1
