"""What a search gives back."""

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from review.models import Edition
from review.models.candidate import TamperedContent
from review.models.edition import EditionQuerySet
from search.domain.facets import Facets

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found. `capped`: there is more than `total` says. `relaxed`: nothing had all the
    words. `is_away`: Elasticsearch did not answer, so the database did.

    `terms` are the words that count, for search.queries.snippets; `meant` is the query with its
    slips mended. The editions come with branch, segments and document, so that a card needs no further query.
    """

    total: int
    capped: bool
    editions: Sequence[Edition]
    facets: Facets
    page: int
    pages: int
    terms: tuple[str, ...]
    relaxed: bool
    is_away: bool = False
    meant: str = ""


@dataclass(frozen=True, slots=True)
class Window:
    """One page of `total` things: the nearest page there is to the one asked for."""

    page: int
    pages: int
    start: int
    end: int

    @classmethod
    def of(cls, total: int, page: int, per_page: int) -> "Window":
        pages = max(-(-total // per_page), 1)
        page = min(max(page, 1), pages)
        return cls(page, pages, (page - 1) * per_page, page * per_page)


def load(ids: Sequence[int], within: EditionQuerySet) -> list[Edition]:
    """Return these editions in this order, with what a card needs, in two queries.

    Left out is what is no longer in `within`, and what no longer has the bytes that were approved.
    """
    loaded = (
        within.filter(pk__in=ids).select_related("branch", "candidate").prefetch_related("segments").in_bulk()
    )
    return [loaded[pk] for pk in ids if pk in loaded and _is_untouched(loaded[pk])]


def _is_untouched(edition: Edition) -> bool:
    try:
        return bool(edition.content)
    except TamperedContent:
        logger.error(
            "edition %s is left out of a search: its bytes are not those that were approved", edition.number
        )
        return False
