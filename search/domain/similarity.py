"""How much two pieces say the same, and the marks under which such pieces meet. Pure.

A text is the set of its runs of three letters, without signs and blanks, every figure the same: words may be
changed here and there, sentences may stand in another order, yesterday's figures may be today's. From such a
set MinHash with one permutation (Li, Owen, Zhang 2012) makes 128 numbers, and each four of them a mark: two
texts that share half of their runs have a mark in common with a probability of 0.87, at two thirds 0.999.
"""

import re
from collections.abc import Collection, Iterable
from hashlib import blake2b
from typing import Final

from content.domain.document import Document, passages
from search.domain.folding import folded

VERSION: Final = 1
"""Goes up whenever the same text gives other marks; those of another version are made anew."""
SLOTS: Final = 128
ROWS: Final = 4
RUN: Final = 3
MOST_TEXT: Final = 50_000
NEAR: Final = 0.6
"""Pieces that share so much are shown to whoever writes one of them."""

_FIGURE: Final = re.compile(r"\d+(?:[.,:/年月-]\d+)*")
_SIGN: Final = re.compile(r"[\W_]+")


def runs_of(document: Document) -> frozenset[str]:
    """Return the runs of everything that a person may read in an approved document or a draft."""
    return runs(passage.text for passage in passages(document))


def runs(texts: Iterable[str]) -> frozenset[str]:
    """Return the runs of some texts; what is beyond MOST_TEXT is left out. Never raises, never empty."""
    found: set[str] = set()
    room = MOST_TEXT
    for text in texts:
        letters = _SIGN.sub("", _FIGURE.sub("0", folded(text[:room])))
        room -= len(text)
        found.update(letters[at : at + RUN] for at in range(max(len(letters) - RUN + 1, 1)))
        if room <= 0:
            break
    return frozenset(found) or frozenset({""})


def resemblance(one: Collection[str], other: Collection[str]) -> float:
    """Return which share of both texts the other has too (Dice), 0 to 1."""
    shared = len(set(one) & set(other))
    return 2 * shared / (len(one) + len(other))


def marks(found: Collection[str]) -> tuple[int, ...]:
    """Return the marks of a set of runs, as whole numbers of 64 bits with a sign."""
    least: list[int | None] = [None] * SLOTS
    for run in found:
        value = int.from_bytes(blake2b(run.encode(), digest_size=8).digest())
        slot, rest = value % SLOTS, value // SLOTS
        held = least[slot]
        if held is None or rest < held:
            least[slot] = rest
    filled = _filled(least)
    return tuple(_mark(at, filled[at : at + ROWS]) for at in range(0, SLOTS, ROWS))


def _filled(least: Collection[int | None]) -> list[int]:
    """Give each empty slot what the next one has: short texts fill few."""
    whole = list(least)
    carried = next((one for one in whole if one is not None), 0)
    filled: list[int] = []
    for one in reversed(whole):
        carried = carried if one is None else one
        filled.append(carried)
    return filled[::-1]


def _mark(at: int, values: Iterable[int]) -> int:
    told = f"{at}:" + ",".join(map(str, values))
    return int.from_bytes(blake2b(told.encode(), digest_size=8).digest(), signed=True)
