from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content.domain.calendar import Span
from distribution.domain.programmes.entries import Entry
from distribution.domain.programmes.grid import Grid, effective_grid, usual_grid
from tests.distribution.domain.programmes.rows import MONDAY, entry

DAY = MONDAY.date()


def keys(grid: Grid) -> list[int]:
    return [one.key for one in grid.entries]


def test_a_branch_inherits_and_adds() -> None:
    head_office = [entry(1, slot="evening"), entry(2, weekday=2)]
    branch = [entry(3, slot="noon")]
    assert keys(effective_grid([head_office, branch], DAY)) == [3, 1]
    assert keys(effective_grid([head_office], DAY)) == [1]
    assert keys(effective_grid([], DAY)) == []


def test_a_replacement_takes_the_place_of_what_it_stands_for() -> None:
    head_office = [entry(1), entry(2)]
    grid = effective_grid([head_office, [entry(3, mode="replace", replaces=1)]], DAY)
    assert keys(grid) == [3, 2]
    assert [(gone.key, by.key) for gone, by in grid.left_out] == [(1, 3)]


def test_an_inherited_entry_is_left_out() -> None:
    grid = effective_grid([[entry(1), entry(2)], [entry(3, mode="leave_out", replaces=2)]], DAY)
    assert keys(grid) == [1]


@pytest.mark.parametrize("named", [1, 2])
def test_what_a_branch_between_replaced_can_be_replaced_by_either_name(named: int) -> None:
    levels = [
        [entry(1)],
        [entry(2, mode="replace", replaces=1)],
        [entry(3, mode="replace", replaces=named)],
    ]
    assert keys(effective_grid(levels, DAY)) == [3]


@pytest.mark.parametrize("named", [99, 3, None])
def test_what_stands_for_nothing_does_nothing(named: int | None) -> None:
    """A foreign key, the entry itself, nothing at all: the inherited entry stays and the other is named."""
    grid = effective_grid([[entry(1)], [entry(3, mode="replace", replaces=named)]], DAY)
    assert keys(grid) == [1]
    assert keys(Grid(grid.adrift)) == [3]


def test_nothing_of_its_own_is_replaced() -> None:
    own = [entry(1), entry(2, mode="leave_out", replaces=1)]
    grid = effective_grid([own], DAY)
    assert keys(grid) == [1]
    assert [one.key for one in grid.adrift] == [2]


def festival(key: int, first: date = DAY, **fields: object) -> Entry:
    return entry(key, weekday=None, spans=(Span(first, first + timedelta(days=2)),), **fields)


def test_an_occasion_adds_on_its_days_alone() -> None:
    levels = [[entry(1), festival(2)]]
    assert keys(effective_grid(levels, DAY)) == [1, 2]
    assert keys(effective_grid(levels, DAY + timedelta(days=2))) == [2]
    assert keys(effective_grid(levels, DAY + timedelta(days=7))) == [1]
    assert keys(usual_grid(levels, 1)) == [1]


def test_an_occasion_without_a_date_never_holds() -> None:
    assert keys(effective_grid([[entry(1), entry(2, weekday=None)]], DAY)) == [1]


def test_an_occasion_has_its_slot_to_itself_for_its_customers() -> None:
    week = [
        entry(1),
        entry(2, segments=frozenset({"payroll"})),
        entry(3, segments=frozenset({"elderly"})),
        entry(4, slot="noon"),
    ]
    whole = festival(9, mode="replace_slot")
    assert keys(effective_grid([[*week, whole]], DAY)) == [9, 4]
    for_some = replace(whole, segments=frozenset({"payroll"}))
    assert keys(effective_grid([[*week, for_some]], DAY)) == [9, 3, 4]


def test_a_branchs_own_entry_stays_beside_a_festival_above() -> None:
    levels = [[entry(1), festival(2, mode="replace_slot")], [entry(3)]]
    assert keys(effective_grid(levels, DAY)) == [2, 3]


def any_entries(first: int) -> st.SearchStrategy[list[Entry]]:
    made = st.builds(
        entry,
        st.integers(first, first + 9),
        slot=st.sampled_from(["morning", "noon", "evening"]),
        weekday=st.sampled_from([1, 1, 2, None]),
        mode=st.sampled_from(["add", "replace", "leave_out", "replace_slot"]),
        replaces=st.one_of(st.none(), st.integers(0, 29)),
        spans=st.just((Span(DAY, DAY),)),
    )
    return st.lists(made, max_size=6, unique_by=lambda one: one.key)


@given(st.tuples(any_entries(0), any_entries(10), any_entries(20)))
def test_every_entry_that_holds_is_in_the_grid_or_accounted_for(levels: tuple[list[Entry], ...]) -> None:
    grid = effective_grid(levels, DAY)
    holding = [one for level in levels for one in level if one.weekday in {1, None}]
    silent = {one.key for one in holding if one.mode == "leave_out"}
    told = {one.key for one in grid.entries} | {one.key for one, _by in grid.left_out}
    assert {one.key for one in holding} == told | {one.key for one in grid.adrift} | silent
    assert len(keys(grid)) == len(set(keys(grid)))
    assert [one.slot for one in grid.entries] == sorted(
        (one.slot for one in grid.entries), key=["morning", "noon", "evening"].index
    )
