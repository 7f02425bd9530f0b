"""What to ask for when nothing has all of it: the rare things alone, the common ones in pairs."""

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Final

from search.domain.analysis import QueryTerm
from search.domain.concepts import Concept
from search.domain.expression import AllOf, Expression, any_of

BUDGET: Final = 500
"""About so many editions a relaxed question may match: each has to be looked at."""
_CORRELATION: Final = 4
"""Two words of one question stand together more often than by chance."""
_MOST_PARTS: Final = 30


def relaxed(
    concepts: Sequence[Concept],
    documents: Mapping[Concept, int],
    terms: Mapping[QueryTerm, int],
    rows: int,
) -> Expression | None:
    """Return what an edition has at least that has much of what was asked; None if nothing is known of it.

    Of a word that nothing has its pairs of characters are asked for.
    """
    atoms: dict[Expression, int] = {}
    for concept in concepts:
        if documents[concept]:
            atoms[concept.expression] = documents[concept]
        else:
            atoms |= {term: terms[term] for way in concept.ways[:2] for term in way.terms if terms.get(term)}
    ordered = sorted(atoms.items(), key=lambda item: item[1])
    if not ordered:
        return None
    offers: list[tuple[float, Expression]] = [(float(count), one) for one, count in ordered]
    pairs: list[tuple[float, Expression]] = []
    for (first, count), (second, other) in combinations(ordered[:12], 2):
        together = min(count * other * _CORRELATION / max(rows, 1), count)
        pairs.append((together, AllOf((first, second))))
    return _within_budget([*offers, *sorted(pairs, key=lambda pair: pair[0])])


def _within_budget(offers: Sequence[tuple[float, Expression]]) -> Expression:
    """Return those of the offers, in their order, that together match few, without what another implies."""
    kept: list[Expression] = []
    spent = 0.0
    for count, one in offers:
        implied = isinstance(one, AllOf) and any(part in kept for part in one.parts)
        if not implied and spent + count <= BUDGET and len(kept) < _MOST_PARTS:
            kept.append(one)
            spent += count
    return any_of(tuple(kept)) if kept else min(offers, key=lambda offer: offer[0])[1]
