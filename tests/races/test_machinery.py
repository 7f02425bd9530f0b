"""What everything rests on: the chain without a gap, the outbox exactly once."""

from collections import Counter
from typing import Any

from django.db import transaction

from core import clock, ledger, outbox
from core.models import LedgerHead, LedgerRecord, OutboxMessage, OutboxStatus, Stream
from distribution.models import RecallTask
from people.enums import Role
from review.models import Recall
from tests.factories.distribution import pull_edition
from tests.factories.review import issue_edition, recall_edition
from tests.races.conftest import Bank
from tests.races.rows import editions
from tests.races.runners import ROUNDS, crew

APPENDING = 4


def test_four_threads_append_without_a_gap(bank: Bank, report: Counter) -> None:
    before = LedgerRecord.objects.filter(stream=Stream.PULLS).count()

    def append(thread: int, number: int) -> int:
        with transaction.atomic():
            made = ledger.append(
                Stream.PULLS,
                "test.raced",
                subject=f"thread:{thread}",
                at=clock.now(),
                payload={"number": number},
            )
        return made.sequence

    with crew(APPENDING) as runners:
        for number in range(ROUNDS):
            moves = [lambda at=at: append(at, number) for at in range(APPENDING)]  # noqa: B023
            given = runners.together(*moves, head_start=0)
            first = before + number * APPENDING + 1
            assert sorted(given) == list(range(first, first + APPENDING)), given
            report["in order" if given == sorted(given) else "out of order"] += 1
    assert LedgerHead.objects.get(stream=Stream.PULLS).sequence == before + ROUNDS * APPENDING


def test_two_loops_deliver_each_recall_once(bank: Bank, report: Counter, settings: Any) -> None:
    """Each manager who took it out has one task, each message is done at its first try."""
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = 2 * ROUNDS
    officer, managers = bank.staff(Role.OFFICER), [bank.staff(Role.MANAGER) for _one in range(2)]
    with crew(2) as runners:
        for edition in editions(issue_edition(component=bank.piece()), ROUNDS):
            for manager in managers:
                pull_edition(edition, manager)
            outbox.deliver()
            recall_edition(edition, officer=officer)
            waiting = OutboxMessage.objects.filter(status=OutboxStatus.READY).count()
            delivered = runners.together(outbox.deliver, outbox.deliver)
            assert sum(delivered) == waiting, delivered
            made = RecallTask.objects.filter(recall__edition=edition).order_by("manager")
            assert list(made.values_list("manager", flat=True)) == [one.pk for one in managers]
            report["first loop" if delivered[0] else "second loop"] += 1
    assert Recall.objects.count() == ROUNDS
    done = OutboxMessage.objects.values_list("status", "attempts").distinct()
    assert list(done) == [(OutboxStatus.DONE, 1)]


def test_two_loops_share_a_heap_of_recalls(bank: Bank, report: Counter, settings: Any) -> None:
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = 2 * ROUNDS
    officer, manager = bank.staff(Role.OFFICER), bank.staff(Role.MANAGER)
    for edition in editions(issue_edition(component=bank.piece()), ROUNDS):
        pull_edition(edition, manager)
        recall_edition(edition, officer=officer)
    heap = OutboxMessage.objects.count()
    assert heap >= ROUNDS
    with crew(2) as runners:
        delivered = [0, 0]
        while any(share := runners.together(outbox.deliver, outbox.deliver, head_start=0)):
            delivered = [one + more for one, more in zip(delivered, share, strict=True)]
    assert sum(delivered) == heap
    assert RecallTask.objects.count() == ROUNDS
    report.update(first=delivered[0], second=delivered[1])
