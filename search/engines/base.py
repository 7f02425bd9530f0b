"""What every search engine does."""

from collections.abc import Iterable, Mapping
from typing import Protocol

from review.models import Edition
from review.models.edition import EditionQuerySet
from search.domain.analysis import QueryTerm
from search.domain.expression import Expression


class Engine(Protocol):
    """Keeps terms and finds ids by them. What it answers is a proposal: search.index checks it in the
    database.
    """

    def write(self, edition: Edition, title_terms: list[str], body_terms: list[str]) -> None:
        """Make `edition` findable by these terms, in the place of earlier ones. The caller holds the
        transaction.
        """
        ...

    def delete(self, edition_id: int) -> None:
        """Forget the edition; nothing happens if it is not known. The caller holds the transaction."""
        ...

    def candidates(self, expression: Expression, within: EditionQuerySet, limit: int) -> list[int]:
        """Return the ids of up to `limit` editions of `within`, roughly the best first."""
        ...

    def frequencies(self, terms: Iterable[QueryTerm]) -> Mapping[QueryTerm, int]:
        """Return how many editions have each term, in one query."""
        ...

    def is_complete(self) -> bool:
        """Return whether the engine's own structures know exactly the stored rows. Cheap; takes no lock."""
        ...

    def is_sound(self) -> bool:
        """Return whether the engine's own structures agree with the stored terms, word for word."""
        ...

    def rebuild(self) -> None:
        """Make the engine's own structures anew from the stored terms. The caller holds the transaction."""
        ...
