"""How well rules judge labelled sentences: recall and precision of block and of warn. Pure.

Of a grade, recall is the share of the sentences that should have it which get it or a graver one; precision
is the share of those which get it that should have it or a graver one. So a violation that is merely warned
of is missed by block and no false warning, and a warning that came as a block is a false block, not missed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Final

from review.domain.screening.result import Verdict

SMALL: Final = 30
"""With fewer cases a share says little by itself; its bounds must be shown beside it."""

_Z: Final = 1.959964
"""The standard normal deviate of 95 %."""
_RANK: Final = {Verdict.pass_: 0, Verdict.warn: 1, Verdict.block: 2}


@dataclass(frozen=True, slots=True)
class Judged:
    """One sentence: what it is an example of, the verdict it should get, and the one it gets."""

    category: str
    wanted: Verdict
    found: Verdict


Tally = Mapping[Judged, int]
"""How many sentences were judged alike. All that is kept of a run; as small for a million sentences."""


@dataclass(frozen=True, slots=True)
class Share:
    """`part` of `whole`. `value` is None where there is no case at all."""

    part: int
    whole: int

    @property
    def value(self) -> float | None:
        return self.part / self.whole if self.whole else None

    @property
    def bounds(self) -> tuple[float, float]:
        """Between what the true share lies with 95 % confidence (Wilson's score interval)."""
        if not self.whole:
            return 0.0, 1.0
        share, square = self.part / self.whole, _Z * _Z
        middle = share + square / (2 * self.whole)
        reach = _Z * sqrt(share * (1 - share) / self.whole + square / (4 * self.whole * self.whole))
        scale = 1 + square / self.whole
        return max(0.0, (middle - reach) / scale), min(1.0, (middle + reach) / scale)

    @property
    def is_small(self) -> bool:
        return self.whole < SMALL


@dataclass(frozen=True, slots=True)
class Grade:
    """How well one grade, block or warn, is given."""

    recall: Share
    precision: Share


@dataclass(frozen=True, slots=True)
class Quality:
    """`wrong` of `count` sentences get another verdict than they should."""

    count: int
    wrong: int
    block: Grade
    warn: Grade


def tally(judged: Iterable[Judged]) -> Counter[Judged]:
    """Return how many were judged alike; reads `judged` once and keeps none of it."""
    return Counter(judged)


def quality(counts: Tally) -> Quality:
    """Return the quality of all that was counted."""
    return Quality(
        count=sum(counts.values()),
        wrong=sum(number for one, number in counts.items() if one.wanted is not one.found),
        block=_grade(counts, Verdict.block),
        warn=_grade(counts, Verdict.warn),
    )


def by_category(counts: Tally) -> dict[str, Quality]:
    """Return the quality of each category, in the order of their names."""
    return {
        category: quality({one: number for one, number in counts.items() if one.category == category})
        for category in sorted({one.category for one in counts})
    }


def _grade(counts: Tally, grade: Verdict) -> Grade:
    rank = _RANK[grade]
    wanted = {one: number for one, number in counts.items() if one.wanted is grade}
    found = {one: number for one, number in counts.items() if one.found is grade}
    return Grade(
        recall=Share(
            sum(number for one, number in wanted.items() if _RANK[one.found] >= rank), sum(wanted.values())
        ),
        precision=Share(
            sum(number for one, number in found.items() if _RANK[one.wanted] >= rank), sum(found.values())
        ),
    )
