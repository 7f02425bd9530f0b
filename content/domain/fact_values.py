"""Values of facts as people write them: number and unit."""

import re
from decimal import Decimal, InvalidOperation

UNITS = ("%", "‰", "BP", "bp", "点", "元", "万元", "亿元", "美元", "倍", "天", "年", "个月")
"""Units that are split off a value written in one piece, such as 2.15%."""

_NUMBER = r"[+-]?\d[\d,]*(?:\.\d+)?"
_WITH_UNIT = re.compile(rf"({_NUMBER})\s*({'|'.join(map(re.escape, sorted(UNITS, key=len, reverse=True)))})")


def number(value: str) -> Decimal | None:
    """Return the number that `value` is, thousands separators dropped; None if it is anything else."""
    if re.fullmatch(_NUMBER, value) is None:
        return None
    try:
        return Decimal(value.replace(",", ""))
    except InvalidOperation:
        return None


def split_unit(value: str) -> tuple[str, str]:
    """Return value and unit of "2.15%"; ("...", "") for what is not a number followed by a known unit."""
    found = _WITH_UNIT.fullmatch(value.strip().replace("％", "%"))
    return (found[1], found[2]) if found else (value, "")
