"""Where the words that were asked for stand in a text as it was written."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from search.domain.analysis import Piece, Script, piece_terms, pieces
from search.domain.folding import fold

WINDOW: Final = 80
_BEFORE: Final = 16
_ELLIPSIS: Final = "…"
_LINE_BREAK: Final = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")

Stretch = tuple[str, bool]
"""Some text, and whether it is a hit."""


def hits(text: str, terms: Sequence[str]) -> list[tuple[int, int]]:
    """Return the spans of `text` that answer to one of `terms`, in order and apart from each other."""
    folded = fold(text)
    found = sorted(
        (folded.origins[start], folded.origins[end - 1] + 1)
        for piece in pieces(folded.text)
        for start, end in _within(piece, terms)
    )
    merged: list[tuple[int, int]] = []
    for start, end in found:
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def excerpt(text: str, spans: Sequence[tuple[int, int]]) -> list[Stretch]:
    """Return about WINDOW characters of `text` from a little before its first span, cut into stretches.

    An ellipsis stands where something was left out. Line breaks become spaces.
    """
    start = max(spans[0][0] - _BEFORE, 0) if spans else 0
    end = min(start + WINDOW, len(text))
    stretches: list[Stretch] = [(_ELLIPSIS, False)] if start else []
    position = start
    for first, last in spans:
        if first >= end:
            break
        stretches += [(text[position:first], False), (text[first : min(last, end)], True)]
        position = min(last, end)
    stretches += [(text[position:end], False), (_ELLIPSIS if end < len(text) else "", False)]
    return [(_LINE_BREAK.sub(" ", part), hit) for part, hit in stretches if part]


def _within(piece: Piece, terms: Sequence[str]) -> Iterator[tuple[int, int]]:
    for term in terms:
        if piece.script is Script.HAN:
            at = piece.text.find(term)
            while at >= 0:
                yield piece.start + at, piece.start + at + len(term)
                at = piece.text.find(term, at + len(term))
        elif term in piece_terms(piece):
            inside = piece.text.find(term)
            if inside < 0:
                yield piece.start, piece.end
            else:
                yield piece.start + inside, piece.start + inside + len(term)
        elif piece.text.startswith(term):
            yield piece.start, piece.start + len(term)
