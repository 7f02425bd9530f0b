"""The one ranker, whichever engine found the candidates."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from search.domain.analysis import QueryTerm, spread

TITLE_WEIGHT: Final = 4.0
"""A term in the title counts as much as so many in the text."""
_SATURATION: Final = 1.2
_LENGTH_EFFECT: Final = 0.5
_USUAL_LENGTH: Final = 300
_FRESHNESS_EFFECT: Final = 1.0

HALF_LIVES: Final[Mapping[str, timedelta]] = {
    "morning_brief": timedelta(hours=12),
    "market_note": timedelta(hours=12),
    "noon_deal": timedelta(days=2),
    "hotspot_guide": timedelta(days=3),
    "evening_topic": timedelta(days=7),
    "activity_kit": timedelta(days=14),
    "script": timedelta(days=180),
    "faq": timedelta(days=180),
    "persona_template": timedelta(days=180),
    "lesson": timedelta(days=180),
}
"""After how long a piece of a kind is half as fresh."""
USUAL_HALF_LIFE: Final = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Scored:
    """What the ranker must know of a candidate; its terms are joined by single spaces."""

    edition_id: int
    kind: str
    issued_at: datetime
    title_terms: str
    body_terms: str


def rank(
    candidates: Sequence[Scored],
    terms: Sequence[QueryTerm],
    frequencies: Mapping[QueryTerm, int],
    *,
    rows: int,
    at: datetime,
) -> list[Scored]:
    """Return the candidates, best first. The order is the same for the same input, whatever order they come
    in.

    Text counts by how rare a term is among all `rows` (BM25, title over text), then how fresh the piece is
    for its kind; equals stand newest first, by id in the end.
    """
    weights = [(term, _rarity(frequencies.get(term, 0), rows)) for term in terms]
    return sorted(
        candidates,
        key=lambda one: (-round(_score(one, weights, at), 6), -one.issued_at.timestamp(), -one.edition_id),
    )


def freshness(kind: str, issued_at: datetime, at: datetime) -> float:
    """Return 1 for what is issued at `at`, one half after the kind's half-life, ever less."""
    age = max(at - issued_at, timedelta())
    return float(0.5 ** (age / HALF_LIVES.get(kind, USUAL_HALF_LIFE)))


def _score(one: Scored, weights: Sequence[tuple[QueryTerm, float]], at: datetime) -> float:
    title, body = spread(one.title_terms), spread(one.body_terms)
    length = 1 - _LENGTH_EFFECT + _LENGTH_EFFECT * (one.body_terms.count(" ") + 1) / _USUAL_LENGTH
    text = 0.0
    for term, rarity in weights:
        count = TITLE_WEIGHT * term.count(title) + term.count(body)
        text += rarity * count * (_SATURATION + 1) / (count + _SATURATION * length)
    return text * (1 + _FRESHNESS_EFFECT * freshness(one.kind, one.issued_at, at))


def _rarity(frequency: int, rows: int) -> float:
    return math.log1p((max(rows, frequency) - frequency + 0.5) / (frequency + 0.5))
