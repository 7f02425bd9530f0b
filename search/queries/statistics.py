"""How common terms are."""

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Final

from django.db import DEFAULT_DB_ALIAS

from search.domain.analysis import QueryTerm
from search.engines import engine
from search.models import CommonTerm, IndexedEdition

COMMON: Final = 200
"""Terms that so many editions have are counted in the background, rarer ones when they are asked for."""
WHOLE: Final = ""
USUAL_LENGTH: Final = 150


class Statistics:
    """For one question: what it has counted it does not count again."""

    def __init__(self, using: str = DEFAULT_DB_ALIAS) -> None:
        self.using = using
        self._counted: dict[QueryTerm, int] = {}

    @cached_property
    def _whole(self) -> CommonTerm | None:
        return CommonTerm.objects.using(self.using).filter(pk=WHOLE).first()

    @cached_property
    def rows(self) -> int:
        """About how many editions are indexed; exactly, as long as nothing was counted in the background."""
        return self._whole.documents if self._whole else IndexedEdition.objects.using(self.using).count()

    @cached_property
    def usual_length(self) -> int:
        """How long a text usually is."""
        return self._whole.usual_length if self._whole and self._whole.usual_length else USUAL_LENGTH

    def documents(self, terms: Sequence[QueryTerm]) -> Mapping[QueryTerm, int]:
        """Return about how many editions have each term. At most two queries."""
        asked = [term for term in dict.fromkeys(terms) if term not in self._counted]
        whole = [term.text for term in asked if not term.unfinished]
        common = dict(
            CommonTerm.objects.using(self.using).filter(pk__in=whole).values_list("term", "documents")
        )
        self._counted |= {
            term: common[term.text] for term in asked if not term.unfinished and term.text in common
        }
        rare = [term for term in asked if term not in self._counted]
        self._counted |= engine(self.using).frequencies(rare)
        return self._counted
