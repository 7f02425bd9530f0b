"""Personal data of mainland China in clear, found by form and, where there is one, by check digit."""

import re
from collections.abc import Iterator
from datetime import date
from typing import Final

from review.domain.screening.rules import PersonalData

_MOBILE: Final = re.compile(
    r"(?<![\d.])(?:(?:\+|00)?86[ \-]?)?"
    r"(?:1[3-9]\d{9}|1[3-9]\d([ \-·_.])\d{4}\1\d{4}|1([ \-·_.])[3-9](?:\2\d){9})(?!\d)"
)
_ID_CARD: Final = re.compile(r"(?<!\d)[1-9]\d{5}([ \-]?)(?:18|19|20)\d{6}\1\d{3}[\dx](?![\da-z])")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10x98765432"


def find(data: PersonalData, text: str) -> Iterator[tuple[int, int]]:
    """Spans in normalised text."""
    pattern = _MOBILE if data is PersonalData.mobile else _ID_CARD
    for match in pattern.finditer(text):
        if data is PersonalData.mobile or is_id_number(re.sub(r"[ \-]", "", match.group())):
            yield match.span()


def is_id_number(digits: str) -> bool:
    """Whether 18 characters, lower case, are an identity number (GB 11643): real date, right check digit."""
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return digits[17] == _CHECK_DIGITS[total % 11]
