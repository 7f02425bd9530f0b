"""Sentences of a text, and when two of them say nearly the same. Pure."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Final

LONGEST: Final = 500
"""Characters of a sentence that are kept: what runs on longer is cut around the place that matters."""

PIECE_LENGTH: Final = 3

_END: Final = re.compile(r"[。！？!?；;…\n]+")
_DROPPED: Final = re.compile(r"[\W_]+")


def sentence_at(text: str, start: int, end: int) -> str:
    """Return the sentences of `text` that hold the stretch; of an empty stretch the whole text."""
    if start == end:
        return text.strip()[:LONGEST]
    first, last = 0, len(text)
    for found in _END.finditer(text):
        if found.end() <= start:
            first = found.end()
        elif found.end() >= end:
            last = found.end()
            break
    if last - first > LONGEST:
        room = max(0, LONGEST - (end - start)) // 2
        first, last = max(first, start - room), min(last, max(first, start - room) + LONGEST)
    return text[first:last].strip()


def normalised(text: str) -> str:
    """Return `text` without case, width, space and punctuation; what differs in these alone is the same."""
    return _DROPPED.sub("", unicodedata.normalize("NFKC", text).casefold())


def pieces(text: str) -> frozenset[str]:
    """Return every run of three characters of the normalised text; of a shorter text the text itself."""
    plain = normalised(text)
    return frozenset(_runs(plain)) if len(plain) > PIECE_LENGTH else frozenset({plain} - {""})


def nearness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return which share of the runs of both texts they have in common (Jaccard's index), 0 to 1."""
    return len(one & other) / len(one | other) if one or other else 0.0


def _runs(plain: str) -> Iterator[str]:
    return (plain[place : place + PIECE_LENGTH] for place in range(len(plain) - PIECE_LENGTH + 1))
