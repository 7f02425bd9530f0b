"""Dates, numbers and codes: kept whole, and findable by the parts that people remember."""

import re
from collections.abc import Iterator
from typing import Final

MAX_TERM: Final = 64
_MAX_PARTS: Final = 8

_MONTH: Final = r"(?:1[0-2]|0?[1-9])"
_DAY: Final = r"(?:3[01]|[12][0-9]|0?[1-9])"
DATE: Final = (
    rf"(?<![0-9a-z])(?:19|20)[0-9]{{2}}年{_MONTH}月(?:{_DAY}[日号])?"
    rf"|(?<![0-9a-z])(?:19|20)[0-9]{{2}}(?P<mark>[-/.]){_MONTH}(?P=mark){_DAY}(?![0-9a-z])"
    rf"|(?<![0-9a-z]){_MONTH}月(?:{_DAY}[日号])?"
)
"""A date as folded text has it: 2026年3月15日, 2026-03-15, 2026年3月, 3月15日, 3月."""
CODE: Final = r"[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])(?:\.[0-9]+)?%?|[0-9a-z]+(?:[-./+_][0-9a-z]+)*%?"
"""A number, a word in Latin letters or a code: 3,512.77, 1.25%, etf, 110011, r2, 510300.sh, c-0007."""

_NUMBER: Final = re.compile(r"([0-9]+)(\.[0-9]+)?(%?)")
_CODE_PART: Final = re.compile(r"[0-9]+(?:\.[0-9]+)?%?|[a-z]+")


def date_terms(written: str) -> Iterator[str]:
    """Yield the whole date in one form first, then what else it answers to. `written` matches DATE."""
    numbers = [int(part) for part in re.findall(r"[0-9]+", written)]
    year = numbers.pop(0) if numbers[0] > 12 else None
    month, day = numbers[0], (numbers[1] if len(numbers) > 1 else None)
    if year is not None and day is not None:
        yield f"{year}-{month:02}-{day:02}"
    if day is not None:
        yield f"{month:02}-{day:02}"
    if year is not None:
        yield f"{year}-{month:02}"
        yield str(year)
    yield f"{month}月"


def code_terms(written: str) -> Iterator[str]:
    """Yield the whole first, then its parts: a percentage also as its number, a code also by its pieces.

    `written` matches CODE. 3.50% and 3.5% are one term, and so are 3,512 and 3512.
    """
    plain = written.replace(",", "")
    number = _NUMBER.fullmatch(plain)
    if number is None:
        yield plain[:MAX_TERM]
        parts = [_plain_number(part) for part in _CODE_PART.findall(plain)[:_MAX_PARTS]]
        yield from (part for part in parts if len(parts) > 1 and 2 <= len(part) <= MAX_TERM)
        return
    whole = _plain_number(plain)[:MAX_TERM]
    yield whole
    if whole.endswith("%"):
        yield whole[:-1]


def _plain_number(text: str) -> str:
    number = _NUMBER.fullmatch(text)
    if number is None:
        return text
    integer, fraction, percent = number.groups()
    return integer + (fraction or "").rstrip("0").rstrip(".") + percent
