"""What every search engine does."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from review.models.edition import EditionQuerySet
from search.domain.analysis import Analysed, QueryTerm
from search.domain.expression import Expression, Scope


class Unavailable(Exception):
    """An engine outside the database did not answer, not in time, or with an error or nonsense: what it would
    say is not known.
    """


class Unsettled(Exception):
    """The engine is there and cannot answer this one question: too long for it, or most of what it finds is
    beyond the reader.
    """


@dataclass(frozen=True, slots=True)
class Entry:
    """What is indexed of one edition."""

    edition_id: int
    title: Analysed
    body: Analysed


class Engine(Protocol):
    """Keeps terms and finds ids by them. What it answers is a proposal: search.index checks it in the
    database.
    """

    def write(self, entries: Sequence[Entry]) -> None:
        """Make these findable, in the place of what was known of them. The caller holds the transaction."""
        ...

    def delete(self, edition_ids: Collection[int]) -> None:
        """Forget these; nothing happens if one is not known. The caller holds the transaction."""
        ...

    def candidates(
        self, expression: Expression, scope: Scope, within: EditionQuerySet | None, limit: int
    ) -> list[int]:
        """Return the ids of up to `limit` editions of `within` (None: of all), the newest by id first."""
        ...

    def frequencies(self, terms: Iterable[QueryTerm]) -> Mapping[QueryTerm, int]:
        """Return how many editions have each term, in one query."""
        ...

    def common(self, at_least: int) -> Iterable[tuple[str, int]]:
        """Yield the terms that so many editions or more have, and how many. Reads the whole index."""
        ...

    def is_complete(self) -> bool:
        """Return whether the engine's own structures know exactly the stored rows. Cheap; takes no lock."""
        ...

    def is_sound(self) -> bool:
        """Return whether the engine's own structures agree with the stored texts, term for term."""
        ...

    def rebuild(self) -> None:
        """Make the engine's own structures anew from the stored texts. The caller holds the transaction."""
        ...
