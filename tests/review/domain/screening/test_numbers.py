from decimal import Decimal

import pytest

from review.domain.screening.checks import NumberCheck, NumberTest
from review.domain.screening.numbers import amount, find


def _found(check: NumberCheck, text: str) -> list[str]:
    return [text[start:end] for start, end in find(check, text)]


@pytest.mark.parametrize(
    ("number", "unit", "value"),
    [
        ("12", "", 12),
        ("1.5", "万", 15_000),
        ("八", "万", 80_000),
        ("一百二十", "", 120),
        ("十", "万", 100_000),
    ],
)
def test_amounts(number: str, unit: str, value: int) -> None:
    assert amount(number, unit) == Decimal(value)


def test_what_is_no_figure() -> None:
    with pytest.raises(ValueError, match="no figure"):
        amount("若干")


PRIZE = NumberCheck(
    NumberTest.money_gt, r"一等奖[^。]{0,6}?(?P<n>[\d.]{1,9}|[一二三四五六七八九十]{1,4})(?P<u>万|元)", 50_000
)
RANGE = NumberCheck(NumberTest.range_reversed, r"(?P<a>\d{1,3}(?:\.\d{1,2})?)%-(?P<b>\d{1,3}(?:\.\d{1,2})?)%")


@pytest.mark.parametrize(
    ("check", "text", "found"),
    [
        (PRIZE, "一等奖价值6万元", ["一等奖价值6万"]),
        (PRIZE, "一等奖价值5万元", []),
        (PRIZE, "一等奖八万元", ["一等奖八万"]),
        (RANGE, "3.5%-2.8%", ["3.5%-2.8%"]),
        (RANGE, "2.8%-3.5%", []),
        (NumberCheck(NumberTest.date_invalid), "截至2026年2月30日", ["2026年2月30日"]),
        (NumberCheck(NumberTest.date_invalid), "截至2026年2月28日", []),
        (NumberCheck(NumberTest.date_reversed), "2026年12月1日至11月30日", ["2026年12月1日至11月30"]),
        (NumberCheck(NumberTest.date_reversed), "2026年12月31日到2027年1月3日", []),
        (NumberCheck(NumberTest.weekday_mismatch), "2026年11月21日(周五)", ["2026年11月21日(周五"]),
        (NumberCheck(NumberTest.weekday_mismatch), "2026年11月22日(周日)", []),
        (NumberCheck(NumberTest.bp_mismatch), "下调25个基点(2.5%)", ["25个基点(2.5%"]),
        (NumberCheck(NumberTest.bp_mismatch), "下调25个基点(0.25%)", []),
        (NumberCheck(NumberTest.rc_mismatch), "r3产品,适合c2及以上", ["适合c2"]),
        (NumberCheck(NumberTest.rc_mismatch), "r2产品,适合c2及以上", []),
    ],
)
def test_faulty_figures(check: NumberCheck, text: str, found: list[str]) -> None:
    assert _found(check, text) == found
