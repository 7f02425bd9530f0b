"""From words to editions that are really there: the engine proposes, the database disposes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from review.models import EditionSegment
from review.models.edition import EditionQuerySet
from search.domain.analysis import QueryTerm
from search.domain.expression import Expression, relaxations
from search.domain.facets import Faceted
from search.domain.ranking import Scored
from search.engines import Engine

LIMIT: Final = 1000
"""So many candidates an engine may propose; beyond, the page says 1,000+."""


@dataclass(frozen=True, slots=True)
class Candidates:
    """What is left of an engine's candidates after the database looked at them."""

    checked: Sequence[Scored]
    capped: bool
    terms: tuple[QueryTerm, ...]
    frequencies: Mapping[QueryTerm, int]
    relaxed: bool


def look_up(terms: tuple[QueryTerm, ...], within: EditionQuerySet, engine: Engine) -> Candidates:
    """Return what of `within` has all the terms; if nothing has, what has most of what is rare among them."""
    frequencies = engine.frequencies(terms)
    exact = _candidates(Expression(terms), within, engine, frequencies)
    if exact.checked:
        return exact
    for expression in relaxations(terms, frequencies):
        weaker = _candidates(expression, within, engine, frequencies)
        if weaker.checked:
            new = tuple(term for term in expression.terms if term not in frequencies)
            known = {**frequencies, **engine.frequencies(new)} if new else frequencies
            wanted = tuple(dict.fromkeys((*terms, *expression.terms)))
            return replace(weaker, terms=wanted, frequencies=known, relaxed=True)
    return exact


def with_segments(editions: Sequence[tuple[int, str]]) -> Iterator[Faceted]:
    """Yield what facets must know of each (key, kind), in the same order, by one query."""
    segments: dict[int, set[str]] = {}
    rows = EditionSegment.objects.filter(edition__in=[key for key, _kind in editions])
    for edition_id, segment in rows.values_list("edition_id", "segment"):
        segments.setdefault(edition_id, set()).add(segment)
    for key, kind in editions:
        yield Faceted(key, kind, frozenset(segments.get(key, ())))


def _candidates(
    expression: Expression, within: EditionQuerySet, engine: Engine, frequencies: Mapping[QueryTerm, int]
) -> Candidates:
    ids = engine.candidates(expression, within, LIMIT + 1)
    checked = _check(ids[:LIMIT], within) if ids else []
    return Candidates(checked, len(ids) > LIMIT, expression.terms, frequencies, relaxed=False)


def _check(ids: Sequence[int], within: EditionQuerySet) -> list[Scored]:
    """The one query that everything shown has gone through, whatever an engine says."""
    rows = within.filter(pk__in=ids).values_list(
        "pk", "kind", "issued_at", "indexed__title_terms", "indexed__body_terms"
    )
    return [Scored(pk, kind, issued_at, title or "", body or "") for pk, kind, issued_at, title, body in rows]
