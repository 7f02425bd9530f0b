"""What an engine is asked for, in the words of no engine."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import chain

from search.domain.analysis import QueryTerm, split


class Match(Enum):
    ALL = "all"
    ANY = "any"


class Scope(Enum):
    TITLE = "title"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Expression:
    """Editions that have all, or any, of `terms`. There is at least one term."""

    terms: tuple[QueryTerm, ...]
    match: Match = Match.ALL
    scope: Scope = Scope.EVERYWHERE


def relaxations(terms: tuple[QueryTerm, ...], frequencies: Mapping[QueryTerm, int]) -> Iterator[Expression]:
    """Yield ever weaker expressions for a query of which nothing has all terms; each is yielded once.

    First the words inside the words; then without the terms that nothing has; then without the most common of
    the rest, one after another; at last anything that has any of it. `frequencies` says how many rows have
    each term.
    """
    parts = tuple(dict.fromkeys(chain.from_iterable(split(term) for term in terms)))
    known = sorted((term for term in terms if frequencies.get(term, 0)), key=lambda term: frequencies[term])
    weaker = [parts, *(tuple(known[:count]) for count in range(len(known), 0, -1))]
    seen = {frozenset(terms)}
    for kept in weaker:
        if frozenset(kept) not in seen:
            seen.add(frozenset(kept))
            yield Expression(kept)
    yield Expression(tuple(dict.fromkeys((*terms, *parts))), Match.ANY)
