"""From a query to an order of what there is: understood, looked up, checked, ranked."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from search.domain.analysis import QueryTerm
from search.domain.concepts import NEARLY, SOUNDS_ALIKE, Concept, Matched, Way
from search.domain.expression import Expression, Scope, all_of
from search.domain.ranking import Matter, Scored, rank, rarity
from search.domain.relaxing import relaxed
from search.domain.understanding import concepts
from search.queries.slips import mended
from search.queries.spoken import spoken
from search.queries.statistics import Statistics
from search.queries.vocabulary import Vocabulary

LIMIT: Final = 1000
"""So many candidates an engine may propose; beyond, the page says 1,000+."""
ENOUGH: Final = 10
"""With so many that have everything, nothing else is looked for."""
NEARLY_ALL: Final = 0.75
"""What has so much of what the best has is shown beside it."""
_LITTLE: Final = 0.5
_PATTERN_DOCUMENTS: Final = 20
_SLIPS: Final = frozenset({SOUNDS_ALIKE, NEARLY})
_PATTERNS: Final = frozenset({Matched.INITIALS, Matched.SOUND})


class Source(Protocol):
    """Where to look: an index, and what of it may be seen."""

    vocabulary: Vocabulary
    statistics: Statistics

    def synonyms(self, word: str, /) -> Sequence[str]: ...

    def cut(self, run: str, /) -> list[str]: ...

    def candidates(self, expression: Expression, scope: Scope, limit: int) -> list[int]: ...

    def matters(self, ids: Sequence[int]) -> list[Matter]: ...


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found, best first. `capped`: there is more. `relaxed`: nothing has everything.

    `meant`: what was typed with its slips mended, empty if there were none.
    """

    ranked: Sequence[Scored]
    capped: bool
    relaxed: bool
    concepts: tuple[Concept, ...]
    meant: str = ""

    @property
    def marks(self) -> tuple[str, ...]:
        """What to mark in the texts: every word that counts, as typed first."""
        ways = [way for one in self.concepts for way in one.ways if way.matched not in _PATTERNS]
        ordered = sorted(ways, key=lambda way: -way.weight)
        return tuple(dict.fromkeys(way.text for way in ordered))


@dataclass(frozen=True, slots=True)
class _Question:
    concepts: tuple[Concept, ...]
    terms: Mapping[QueryTerm, int]
    rows: int

    def documents(self, way: Way) -> int:
        """Return about how many editions say it so."""
        if way.matched in _PATTERNS:
            return _PATTERN_DOCUMENTS
        return min((self.terms.get(term, 0) for term in way.terms), default=0)

    def of(self, concept: Concept) -> int:
        return min(sum(self.documents(way) for way in concept.ways), self.rows)

    def meant(self) -> str:
        """Return the query with words of the library in the place of those that nothing has."""
        found, changes, run = "", False, -1
        for one in self.concepts:
            typed, *others = one.ways
            better = [way for way in others if way.weight in _SLIPS and self.documents(way)]
            instead = better[0].text if better and not self.documents(typed) else ""
            found += (" " if one.run != run and found else "") + (instead or one.typed)
            changes, run = changes or bool(instead), one.run
        return found if changes else ""

    def values(self) -> dict[Way, float]:
        """Return what each way counts: by its rarity, but never more than what was typed."""
        found: dict[Way, float] = {}
        for one in self.concepts:
            typed = one.ways[0] if one.ways and one.ways[0].weight == 1.0 else None
            most = rarity(self.documents(typed), self.rows) if typed and self.documents(typed) else None
            shared = rarity(self.of(one), self.rows)
            for way in one.ways:
                own = rarity(self.documents(way), self.rows) if typed else shared
                found[way] = way.weight * (own if most is None else min(own, most))
        return found


def retrieve(query: str, source: Source, at: datetime) -> Retrieved:
    """Return what of `source` answers to `query`. The number of queries has a bound that does not depend on
    what is found.
    """
    wanted = concepts(query, source.synonyms, source.cut)
    if not wanted:
        return Retrieved((), False, False, ())
    asked = _asked(_with_sounds(wanted, source), source)
    ids, capped = _all_of(asked, source)
    found = _ranked(asked, source.matters(ids), source, at) if ids else []
    if len(found) >= ENOUGH or (found and len(asked.concepts) > 1):
        return Retrieved(found, capped, False, asked.concepts)
    return _widened(asked, found, source, at)


def _widened(asked: _Question, exact: list[Scored], source: Source, at: datetime) -> Retrieved:
    """Return the exact ones and what comes near, or if there are none what has most of what was asked."""
    documents = {one: asked.of(one) for one in asked.concepts}
    wider = _asked(mended(asked.concepts, documents, source.vocabulary), source)
    counts = {one: wider.of(one) for one in wider.concepts}
    expression = relaxed(wider.concepts, counts, wider.terms, wider.rows)
    if expression is None:
        return Retrieved(exact, False, False, asked.concepts)
    ids = source.candidates(expression, Scope.EVERYWHERE, LIMIT + 1)
    known = {one.matter.edition_id for one in exact}
    more = [pk for pk in ids[:LIMIT] if pk not in known]
    ranked = _ranked(wider, [*(one.matter for one in exact), *source.matters(more)], source, at)
    best = max((one.coverage for one in ranked), default=0.0)
    kept = [
        one
        for one in ranked
        if one.matter.edition_id in known or one.coverage >= best * (NEARLY_ALL if exact else _LITTLE)
    ]
    first = [one for one in kept if one.matter.edition_id in known]
    rest = [one for one in kept if one.matter.edition_id not in known]
    meant = "" if exact else wider.meant()
    return Retrieved([*first, *rest], len(ids) > LIMIT, not exact, wider.concepts, meant)


def _with_sounds(wanted: Sequence[Concept], source: Source) -> tuple[Concept, ...]:
    latin = [one for one in wanted if one.ways[0].matched is Matched.FIGURE]
    known = source.statistics.documents([term for one in latin for term in one.ways[0].terms])
    found: list[Concept] = []
    for one in wanted:
        if one in latin:
            there = all(
                known.get(QueryTerm(term.text), 0) or known.get(term, 0) for term in one.ways[0].terms
            )
            found += spoken(one, source.vocabulary, known=there)
        else:
            found.append(one)
    return tuple(found)


def _asked(wanted: Sequence[Concept], source: Source) -> _Question:
    terms = {term: None for one in wanted for way in one.ways for term in way.terms}
    return _Question(tuple(wanted), source.statistics.documents(list(terms)), source.statistics.rows)


def _all_of(asked: _Question, source: Source) -> tuple[list[int], bool]:
    """Return what has everything; if that is too much, first what has it in the title."""
    if not all(asked.of(one) for one in asked.concepts):
        return [], False
    expression = all_of(tuple(one.expression for one in asked.concepts))
    ids = source.candidates(expression, Scope.EVERYWHERE, LIMIT + 1)
    if len(ids) <= LIMIT:
        return ids, False
    titled = source.candidates(expression, Scope.TITLE, LIMIT)
    return list(dict.fromkeys((*titled, *ids)))[:LIMIT], True


def _ranked(asked: _Question, matters: Sequence[Matter], source: Source, at: datetime) -> list[Scored]:
    return rank(matters, asked.concepts, asked.values(), usual_length=source.statistics.usual_length, at=at)
