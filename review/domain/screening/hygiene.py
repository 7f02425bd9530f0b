"""Characters in the original text that the eye does not see."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

from review.domain.screening.checks import HygieneFault

_INVISIBLE: Final = re.compile(
    "[\u00ad\u115f\u1160\u180e\u200b-\u200d\u2060-\u2064\u3164\ufeff\uffa0\U000e0000-\U000e007f]+"
)
_DIRECTION: Final = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_JOINER: Final = "\u200d"


def find(fault: HygieneFault, text: str) -> Iterator[tuple[int, int]]:
    """Spans in the original text. A joiner inside a composed emoji is part of it, and no fault."""
    pattern = _INVISIBLE if fault is HygieneFault.invisible else _DIRECTION
    for match in pattern.finditer(text):
        if match.group() != _JOINER or not _joins_emoji(text, match.start()):
            yield match.span()


def _joins_emoji(text: str, position: int) -> bool:
    before = text[max(0, position - 2) : position].rstrip("\ufe0f")[-1:]
    after = text[position + 1 : position + 2]
    return all(char and unicodedata.category(char) in ("So", "Sk") for char in (before, after))
