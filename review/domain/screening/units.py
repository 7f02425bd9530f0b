"""The characters of a text with parts, pictures and signs between characters undone, each with its place."""

import re
from typing import Final

from review.domain.screening.normalise import is_han
from review.domain.screening.shapes import MONEY_PICTURES, PICTURE, SPLIT

_LONG_RUN: Final = 13
UNNATURAL: Final = frozenset("*★☆~_|^=#@&•×※◆◇●○■□▲△♦♥♡✦✧❤✨🔥")
_SIGNS: Final = re.compile(
    "|".join(
        [
            *map(re.escape, SPLIT),
            f"[{re.escape(''.join([*PICTURE, MONEY_PICTURES, *sorted(UNNATURAL)]))}]",
        ]
    )
)
_SPACED_OUT: Final = re.compile(
    r"[^\s。!?;](?:(?P<sign>[^\w。!?;\n])[^\s。!?;])(?:(?P=sign)[^\s。!?;]){1,60}"
)
_PARTS: Final = re.compile("|".join([*map(re.escape, SPLIT), f"[{''.join(PICTURE)}]"]))


class Units:
    """The characters of a reading, each with its stretch of the normalised text."""

    def __init__(self, text: str = "") -> None:
        """The characters of a text as they stand."""
        self.chars = list(text)
        self.starts = list(range(len(text)))
        self.ends = list(range(1, len(text) + 1))
        self.changed = [False] * len(text)

    @property
    def text(self) -> str:
        return "".join(self.chars)

    def put(self, char: str, start: int, end: int) -> None:
        """Another character for the stretch."""
        self.chars.append(char)
        self.starts.append(start)
        self.ends.append(end)
        self.changed.append(True)

    def copy(self, other: "Units", start: int, stop: int) -> None:
        self.chars.extend(other.chars[start:stop])
        self.starts.extend(other.starts[start:stop])
        self.ends.extend(other.ends[start:stop])
        self.changed.extend(other.changed[start:stop])


def signed(text: str) -> bool:
    """Whether it holds signs, parts or pictures that may be part of another writing."""
    return bool(_SIGNS.search(text) or _SPACED_OUT.search(text))


def units_of(text: str) -> Units:
    """The characters of a normalised text; parts and pictures are what they stand for."""
    plain = Units(text)
    if not signed(text):
        return plain
    signs = _signs_of_spaced_out(text)
    parts = {match.start(): match.group() for match in _PARTS.finditer(text)}
    units = Units()
    reached = 0
    for place in sorted(signs.union(parts)):
        units.copy(plain, reached, place)
        reached = place + 1
        if place not in signs:
            part = parts[place]
            reached = place + len(part)
            for char in SPLIT.get(part) or PICTURE[part]:
                units.put(char, place, reached)
    units.copy(plain, reached, len(text))
    return units


def _signs_of_spaced_out(text: str) -> set[int]:
    """The places of the signs in stretches like 稳/赚/不/赔, one sign after each character."""
    places: set[int] = set()
    for match in _SPACED_OUT.finditer(text):
        if len(match.group()) >= _LONG_RUN or any(is_han(char) for char in match.group()):
            places.update(range(match.start() + 1, match.end(), 2))
    return places


def copy_without_signs(units: Units, start: int, stop: int, written: Units) -> None:
    """The units without the signs that stand between two Chinese characters."""
    for index in range(start, stop):
        if units.chars[index] in UNNATURAL and _between_han(units.chars, index):
            written.copy(units, start, index)
            start = index + 1
    written.copy(units, start, stop)


def _between_han(chars: list[str], index: int) -> bool:
    before = next((char for char in reversed(chars[max(0, index - 3) : index]) if char not in UNNATURAL), "")
    after = next((char for char in chars[index + 1 : index + 4] if char not in UNNATURAL), "")
    return bool(before and after and is_han(before) and is_han(after))
