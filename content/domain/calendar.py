"""Days of the bank, of the exchange and of festivals. What is not known is answered as unknown."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from tyme4py.lunar import LunarDay
from tyme4py.solar import SolarTerm

KnownYears = Mapping[int, Mapping[date, bool]]
"""By year, the days that differ from the ordinary week: True is open, False closed. No entry: not known."""

FIRST_YEAR, LAST_YEAR = 1900, 2100
_SATURDAY = 5
_DAY = timedelta(days=1)


class Rule(StrEnum):
    """How the first day of a festival is found."""

    SOLAR = "solar"
    LUNAR = "lunar"
    WEEKDAY = "weekday"
    SOLAR_TERM = "solar_term"


SOLAR_TERMS = (
    *("立春", "雨水", "惊蛰", "春分", "清明", "谷雨", "立夏", "小满", "芒种", "夏至", "小暑", "大暑"),
    *("立秋", "处暑", "白露", "秋分", "寒露", "霜降", "立冬", "小雪", "大雪", "冬至", "小寒", "大寒"),
)


@dataclass(frozen=True)
class Reckoning:
    """A rule with what it needs.

    `month` and `day` for solar and lunar days; `month`, `weekday` (1 is Monday) and `nth` (-1: the last) for
    the nth weekday of a month; `term` for a solar term. `shift` moves it by days, `lasts` is its length.
    """

    rule: Rule
    month: int = 0
    day: int = 0
    weekday: int = 0
    nth: int = 0
    term: str = ""
    shift: int = 0
    lasts: int = 1


@dataclass(frozen=True)
class Span:
    """The first and the last day of something."""

    first: date
    last: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day <= self.last


def is_business_day(day: date, known: KnownYears) -> bool | None:
    """Return whether the bank works on `day`: Monday to Friday but for holidays, and made-up weekends (调休).

    None where the year is not known.
    """
    if day.year not in known:
        return None
    return known[day.year].get(day, day.weekday() < _SATURDAY)


def is_trading_day(day: date, known: KnownYears) -> bool | None:
    """Return whether A-shares trade on `day`. Never at weekends, made-up ones included. None: not known."""
    if day.year not in known:
        return None
    return day.weekday() < _SATURDAY and known[day.year].get(day, True)


def next_business_day(day: date, known: KnownYears) -> date | None:
    """Return the first business day after `day`, or None where that would need an unknown year."""
    following = day + _DAY
    while (answer := is_business_day(following, known)) is False:
        following += _DAY
    return following if answer else None


def next_trading_day(day: date, known: KnownYears) -> date | None:
    """Return the first trading day after `day`, or None where that would need an unknown year."""
    following = day + _DAY
    while (answer := is_trading_day(following, known)) is False:
        following += _DAY
    return following if answer else None


def previous_trading_day(day: date, known: KnownYears) -> date | None:
    """Return the last trading day before `day`, or None where that would need an unknown year."""
    before = day - _DAY
    while (answer := is_trading_day(before, known)) is False:
        before -= _DAY
    return before if answer else None


def festival_spans(reckoning: Reckoning, year: int) -> tuple[Span, ...]:
    """Return the spans that begin in the calendar year `year`; a lunar day may come twice, or not at all.

    An empty answer is an answer: 2023 had no 腊八, and not every twelfth month has a thirtieth day. Raises
    ValueError outside the years 1900 to 2100 and for a term that is none.
    """
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValueError(f"{year} lies outside {FIRST_YEAR} to {LAST_YEAR}")
    shift, length = timedelta(days=reckoning.shift), timedelta(days=reckoning.lasts - 1)
    found = {day + shift for around in (year - 1, year, year + 1) for day in _days(reckoning, around)}
    return tuple(Span(first, first + length) for first in sorted(found) if first.year == year)


def _days(reckoning: Reckoning, year: int) -> Iterator[date]:
    match reckoning.rule:
        case Rule.SOLAR:
            return _solar(year, reckoning.month, reckoning.day)
        case Rule.LUNAR:
            return _lunar(year, reckoning.month, reckoning.day)
        case Rule.WEEKDAY:
            return _nth_weekday(year, reckoning.month, reckoning.weekday, reckoning.nth)
        case Rule.SOLAR_TERM:
            return _term(year, reckoning.term)


def _solar(year: int, month: int, day: int) -> Iterator[date]:
    """29 February is there in leap years alone."""
    try:
        yield date(year, month, day)
    except ValueError:
        return


def _lunar(year: int, month: int, day: int) -> Iterator[date]:
    """The day in the lunar year `year`, never in a leap month."""
    try:
        solar = LunarDay.from_ymd(year, month, day).get_solar_day()
    except ValueError:
        return
    yield date(solar.get_year(), solar.get_month(), solar.get_day())


def _nth_weekday(year: int, month: int, weekday: int, nth: int) -> Iterator[date]:
    first = date(year, month, 1)
    days = [first + timedelta(days=number) for number in range(31)]
    fitting = [day for day in days if day.month == month and day.isoweekday() == weekday]
    position = nth if nth < 0 else nth - 1
    if -len(fitting) <= position < len(fitting):
        yield fitting[position]


def _term(year: int, term: str) -> Iterator[date]:
    if term not in SOLAR_TERMS:
        raise ValueError(f"{term!r} is no solar term")
    solar = SolarTerm.from_name(year, term).get_julian_day().get_solar_day()
    yield date(solar.get_year(), solar.get_month(), solar.get_day())
