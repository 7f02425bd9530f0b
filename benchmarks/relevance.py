"""How well a list of ids answers a judged query; each of its answers is worth the same."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import Final

from benchmarks.judged import KINDS, PLAIN, Judged

DEPTH: Final = 10
SPLITS: Final = {
    "plain": PLAIN,
    "short": ("short",),
    "pinyin": ("pinyin", "initials", "mixed"),
    "traditional": ("traditional",),
    "synonym": ("synonym",),
    "typo": ("homophone", "slip"),
    "code": ("code",),
}
"""Which kinds of queries (benchmarks.judged) are told as one."""
HARD: Final = tuple(kind for kind in KINDS if kind not in PLAIN)


@dataclass(frozen=True, slots=True)
class Found:
    """What an engine gave for a query, best first, no more than DEPTH."""

    query: Judged
    ids: Sequence[str]

    @property
    def reciprocal_rank(self) -> float:
        return next((1 / at for at, one in enumerate(self.ids, 1) if one in self.query.answers), 0.0)

    @property
    def gain(self) -> float:
        """Return the discounted gain, 1 for all answers in front."""
        gained = sum(1 / math.log2(at + 1) for at, one in enumerate(self.ids, 1) if one in self.query.answers)
        best = sum(1 / math.log2(at + 1) for at in range(1, min(len(self.query.answers), DEPTH) + 1))
        return gained / best

    @property
    def recall(self) -> float:
        """Return the share of the answers that are there, of as many as there is room for."""
        return len(self.query.answers & set(self.ids)) / min(len(self.query.answers), DEPTH)


@dataclass(frozen=True, slots=True)
class Relevance:
    """Means over queries: MRR@10, nDCG@10, recall@10, the share with a hit, the share without any result."""

    reciprocal_rank: float
    gain: float
    recall: float
    hit: float
    nothing: float


def relevance(found: Sequence[Found], kinds: Sequence[str] = KINDS) -> Relevance:
    """Return how well the queries of these kinds are answered. There is at least one."""
    some = [one for one in found if one.query.kind in kinds]
    return Relevance(
        fmean(one.reciprocal_rank for one in some),
        fmean(one.gain for one in some),
        fmean(one.recall for one in some),
        fmean(one.reciprocal_rank > 0 for one in some),
        fmean(not one.ids for one in some),
    )
