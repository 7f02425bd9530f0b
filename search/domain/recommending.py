"""The ranker where nothing is asked in words: by fit, freshness and use. Pure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from search.domain.ranking import freshness

_FRESHNESS_EFFECT: Final = 0.5
_USE_EFFECT: Final = 0.25


@dataclass(frozen=True, slots=True)
class Proposed:
    """What might be recommended. `fit` is 0 to 1; `used`: so often it was taken out lately."""

    edition_id: int
    kind: str
    issued_at: datetime
    fit: float
    used: int


def recommended(proposed: Sequence[Proposed], at: datetime) -> list[Proposed]:
    """Return what is proposed, best first: what fits best, then more if it is fresh for its kind (the same
    half-lives as in a search) and taken often beside the others. Equals stand newest first, by id in the end.
    """
    most = math.log1p(max((one.used for one in proposed), default=0)) or 1.0

    def value(one: Proposed) -> float:
        fresh = 1 + _FRESHNESS_EFFECT * freshness(one.kind, one.issued_at, at)
        return (1 + one.fit) * fresh * (1 + _USE_EFFECT * math.log1p(one.used) / most)

    return sorted(
        proposed, key=lambda one: (-round(value(one), 6), -one.issued_at.timestamp(), -one.edition_id)
    )
