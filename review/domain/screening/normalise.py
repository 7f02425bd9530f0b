"""Text in one form for matching, with the way back to the original.

Undone here: full-width and circled forms (NFKC), invisible and combining characters, letter case, traditional
characters, and spaces set between Chinese characters and digits.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import opencc

_TO_SIMPLIFIED: Final = opencc.OpenCC("t2s")

# Mn, Me: variation selectors, keycaps, overlays. Cf: zero-width, bidirectional, soft hyphen, tags.
_DROPPED_CATEGORIES: Final = frozenset({"Mn", "Me", "Cf", "Cc", "Cs"})
_LINE_BREAKS: Final = frozenset("\n\r\v\f\x85\u2028\u2029")
_SPACES: Final = re.compile(" +")
_BLANK_LETTERS: Final = frozenset("\u115f\u1160\u2800\u3164\uffa0")


@dataclass(frozen=True, slots=True)
class NormalisedText:
    """`text` for matching; character i of it came from `original[starts[i]:ends[i]]`."""

    original: str
    text: str
    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Original span of `text[start:end]`, what was dropped inside included.

        Raises ValueError for an empty stretch or one outside the text.
        """
        if not 0 <= start < end <= len(self.text):
            raise ValueError(f"no span {start}:{end} in a text of {len(self.text)}")
        return self.starts[start], self.ends[end - 1]


@lru_cache(maxsize=65536)
def fold(char: str) -> str:
    """Matching form of one character: none, one, or (for a compatibility character) several characters."""
    if char in _LINE_BREAKS:
        return "\n"
    if char == "\t":
        return " "
    if char in _BLANK_LETTERS:
        return ""
    lowered = unicodedata.normalize("NFKC", char).lower()
    kept = [part for part in lowered if unicodedata.category(part) not in _DROPPED_CATEGORIES]
    return "".join(part if part.isascii() else _TO_SIMPLIFIED.convert(part) for part in kept)


def normalise(text: str) -> NormalisedText:
    """Any text in, its matching form with positions out. Never raises; work grows with the length alone."""
    folded = [fold(char) for char in text]
    chars = "".join(folded)
    origins = [position for position, parts in enumerate(folded) for _part in parts]
    kept: list[str] = []
    starts: list[int] = []
    reached = 0
    for spaces in _SPACES.finditer(chars):
        if _is_inner(chars, *spaces.span()):
            kept.append(chars[reached : spaces.start()])
            starts.extend(origins[reached : spaces.start()])
            reached = spaces.end()
    starts.extend(origins[reached:])
    return NormalisedText(
        original=text,
        text="".join([*kept, chars[reached:]]),
        starts=tuple(starts),
        ends=tuple([start + 1 for start in starts]),
    )


def _is_inner(text: str, start: int, end: int) -> bool:
    """Whether spaces stand between Chinese characters, or between one and a digit.

    Spaces between two digits stay: dropping them would make one number of two.
    """
    left, right = text[start - 1 : start], text[end : end + 1]
    if not (left and right):
        return False
    return (is_han(left) and (is_han(right) or right.isdigit())) or (left.isdigit() and is_han(right))


def is_han(char: str) -> bool:
    """Whether it is a Chinese character."""
    return (
        "\u3400" <= char <= "\u9fff" or "\uf900" <= char <= "\ufaff" or "\U00020000" <= char <= "\U0003ffff"
    )
