"""One form for all ways of writing a character, with the way back to the text as written."""

import unicodedata
from dataclasses import dataclass
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


class _Forms(dict[int, str]):
    """The folded form of each character that was met so far, in the shape that str.translate reads."""

    def __missing__(self, code: int) -> str:
        self[code] = folded = _fold_character(chr(code))
        return folded


_FORMS: Final = _Forms()


def fold(text: str) -> Folded:
    """Return `text` in NFKC, lower case, simplified Chinese, without accents and invisible characters.

    Never raises. Character by character, so that every folded character has one origin and both sides of a
    comparison fold alike.
    """
    characters: list[str] = []
    origins: list[int] = []
    for position, character in enumerate(text):
        for part in _FORMS[ord(character)]:
            characters.append(part)
            origins.append(position)
    return Folded("".join(characters), tuple(origins))


def folded(text: str) -> str:
    """Return what `fold` returns as text, many times faster, without the way back."""
    return text.translate(_FORMS)


def _fold_character(character: str) -> str:
    if unicodedata.category(character) in _SEPARATING:
        return " "
    parts = [
        part
        for part in unicodedata.normalize("NFKD", character)
        if unicodedata.category(part) not in _DROPPED
    ]
    composed = unicodedata.normalize("NFC", "".join(parts)).lower()
    return composed if composed.isascii() else str(_TO_SIMPLIFIED.convert(composed))
