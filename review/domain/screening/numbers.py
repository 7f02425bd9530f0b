"""Figures beyond a limit, and figures that contradict each other."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from review.domain.screening.checks import NumberCheck, NumberTest
from review.domain.screening.patterns import compile_patterns

Spans = Iterator[tuple[int, int]]

_HAN_DIGITS: Final = {char: value for value, char in enumerate("零一二三四五六七八九")} | {"两": 2}
_HAN_UNITS: Final = {"十": 10, "百": 100, "千": 1000, "万": 10_000}
_UNITS: Final = {"千": 1000, "万": 10_000, "亿": 100_000_000}
_DAYS: Final = {"天": 1, "日": 1, "周": 7, "月": 31, "个月": 31}
_DATE: Final = r"(?P<y{0}>20\d\d)[年./-](?P<m{0}>\d{{1,2}})[月./-](?P<d{0}>\d{{1,2}})日?"
_ONE_DATE: Final = re.compile(_DATE.format(""))
_TWO_DATES: Final = re.compile(
    _DATE.format(1) + r"\s{0,2}[-—~至到]{1,2}\s{0,2}"
    r"(?:(?P<y2>20\d\d)[年./-])?(?P<m2>\d{1,2})[月./-](?P<d2>\d{1,2})"
)
_WITH_WEEKDAY: Final = re.compile(_DATE.format("") + r"[(,\s]{0,2}(?:周|星期|礼拜)(?P<w>[一二三四五六日天])")
_RISK: Final = re.compile(r"(?<![a-z])p?r([1-5])(?!\d)")
_CUSTOMER: Final = re.compile(r"(?:适合|面向|针对|匹配|仅限)[^。;\n]{0,12}?(?<![a-z])c([1-5])(?!\d)")
_BASIS_POINTS: Final = re.compile(
    r"(?P<bp>\d{1,4})\s?(?:个?基点|bps?)[^。;\d]{0,6}(?P<pct>\d{1,3}(?:\.\d{1,4})?)\s?(?:%|个?百分点)"
)


def find(check: NumberCheck, text: str) -> Spans:
    """Spans of faulty figures in normalised text. Raises re.error when the extract is broken."""
    return _TESTS[check.test](check, text)


def amount(number: str, unit: str = "") -> Decimal:
    """The value of a figure: 12, 1.5 万, 八万, 一百二十. Raises ValueError for what is none."""
    if re.fullmatch(r"\d{1,15}(?:\.\d{1,8})?", number):
        return Decimal(number) * _UNITS.get(unit[:1], 1)
    total = section = 0
    for char in number:
        if char in _HAN_UNITS:
            total += (section or 1) * _HAN_UNITS[char]
            section = 0
        elif char in _HAN_DIGITS:
            section = _HAN_DIGITS[char]
        else:
            raise ValueError(f"{number!r} is no figure")
    return Decimal(total + section) * _UNITS.get(unit[:1], 1)


def _figures(check: NumberCheck, text: str) -> Iterator[tuple[tuple[int, int], Decimal]]:
    for match in compile_patterns((check.extract,)).finditer(text):
        groups = match.groupdict()
        try:
            yield match.span(), amount(groups["n"].rstrip("."), groups.get("u") or "")
        except (ValueError, ArithmeticError):
            continue


def _above(check: NumberCheck, text: str) -> Spans:
    return (span for span, value in _figures(check, text) if value > Decimal(str(check.limit)))


def _below(check: NumberCheck, text: str) -> Spans:
    return (span for span, value in _figures(check, text) if value < Decimal(str(check.limit)))


def _short_interval(check: NumberCheck, text: str) -> Spans:
    for match in compile_patterns((check.extract,)).finditer(text):
        try:
            count = amount(match["n"]) if match["n"] else Decimal(1)
        except ValueError:
            continue
        days = int(count) * _DAYS[match["u"]]
        if days <= check.limit or (match["u"] in ("月", "个月") and count <= 6):
            yield match.span()


def _range_reversed(check: NumberCheck, text: str) -> Spans:
    for match in compile_patterns((check.extract,)).finditer(text):
        if Decimal(match["a"]) > Decimal(match["b"]):
            yield match.span()


def _label_conflict(check: NumberCheck, text: str) -> Spans:
    seen: tuple[str, ...] | None = None
    for match in compile_patterns((check.extract,)).finditer(text):
        values = tuple(f"{Decimal(value).normalize()}" for value in (match["a"], match["b"]) if value)
        if seen is not None and values != seen:
            yield match.span()
        seen = seen or values


def _risk_above_customer(check: NumberCheck, text: str) -> Spans:
    risk = _RISK.search(text)
    for match in _CUSTOMER.finditer(text):
        if risk and int(match[1]) < int(risk[1]):
            yield match.span()


def _date(match: re.Match[str], suffix: str = "") -> date | None:
    year = match[f"y{suffix}"] or match["y1"]
    try:
        return date(int(year), int(match[f"m{suffix}"]), int(match[f"d{suffix}"]))
    except ValueError:
        return None


def _date_invalid(check: NumberCheck, text: str) -> Spans:
    return (match.span() for match in _ONE_DATE.finditer(text) if _date(match) is None)


def _date_reversed(check: NumberCheck, text: str) -> Spans:
    for match in _TWO_DATES.finditer(text):
        begin, end = _date(match, "1"), _date(match, "2")
        if begin and end and begin > end:
            yield match.span()


def _weekday_mismatch(check: NumberCheck, text: str) -> Spans:
    for match in _WITH_WEEKDAY.finditer(text):
        day = _date(match)
        if day and day.weekday() != min("一二三四五六日天".index(match["w"]), 6):
            yield match.span()


def _basis_points(check: NumberCheck, text: str) -> Spans:
    for match in _BASIS_POINTS.finditer(text):
        if Decimal(match["bp"]) != Decimal(match["pct"]) * 100:
            yield match.span()


_TESTS: Final[Mapping[NumberTest, Callable[[NumberCheck, str], Spans]]] = {
    NumberTest.money_gt: _above,
    NumberTest.pct_gt: _above,
    NumberTest.money_lt: _below,
    NumberTest.short_interval: _short_interval,
    NumberTest.range_reversed: _range_reversed,
    NumberTest.label_conflict: _label_conflict,
    NumberTest.rc_mismatch: _risk_above_customer,
    NumberTest.date_invalid: _date_invalid,
    NumberTest.date_reversed: _date_reversed,
    NumberTest.weekday_mismatch: _weekday_mismatch,
    NumberTest.bp_mismatch: _basis_points,
}
