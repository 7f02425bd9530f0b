from datetime import date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from distribution.domain.slots import USUAL, Times, by_need, overlapping, window, windows

SHANGHAI = ZoneInfo("Asia/Shanghai")
MONDAY = date(2026, 3, 2)
LATE = Times(time(21, 30), time(0, 30))


def at(hour: int, minute: int = 0, day: int = 2) -> datetime:
    return datetime(2026, 3, day, hour, minute, tzinfo=SHANGHAI)


@pytest.mark.parametrize(
    ("moment", "due"),
    [
        (at(5, 59), []),
        (at(6), ["morning"]),
        (at(11, 59), ["morning"]),
        (at(12), ["noon"]),
        (at(14), []),
        (at(18), ["evening"]),
        (at(23, 59), ["evening"]),
        (at(0, day=3), []),
    ],
)
def test_what_is_due_on_a_usual_day(moment: datetime, due: list[str]) -> None:
    found = windows(MONDAY, {}, SHANGHAI)
    assert [slot for slot, one in found.items() if one.is_open(moment)] == due


@pytest.mark.parametrize(
    ("moment", "is_open"),
    [(at(21, 29), False), (at(21, 30), True), (at(0, 29, day=3), True), (at(0, 30, day=3), False)],
)
def test_a_slot_across_midnight_belongs_to_the_day_on_which_it_opens(moment: datetime, is_open: bool) -> None:
    found = window(MONDAY, "evening", LATE, SHANGHAI)
    assert found.day == MONDAY
    assert found.is_open(moment) is is_open


def test_what_a_programme_times_counts_and_the_rest_is_usual() -> None:
    found = windows(MONDAY, {"evening": LATE}, SHANGHAI)
    assert found["morning"] == window(MONDAY, "morning", USUAL["morning"], SHANGHAI)
    assert (found["evening"].opens, found["evening"].closes) == (at(21, 30), at(0, 30, day=3))


@pytest.mark.parametrize(
    ("hour", "slots"),
    [
        (8, ["morning", "noon", "evening"]),
        (12, ["noon", "evening", "morning"]),
        (15, ["evening", "morning", "noon"]),
        (20, ["evening", "morning", "noon"]),
    ],
)
def test_what_is_over_comes_last(hour: int, slots: list[str]) -> None:
    found = windows(MONDAY, {}, SHANGHAI).values()
    assert [one.slot for one in by_need(found, at(hour))] == slots


@pytest.mark.parametrize(
    ("times", "pair"),
    [
        (USUAL, None),
        ({**USUAL, "noon": Times(time(11, 59), time(14))}, ("morning", "noon")),
        ({**USUAL, "evening": LATE}, None),
        ({**USUAL, "evening": Times(time(21, 30), time(6, 1))}, ("morning", "evening")),
        ({**USUAL, "evening": Times(time(21, 30), time(6))}, None),
        ({"morning": Times(time(23), time(9)), "evening": LATE}, ("morning", "evening")),
    ],
)
def test_slots_that_overlap_are_named(times: dict[str, Times], pair: tuple[str, str] | None) -> None:
    assert overlapping(times) == pair
