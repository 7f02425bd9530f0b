"""Which pieces an event asks for."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from distribution.domain.events import (
    MOST_SUGGESTED,
    USUAL,
    Asking,
    Candidate,
    Wanted,
    WrongTime,
    flaw_in_time,
    picked,
    suits,
)
from distribution.domain.gate import Offer
from distribution.domain.programmes.entries import Selector

AT = datetime(2026, 3, 2, tzinfo=UTC)
PLAIN = Offer(frozenset({"one_to_one"}), frozenset({"payroll"}), None)
FUND = replace(PLAIN, risk="R3", product_type="fund")
PAYDAY = Wanted("payday", "payroll")


def guide(key: int, *events: str, offer: Offer = PLAIN, **fields: object) -> Candidate:
    return Candidate(key, "hotspot_guide", AT, offer, events=frozenset(events), **fields)  # type: ignore[arg-type]


def keys(candidates: list[Candidate], wanted: Wanted = PAYDAY, *rules: Asking, held: str = "") -> list[int]:
    return list(picked(rules or [USUAL], candidates, wanted, held.split(), AT).keys)


def test_a_guide_is_for_the_event_it_was_written_for() -> None:
    assert keys([guide(1, "birthday"), guide(2, "payday"), guide(3)]) == [2, 3]


@pytest.mark.parametrize(
    ("selector", "found"),
    [
        (Selector(), [4, 3, 2, 1]),
        (Selector(kinds=frozenset({"faq"})), [2]),
        (Selector(tags=frozenset({"travel", "car"})), [3]),
        (Selector(column="tuesday"), [4]),
        (Selector(product="SF-1"), [1]),
        (Selector(column="tuesday", product="SF-1"), []),
    ],
)
def test_a_rule_finds_what_has_everything_that_it_asks_for(selector: Selector, found: list[int]) -> None:
    candidates = [
        guide(1, product="SF-1"),
        replace(guide(2), kind="faq"),
        guide(3, tags=frozenset({"travel"})),
        guide(4, column="tuesday"),
    ]
    assert sorted(keys(candidates, PAYDAY, Asking(selector, 3)), reverse=True) == found


def test_an_earlier_rule_comes_first_and_nothing_twice() -> None:
    rules = [Asking(Selector(kinds=frozenset({"faq"})), 2), Asking(Selector(), 5)]
    pick = picked(rules, [guide(1, "payday"), replace(guide(2), kind="faq")], PAYDAY, [], AT)
    assert (pick.keys, pick.days) == ((2, 1), 5)


def test_the_customers_tags_decide_among_equals() -> None:
    candidates = [guide(1, tags=frozenset({"travel"})), guide(2)]
    assert keys(candidates, replace(PAYDAY, tags=frozenset({"travel"}))) == [1, 2]
    assert keys(candidates) == [2, 1]


def test_no_more_than_some_are_kept() -> None:
    assert len(keys([guide(number) for number in range(MOST_SUGGESTED + 3)])) == MOST_SUGGESTED


@pytest.mark.parametrize(("tolerance", "fits"), [(None, False), (2, False), (3, True), (5, True)])
def test_a_product_only_to_whom_its_risk_suits(tolerance: int | None, fits: bool) -> None:
    assert suits(FUND, "payroll", tolerance) is fits


@pytest.mark.parametrize(
    "offer",
    [
        replace(PLAIN, channels=frozenset({"moments", "group"})),
        replace(PLAIN, segments=frozenset({"elderly"})),
        replace(PLAIN, is_private=True),
    ],
)
def test_what_cannot_be_sent_one_to_one_to_these_customers_is_left_out(offer: Offer) -> None:
    assert suits(PLAIN, "payroll", None)
    assert not suits(offer, "payroll", 5)
    assert keys([guide(1, offer=offer)], replace(PAYDAY, tolerance=5)) == []


def test_what_the_manager_is_not_qualified_for_is_left_out() -> None:
    wanted = replace(PAYDAY, tolerance=5)
    assert keys([guide(1, offer=FUND)], wanted) == []
    assert keys([guide(1, offer=FUND)], wanted, held="fund") == [1]


@pytest.mark.parametrize(
    ("hours", "flaw"),
    [(0, None), (-72, None), (-72.1, WrongTime.TOO_OLD), (0.08, None), (0.1, WrongTime.AHEAD)],
)
def test_an_event_is_of_the_last_days_and_not_of_the_future(hours: float, flaw: WrongTime | None) -> None:
    assert flaw_in_time(AT + timedelta(hours=hours), AT, timedelta(hours=72)) is flaw
