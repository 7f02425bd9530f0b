"""The library as a source: what of it this reader may see, checked at the editions themselves."""

from collections.abc import Sequence

from review.models.edition import EditionQuerySet
from search.domain.expression import Expression, Scope
from search.domain.lexicon import Lexicon
from search.domain.ranking import Matter
from search.engines import engine, has_cluster, open_cluster
from search.engines.base import Unavailable, Unsettled
from search.models import Backlog
from search.queries import dictionary
from search.queries.statistics import Statistics
from search.queries.vocabulary import Vocabulary


class Library:
    """search.queries.retrieval.Source: the editions of `within`, asked by `lexicon` or the one in force.

    One object for one question. If Elasticsearch does not answer, or lacks something (`is_away`), the
    database answers (the rest of) it.
    """

    def __init__(self, within: EditionQuerySet, lexicon: Lexicon | None = None) -> None:
        self._within = within
        self._lexicon = lexicon or dictionary.current()
        self.is_away = has_cluster() and Backlog.objects.exists()
        self._cluster = open_cluster() if has_cluster() and not self.is_away else None
        self.vocabulary = Vocabulary()
        self.statistics = Statistics()

    def synonyms(self, word: str) -> Sequence[str]:
        return self._lexicon.synonyms(word)

    def cut(self, run: str) -> list[str]:
        return self._lexicon.cut(run)

    def candidates(self, expression: Expression, scope: Scope, limit: int) -> list[int]:
        if self._cluster is not None:
            try:
                return self._cluster.candidates(expression, scope, self._within, limit)
            except Unavailable:
                self._cluster, self.is_away = None, True
            except Unsettled:
                self._cluster = None
        return engine().candidates(expression, scope, self._within, limit)

    def matters(self, ids: Sequence[int]) -> list[Matter]:
        """The one query that everything shown has gone through, whatever an engine says."""
        rows = self._within.filter(pk__in=ids).values_list(
            "pk", "kind", "issued_at", "indexed__title", "indexed__body"
        )
        return [
            Matter(pk, kind, issued_at, title or "", body or "") for pk, kind, issued_at, title, body in rows
        ]
