"""How common terms are. Asked in plain SQL, as the engines are."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from django.db import DEFAULT_DB_ALIAS

from search.domain.analysis import QueryTerm
from search.engines import engine
from search.models import IndexedEdition

COMMON: Final = 200
"""Terms that so many editions have are counted in the background, rarer ones when they are asked for."""
WHOLE: Final = ""
USUAL_LENGTH: Final = 150
_COMMON_TERMS: Final = "SELECT term, documents FROM search_commonterm WHERE term IN ({places})"
_WHOLE: Final = "SELECT documents, usual_length FROM search_commonterm WHERE term = %s"


class Statistics:
    """For one question: what it has counted it does not count again."""

    def __init__(self, using: str = DEFAULT_DB_ALIAS) -> None:
        self.using = using
        self._engine = engine(using)
        self._counted: dict[QueryTerm, int] = {}

    @cached_property
    def _whole(self) -> tuple[int, int] | None:
        """Return how many editions there were when they were counted, and how long they usually are."""
        found = self._engine.ask(_WHOLE, [WHOLE])
        return (int(found[0][0]), int(found[0][1])) if found else None

    @cached_property
    def rows(self) -> int:
        """About how many editions are indexed; exactly, as long as nothing was counted in the background."""
        return self._whole[0] if self._whole else IndexedEdition.objects.using(self.using).count()

    @cached_property
    def usual_length(self) -> int:
        """How long a text usually is."""
        return (self._whole[1] if self._whole else 0) or USUAL_LENGTH

    def documents(self, terms: Sequence[QueryTerm]) -> Mapping[QueryTerm, int]:
        """Return about how many editions have each term. At most two queries."""
        asked = [term for term in dict.fromkeys(terms) if term not in self._counted]
        whole = [term.text for term in asked if not term.unfinished]
        common = self._common(whole)
        self._counted |= {
            term: common[term.text] for term in asked if not term.unfinished and term.text in common
        }
        rare = [term for term in asked if term not in self._counted]
        self._counted |= self._engine.frequencies(rare)
        return self._counted

    def _common(self, terms: Sequence[str]) -> dict[str, int]:
        if not terms:
            return {}
        places = ", ".join(["%s"] * len(terms))
        return dict(self._engine.ask(_COMMON_TERMS.format(places=places), terms))
