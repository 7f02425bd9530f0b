from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from distribution.domain.programmes.entries import Entry, Selection, Selector, Shelved
from distribution.domain.programmes.selecting import select
from tests.distribution.domain.programmes.rows import MONDAY, WINDOWS, entry, shelved

NOON = MONDAY.replace(hour=12)


def chosen(
    entries: Sequence[Entry], shelf: Sequence[Shelved], shown: Any = None, kept: Sequence[int] = ()
) -> list[int]:
    return keys(select(entries, shelf, WINDOWS, shown or {}, kept))


def keys(selection: Selection) -> list[int]:
    return [one.edition.key for one in selection.chosen]


OFFERED: dict[str, Any] = {
    "kind": "noon_deal",
    "tags": frozenset({"coffee", "spring"}),
    "column": "tuesday",
    "product": "P1",
    "personas": frozenset({"hard_data"}),
    "voice": "expert",
    "places": frozenset({"示范市", "桃园"}),
    "offer_from": NOON,
    "offer_until": NOON + timedelta(hours=1),
}


@pytest.mark.parametrize(
    ("wanted", "is_found"),
    [
        ({"kinds": frozenset({"noon_deal", "faq"})}, True),
        ({"kinds": frozenset({"faq"})}, False),
        ({"tags": frozenset({"coffee", "tea"})}, True),
        ({"tags": frozenset({"tea"})}, False),
        ({"column": "tuesday"}, True),
        ({"column": "friday"}, False),
        ({"product": "P1"}, True),
        ({"product": "P2"}, False),
        ({"persona": "hard_data"}, True),
        ({"persona": "steady_elder"}, False),
        ({"voice": "expert"}, True),
        ({"voice": "leader"}, False),
        ({"place": "桃园"}, True),
        ({"place": "杏园"}, False),
        ({"meal": "lunch"}, True),
        ({"meal": "dinner"}, False),
        ({}, True),
        ({"kinds": frozenset({"noon_deal"}), "voice": "leader"}, False),
    ],
)
def test_each_criterion(wanted: dict[str, Any], is_found: bool) -> None:
    found = chosen([entry(1, slot="noon", selector=Selector(**wanted))], [shelved(7, **OFFERED)])
    assert found == ([7] if is_found else [])


def test_what_is_no_offer_suits_no_meal() -> None:
    assert chosen([entry(1, selector=Selector(meal="lunch"))], [shelved(7)]) == []


@pytest.mark.parametrize(
    ("segments", "is_found"),
    [(frozenset(), True), (frozenset({"payroll", "elderly"}), True), (frozenset({"credit_card"}), False)],
)
def test_whom_it_is_for(segments: frozenset[str], is_found: bool) -> None:
    found = chosen([entry(1, segments=segments)], [shelved(7, segments=frozenset({"payroll"}))])
    assert bool(found) is is_found


@pytest.mark.parametrize(
    ("begins", "ends", "is_found"),
    [(6, 12, True), (11, 13, True), (12, 14, False), (0, 6, False), (0, 7, True)],
)
def test_it_may_be_used_at_some_time_of_the_slot(begins: int, ends: int, is_found: bool) -> None:
    one = shelved(7, begins_at=MONDAY.replace(hour=begins), ends_at=MONDAY.replace(hour=ends))
    assert bool(chosen([entry(1)], [one])) is is_found


def test_fit_goes_before_rotation_and_rotation_before_freshness() -> None:
    day = MONDAY.date()
    two_tags = shelved(1, tags=frozenset({"a", "b"}))
    near = shelved(2, tags=frozenset({"a"}), branch_path="00010001")
    fresh = shelved(5, tags=frozenset({"a"}))
    stale = shelved(4, tags=frozenset({"a"}))
    long_ago = shelved(6, tags=frozenset({"a"}))
    lately = shelved(3, tags=frozenset({"a"}))
    shown = {3: day - timedelta(days=1), 6: day - timedelta(days=3), 1: day - timedelta(days=1)}
    wanted = entry(1, how_many=9, selector=Selector(tags=frozenset({"a", "b"})))
    shelf = [lately, long_ago, stale, fresh, near, two_tags]
    assert chosen([wanted], shelf, shown) == [1, 2, 5, 4, 6, 3]


def test_the_narrower_audience_comes_first_where_customers_are_named() -> None:
    narrow, wide = shelved(1, segments=frozenset({"payroll"})), shelved(2)
    assert chosen([entry(1, segments=frozenset({"payroll"}))], [wide, narrow]) == [1]
    assert chosen([entry(1)], [wide, narrow]) == [2]


def test_an_edition_stands_once_in_a_day_and_not_beside_itself_by_hand() -> None:
    shelf = [shelved(1), shelved(2), shelved(3)]
    assert chosen([entry(1), entry(2, slot="noon")], shelf, kept=[3]) == [2, 1]


BRIEF = {"awaits": "morning_brief", "stand_in_kind": "faq"}


def test_a_stand_in_until_the_brief_is_there() -> None:
    old, new = shelved(1, kind="faq"), shelved(2, kind="faq")
    late = select([entry(1, **BRIEF)], [old, new], WINDOWS, {})
    assert [(one.edition.key, one.is_stand_in) for one in late.chosen] == [(2, True)]
    assert [one.key for one in late.waits] == [1]
    there = select([entry(1, **BRIEF)], [old, new, shelved(3)], WINDOWS, {})
    assert [(one.edition.key, one.is_stand_in) for one in there.chosen] == [(3, False)]
    assert there.waits == ()


def test_the_named_stand_in_goes_before_the_freshest() -> None:
    shelf = [shelved(1, kind="faq", component=40), shelved(2, kind="faq", component=50)]
    named = entry(1, **BRIEF, stand_in=40)
    assert chosen([named], shelf) == [1]
    ended = [shelved(1, kind="faq", component=40, ends_at=MONDAY.replace(hour=5)), shelf[1]]
    assert chosen([named], ended) == [2]


def test_what_waits_without_any_stand_in_still_waits() -> None:
    found = select([entry(1, awaits="morning_brief")], [], WINDOWS, {})
    assert (found.chosen, [one.key for one in found.waits]) == ((), [1])


def test_a_brief_laid_out_by_hand_is_not_waited_for() -> None:
    assert select([entry(1, **BRIEF)], [shelved(3)], WINDOWS, {}, kept=[3]).waits == ()


def test_how_many_fit_is_said() -> None:
    found = select(
        [entry(1), entry(2, selector=Selector())], [shelved(1), shelved(2, kind="faq")], WINDOWS, {}
    )
    assert found.fitting == {1: 1, 2: 2}


ROWS = st.lists(
    st.builds(
        shelved,
        st.integers(1, 40),
        kind=st.sampled_from(["morning_brief", "faq"]),
        tags=st.frozensets(st.sampled_from("abc")),
        branch_path=st.sampled_from(["0001", "00010001"]),
    ),
    max_size=12,
    unique_by=lambda one: one.key,
)


@given(ROWS, st.randoms(use_true_random=False))
def test_the_order_of_the_shelf_does_not_matter(shelf: list[Shelved], random: Any) -> None:
    entries = [
        entry(1, how_many=2, selector=Selector(tags=frozenset("ab"))),
        entry(2, how_many=3, **BRIEF),
        entry(3, slot="noon", how_many=9, selector=Selector()),
    ]
    before = select(entries, shelf, WINDOWS, {})
    random.shuffle(shelf)
    assert select(entries, shelf, WINDOWS, {}) == before
    assert len(keys(before)) == len(set(keys(before)))
