"""Days against those that were really published."""

from datetime import date

import pytest

from content.domain.calendar import (
    SOLAR_TERMS,
    Reckoning,
    Rule,
    Span,
    festival_spans,
    is_business_day,
    is_trading_day,
    next_business_day,
    next_trading_day,
    previous_trading_day,
)

SPRING = {date(2026, 2, 14): True, **{date(2026, 2, day): False for day in range(15, 24)}}
BANK = {2026: {**SPRING, date(2026, 12, 31): False}}
EXCHANGE = {2026: {date(2026, 2, day): False for day in (16, 17, 18, 19, 20, 23)}}


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), True),
        (date(2026, 2, 17), False),
        (date(2026, 2, 24), True),
        (date(2026, 3, 7), False),
        (date(2027, 3, 1), None),
        (date(2025, 12, 31), None),
    ],
)
def test_business_days(day: date, expected: bool | None) -> None:
    assert is_business_day(day, BANK) is expected


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2026, 2, 13), True),
        (date(2026, 2, 14), False),
        (date(2026, 2, 23), False),
        (date(2026, 2, 24), True),
        (date(2027, 3, 1), None),
    ],
)
def test_the_exchange_never_trades_on_a_made_up_saturday(day: date, expected: bool | None) -> None:
    assert is_trading_day(day, {**EXCHANGE, 2026: {**EXCHANGE[2026], date(2026, 2, 14): True}}) is expected


def test_neighbouring_days_jump_over_the_holiday() -> None:
    assert next_business_day(date(2026, 2, 13), BANK) == date(2026, 2, 14)
    assert next_business_day(date(2026, 2, 14), BANK) == date(2026, 2, 24)
    assert next_trading_day(date(2026, 2, 13), EXCHANGE) == date(2026, 2, 24)
    assert previous_trading_day(date(2026, 2, 24), EXCHANGE) == date(2026, 2, 13)


def test_no_day_is_guessed_beyond_the_known_years() -> None:
    assert next_business_day(date(2026, 12, 30), BANK) is None
    assert next_trading_day(date(2026, 12, 31), EXCHANGE) is None
    assert previous_trading_day(date(2026, 1, 1), EXCHANGE) is None
    assert next_trading_day(date(2026, 3, 2), {}) is None


@pytest.mark.parametrize(
    ("reckoning", "year", "days"),
    [
        (Reckoning(Rule.SOLAR, month=5, day=1), 2026, [date(2026, 5, 1)]),
        (Reckoning(Rule.SOLAR, month=2, day=29), 2026, []),
        (Reckoning(Rule.SOLAR, month=2, day=29), 2028, [date(2028, 2, 29)]),
        (Reckoning(Rule.LUNAR, month=1, day=1), 2026, [date(2026, 2, 17)]),
        (Reckoning(Rule.LUNAR, month=1, day=1), 2027, [date(2027, 2, 6)]),
        (Reckoning(Rule.LUNAR, month=1, day=1, shift=-1), 2026, [date(2026, 2, 16)]),
        (Reckoning(Rule.LUNAR, month=5, day=5), 2026, [date(2026, 6, 19)]),
        (Reckoning(Rule.LUNAR, month=8, day=15), 2026, [date(2026, 9, 25)]),
        (Reckoning(Rule.LUNAR, month=8, day=15), 2027, [date(2027, 9, 15)]),
        (Reckoning(Rule.LUNAR, month=12, day=8), 2023, []),
        (Reckoning(Rule.LUNAR, month=12, day=8), 2026, [date(2026, 1, 26)]),
        (Reckoning(Rule.LUNAR, month=12, day=30), 2026, []),
        (Reckoning(Rule.WEEKDAY, month=6, weekday=7, nth=3), 2026, [date(2026, 6, 21)]),
        (Reckoning(Rule.WEEKDAY, month=5, weekday=7, nth=2), 2027, [date(2027, 5, 9)]),
        (Reckoning(Rule.WEEKDAY, month=11, weekday=4, nth=-1), 2026, [date(2026, 11, 26)]),
        (Reckoning(Rule.WEEKDAY, month=2, weekday=1, nth=5), 2026, []),
        (Reckoning(Rule.SOLAR_TERM, term="清明"), 2026, [date(2026, 4, 5)]),
        (Reckoning(Rule.SOLAR_TERM, term="冬至"), 2026, [date(2026, 12, 22)]),
        (Reckoning(Rule.SOLAR_TERM, term="小寒"), 2027, [date(2027, 1, 5)]),
    ],
)
def test_festivals(reckoning: Reckoning, year: int, days: list[date]) -> None:
    assert [span.first for span in festival_spans(reckoning, year)] == days


def test_a_lunar_day_may_come_twice_in_a_year() -> None:
    found = festival_spans(Reckoning(Rule.LUNAR, month=12, day=8), 2022)
    assert [span.first for span in found] == [date(2022, 1, 10), date(2022, 12, 30)]


def test_each_term_comes_once_a_year_in_order() -> None:
    days = [festival_spans(Reckoning(Rule.SOLAR_TERM, term=term), 2026) for term in SOLAR_TERMS]
    assert [len(found) for found in days] == [1] * 24
    firsts = [found[0].first for found in days]
    assert firsts[:22] == sorted(firsts[:22])
    assert firsts[0] == date(2026, 2, 4)


def test_a_festival_lasts() -> None:
    (found,) = festival_spans(Reckoning(Rule.SOLAR, month=9, day=1, lasts=15), 2026)
    assert found == Span(date(2026, 9, 1), date(2026, 9, 15))
    assert date(2026, 9, 15) in found
    assert date(2026, 9, 16) not in found


def test_what_no_rule_can_answer_is_an_error() -> None:
    with pytest.raises(ValueError, match="outside"):
        festival_spans(Reckoning(Rule.LUNAR, month=1, day=1), 2101)
    with pytest.raises(ValueError, match="no solar term"):
        festival_spans(Reckoning(Rule.SOLAR_TERM, term="清明节"), 2026)
