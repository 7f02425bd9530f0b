"""Places of a limit are given out exactly, however many ask at once; one order is one pull."""

from collections import Counter
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from core import blobs, clock
from core.actions import Conflict
from core.models import LedgerRecord, Stream
from distribution.actions.declare_sent import declare_sent
from distribution.actions.lapse import lapse_due
from distribution.actions.pull import LimitReached, Order, pull
from distribution.enums import COUNTED, PullStatus
from distribution.models import Pull, PullCounter
from people.enums import Role
from people.models import User
from review.models import Edition
from tests.factories.distribution import order_for, pull_edition
from tests.factories.review import issue_edition
from tests.races.conftest import Bank, signed_in
from tests.races.runners import ROUNDS, crew

PLACES = 3
ASKING = 50
FEW = 6
HTTP_ROUNDS = max(1, ROUNDS // 40)
"""Of the rounds of fifty, so many go through the portal; each is fifty requests."""


def assert_counted(manager: User) -> int:
    """Hold the counter to the pulls that count, and each pull to its record; return how many count."""
    counted = Pull.objects.filter(manager=manager, status__in=COUNTED)
    assert (
        sum(PullCounter.objects.filter(manager=manager, limit="segment_day").values_list("used", flat=True))
        == counted.count()
    )
    pulls = Pull.objects.filter(manager=manager)
    taken = [f"pull:{public_id}" for public_id in pulls.values_list("public_id", flat=True)]
    records = LedgerRecord.objects.filter(stream=Stream.PULLS, event="edition.pulled", subject__in=taken)
    assert records.count() == len(taken)
    return counted.count()


def ordering(edition: Edition, manager: User, order: Order | None = None) -> Callable[[], Pull]:
    made = order or order_for(edition)
    return lambda: pull(made, actor=manager, at=clock.now())


def tapping(client: Client, edition: Edition) -> Callable[[], HttpResponse]:
    form = {"channel": "moments", "segment": "credit_card", "request_key": str(uuid4())}
    return lambda: client.post(
        reverse("take", args=[edition.public_id]), form, headers={"HX-Request": "true"}
    )


@pytest.mark.parametrize("asking", [FEW, ASKING])
def test_many_at_once_for_three_places(asking: int, bank: Bank, report: Counter, settings: Any) -> None:
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = PLACES
    edition = issue_edition(component=bank.piece())
    with crew(asking) as runners:
        for _round in range(ROUNDS):
            manager = bank.staff(Role.MANAGER)
            answers = runners.together(*(ordering(edition, manager) for _one in range(asking)), head_start=0)
            kinds = Counter(type(answer) for answer in answers)
            assert kinds == {Pull: PLACES, LimitReached: asking - PLACES}
            assert assert_counted(manager) == PLACES
            winners = [number for number, answer in enumerate(answers) if isinstance(answer, Pull)]
            assert all(blobs.exists(answers[number].produced_sha256) for number in winners)
            report["the first threads won" if winners == [0, 1, 2] else "later threads won"] += 1


def test_fifty_taps_at_once_for_three_places(bank: Bank, report: Counter, settings: Any) -> None:
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = PLACES
    edition = issue_edition(component=bank.piece())
    with crew(ASKING) as runners:
        for _round in range(HTTP_ROUNDS):
            manager = bank.staff(Role.MANAGER)
            client = signed_in(manager)
            browsers = [Client(raise_request_exception=False) for _one in range(ASKING)]
            for browser in browsers:
                browser.cookies = client.cookies
            answers = runners.together(*(tapping(one, edition) for one in browsers), head_start=0)
            report.update(str(getattr(answer, "status_code", answer)) for answer in answers)
            assert Counter(answer.status_code for answer in answers) == {200: PLACES, 409: ASKING - PLACES}
            refused = [answer.content.decode() for answer in answers if answer.status_code == 409]
            assert all(f"{PLACES}" in words and "明日" in words for words in refused)
            assert assert_counted(manager) == PLACES


def test_one_order_tapped_twice_is_one_pull(bank: Bank, report: Counter, settings: Any) -> None:
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = 2 * ROUNDS
    manager = bank.staff(Role.MANAGER)
    edition, other = (issue_edition(component=bank.piece()) for _one in range(2))
    with crew(2) as runners:
        for number in range(ROUNDS):
            order = order_for(edition)
            foreign = Order(other.public_id, order.channel, order.segment, order.request_key)
            moves = (order, order) if number % 2 else (order, foreign)
            answers = runners.together(*(ordering(edition, manager, one) for one in moves))
            made = Pull.objects.get(request_key=order.request_key)
            if number % 2:
                assert [answer.pk for answer in answers] == [made.pk, made.pk]
                report["same order"] += 1
            else:
                assert sorted(isinstance(answer, Conflict) for answer in answers) == [False, True], answers
                report["own" if made.edition_id == edition.pk else "foreign"] += 1
    assert assert_counted(manager) == ROUNDS


def test_one_order_tapped_ten_times_at_once_is_one_pull(bank: Bank, report: Counter, settings: Any) -> None:
    rounds = max(1, ROUNDS // 10)
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = rounds
    manager = bank.staff(Role.MANAGER)
    edition = issue_edition(component=bank.piece())
    with crew(10) as runners:
        for _ in range(rounds):
            order = order_for(edition)
            answers = runners.together(*(ordering(edition, manager, order) for _tap in range(10)))
            assert {answer.pk for answer in answers} == {Pull.objects.get(request_key=order.request_key).pk}
            report["same order"] += 1
    assert assert_counted(manager) == rounds


def test_a_lapse_against_the_declaration(bank: Bank, report: Counter, settings: Any) -> None:
    """What lapsed gives its place back, what was declared keeps it; never both, and never neither."""
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = ROUNDS
    settings.ARMOURY_PULL_LAPSES_AFTER_HOURS = 0
    manager = bank.staff(Role.MANAGER)
    edition = issue_edition(component=bank.piece())
    with crew(2) as runners:
        for _round in range(ROUNDS):
            made = pull_edition(edition, manager)
            late = made.pulled_at
            declared, lapsed = runners.together(
                lambda: declare_sent(made.public_id, actor=manager, at=late),  # noqa: B023
                lambda: lapse_due(late),  # noqa: B023
            )
            made.refresh_from_db()
            if lapsed:
                assert isinstance(declared, Conflict), declared
                assert made.status == PullStatus.LAPSED
            else:
                assert isinstance(declared, Pull), declared
                assert made.status == PullStatus.CONFIRMED
            report[made.status] += 1
    assert assert_counted(manager) == report[PullStatus.CONFIRMED]
