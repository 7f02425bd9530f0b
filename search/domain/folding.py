"""One form for all ways of writing a character, with the way back to the text as written."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import opencc

_TO_SIMPLIFIED: Final = opencc.OpenCC("t2s")
_SEPARATING: Final = frozenset({"Cc", "Zs", "Zl", "Zp"})
_DROPPED: Final = frozenset({"Mn", "Me", "Cf", "Cs"})


@dataclass(frozen=True, slots=True)
class Folded:
    """`text` is the folded form; its character i was written at `origins[i]` of the original."""

    text: str
    origins: tuple[int, ...]


def fold(text: str) -> Folded:
    """Return `text` in NFKC, lower case, simplified Chinese, without accents and invisible characters.

    Never raises. Character by character, so that every folded character has one origin and both sides of a
    comparison fold alike.
    """
    characters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        for part in _fold_character(character):
            characters.append(part)
            origins.append(position)
    return Folded("".join(characters), tuple(origins))


@lru_cache(maxsize=65536)
def _fold_character(character: str) -> str:
    if unicodedata.category(character) in _SEPARATING:
        return " "
    parts = [
        part
        for part in unicodedata.normalize("NFKD", character)
        if unicodedata.category(part) not in _DROPPED
    ]
    folded = unicodedata.normalize("NFC", "".join(parts)).lower()
    return folded if folded.isascii() else str(_TO_SIMPLIFIED.convert(folded))
