from datetime import date

import pytest

from distribution.domain.counters import (
    DAYS_OF_MONTH,
    LIMITS,
    UNLIMITED,
    Period,
    allowance,
    day_after,
    first_day,
    limits_on,
)


@pytest.mark.parametrize(
    ("channel", "codes"),
    [
        ("moments", ["moments_day", "moments_month", "segment_day"]),
        ("group", ["group_month", "segment_day"]),
        ("one_to_one", ["message_month", "segment_day"]),
    ],
)
def test_each_channel_has_its_limits_in_one_order(channel: str, codes: list[str]) -> None:
    assert [limit.code for limit in limits_on(channel)] == codes == sorted(codes)


def test_the_order_is_the_same_for_all() -> None:
    assert [limit.code for limit in LIMITS] == sorted(limit.code for limit in LIMITS)


@pytest.mark.parametrize(
    ("value", "day", "allowed"),
    [
        ("3", date(2026, 2, 3), 3),
        ("0", date(2026, 2, 3), 0),
        (DAYS_OF_MONTH, date(2026, 2, 3), 28),
        (DAYS_OF_MONTH, date(2028, 2, 3), 29),
        (DAYS_OF_MONTH, date(2026, 3, 31), 31),
        (UNLIMITED, date(2026, 3, 31), None),
    ],
)
def test_what_a_value_allows(value: str, day: date, allowed: int | None) -> None:
    assert allowance(value, day) == allowed


@pytest.mark.parametrize("value", ["many", "-", "3.5", ""])
def test_what_is_no_value_is_an_error(value: str) -> None:
    with pytest.raises(ValueError, match="invalid literal"):
        allowance(value, date(2026, 3, 2))


def test_days_and_months_begin_and_end() -> None:
    day = date(2026, 12, 31)
    assert (first_day(Period.DAY, day), day_after(Period.DAY, day)) == (day, date(2027, 1, 1))
    assert (first_day(Period.MONTH, day), day_after(Period.MONTH, day)) == (
        date(2026, 12, 1),
        date(2027, 1, 1),
    )
