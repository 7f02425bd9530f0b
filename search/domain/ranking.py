"""The one ranker, whichever engine found the candidates."""

import math
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from search.domain.concepts import Concept, Matched, Way

_SATURATION: Final = 0.5
_LENGTH_EFFECT: Final = 0.35
_TITLE: Final = 0.5
_TITLE_COUNTS: Final = 3
_NEIGHBOURS: Final = 0.6
_CLOSE: Final = 0.2
_CLOSE_DISTANCE: Final = 12
_PARTLY: Final = 0.6
_FRESHNESS_EFFECT: Final = 0.5
_PARTS_OF: Final = 3
_PATTERNS: Final = frozenset({Matched.INITIALS, Matched.SOUND})

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
class Matter:
    """What the ranker must know of a candidate; `title` and `body` are Analysed.matter."""

    edition_id: int
    kind: str
    issued_at: datetime
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate, what it is worth, and how much of what was asked it has (0 to 1)."""

    matter: Matter
    score: float
    coverage: float


class _Valued(NamedTuple):
    """A thing asked for, made ready for many candidates.

    `ways`: each with what it counts, the most first, and what has only to stand in a text (None where that
    does not do). `parts`: of the first ways the pairs of characters, with what all of them count.
    """

    concept: Concept
    ways: tuple[tuple[Way, float, str | None], ...]
    parts: tuple[tuple[float, tuple[str, ...]], ...]
    best: float


def rank(
    candidates: Sequence[Matter],
    concepts: Sequence[Concept],
    values: Mapping[Way, float],
    *,
    usual_length: float,
    at: datetime,
) -> list[Scored]:
    """Return the candidates, best first. The order is the same for the same input, whatever order they come
    in.

    A thing asked for counts by its rarity (`values`), more if it is in the title, stands often in a short
    text, or beside what it was typed beside; then by how fresh the piece is for its kind. Equals stand
    newest first, by id in the end.
    """
    valued = [_valued(concept, values) for concept in concepts]
    total = sum(one.best for one in valued) or 1.0
    scored = [_score(one, valued, total, usual_length, at) for one in candidates]
    return sorted(
        scored,
        key=lambda one: (-round(one.score, 6), -one.matter.issued_at.timestamp(), -one.matter.edition_id),
    )


def led_by(ranked: Sequence[Scored], kinds: Collection[str]) -> list[Scored]:
    """Return the same, but those of `kinds` first that have as much of what was asked as any."""
    most = max((one.coverage for one in ranked), default=0.0)
    return sorted(ranked, key=lambda one: one.matter.kind not in kinds or one.coverage < most)


def rarity(documents: int, rows: int) -> float:
    """Return what a word counts that so many of all `rows` have."""
    return math.log1p((max(rows, documents) - documents + 0.5) / (documents + 0.5))


def freshness(kind: str, issued_at: datetime, at: datetime) -> float:
    """Return 1 for what is issued at `at`, one half after the kind's half-life, ever less."""
    age = max(at - issued_at, timedelta())
    return float(0.5 ** (age / HALF_LIVES.get(kind, USUAL_HALF_LIFE)))


def _valued(concept: Concept, values: Mapping[Way, float]) -> _Valued:
    ways = sorted(((way, values.get(way, 0.0)) for way in concept.ways), key=lambda one: -one[1])
    return _Valued(
        concept,
        tuple((way, value, None if way.matched in _PATTERNS else way.needle) for way, value in ways),
        tuple(
            (value, tuple(term.text for term in way.terms))
            for way, value in ways[:_PARTS_OF]
            if way.matched is Matched.SUBSTRING and len(way.terms) > 1
        ),
        ways[0][1] if ways else 0.0,
    )


def _score(one: Matter, valued: Sequence[_Valued], total: float, usual_length: float, at: datetime) -> Scored:
    title, body = one.title, one.body
    whole = f"{title}\n{body}"
    length = 1 - _LENGTH_EFFECT + _LENGTH_EFFECT * len(whole) / usual_length
    text = covered = 0.0
    before: tuple[_Valued, Way, float] | None = None
    for asked in valued:
        found = _found(asked, whole)
        if found is None:
            part = _part(asked, whole) if asked.parts else 0.0
            text += part
            covered += part
            before = None
            continue
        way, value = found
        in_title = way.count(title)
        count = way.count(body) + _TITLE_COUNTS * in_title
        text += value * count * (_SATURATION + 1) / (count + _SATURATION * length)
        text += _TITLE * value * bool(in_title)
        covered += value
        if before is not None:
            text += _together(before, (asked, way, value), whole)
        before = (asked, way, value)
    coverage = min(covered / total, 1.0)
    fresh = 1 + _FRESHNESS_EFFECT * freshness(one.kind, one.issued_at, at)
    return Scored(one, text * coverage * fresh, coverage)


def _found(asked: _Valued, whole: str) -> tuple[Way, float] | None:
    for way, value, needle in asked.ways:
        if way.count(whole) if needle is None else needle in whole:
            return way, value
    return None


def _part(asked: _Valued, whole: str) -> float:
    """Return what it counts that a text has only pairs of characters of what was asked."""
    best = 0.0
    for value, pairs in asked.parts:
        share = len([pair for pair in pairs if pair in whole]) / len(pairs)
        best = max(best, _PARTLY * value * share * share)
    return best


def _together(first: tuple[_Valued, Way, float], second: tuple[_Valued, Way, float], whole: str) -> float:
    """Return what it counts that two neighbours of the query are neighbours, or close, in the text."""
    weaker = min(first[2], second[2])
    if first[0].concept.run == second[0].concept.run and first[1].text + second[1].text in whole:
        return _NEIGHBOURS * weaker
    return _CLOSE * weaker * _are_close(first[1], second[1], whole)


def _are_close(first: Way, second: Way, whole: str) -> bool:
    at = whole.find(first.text)
    while at >= 0:
        start, end = (
            max(at - _CLOSE_DISTANCE - len(second.text), 0),
            at + len(first.text) + _CLOSE_DISTANCE + len(second.text),
        )
        if whole.find(second.text, start, end) >= 0:
            return True
        at = whole.find(first.text, at + 1)
    return False
