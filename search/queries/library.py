"""The library as a source: what of it this reader may see, checked at the editions themselves."""

from collections.abc import Sequence

from review.models.edition import EditionQuerySet
from search.domain.expression import Expression, Scope
from search.domain.ranking import Matter
from search.domain.synonyms import shipped
from search.engines import engine
from search.queries.statistics import Statistics
from search.queries.vocabulary import Vocabulary


class Library:
    """search.queries.retrieval.Source: the editions of `within`."""

    def __init__(self, within: EditionQuerySet) -> None:
        self._within = within
        self.vocabulary = Vocabulary()
        self.statistics = Statistics()

    def synonyms(self, word: str) -> Sequence[str]:
        return shipped().get(word, ())

    def candidates(self, expression: Expression, scope: Scope, limit: int) -> list[int]:
        return engine().candidates(expression, scope, self._within, limit)

    def matters(self, ids: Sequence[int]) -> list[Matter]:
        """The one query that everything shown has gone through, whatever an engine says."""
        rows = self._within.filter(pk__in=ids).values_list(
            "pk", "kind", "issued_at", "indexed__title", "indexed__body"
        )
        return [
            Matter(pk, kind, issued_at, title or "", body or "") for pk, kind, issued_at, title, body in rows
        ]
