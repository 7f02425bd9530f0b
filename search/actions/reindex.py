"""Reindex: put named editions into the index, a few in each transaction."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Final

from django.db import transaction

from review.models import Edition
from review.models.candidate import TamperedContent
from search import index
from search.queries import dictionary, drift

logger = logging.getLogger(__name__)

CHUNK: Final = 50
"""Few enough that others wait for their turn only briefly."""


def reindex(
    edition_ids: Sequence[int],
    at: datetime,
    *,
    at_most: int | None = None,
    on_done: Callable[[int], object] = lambda _count: None,
) -> int:
    """Put up to `at_most` of the editions anew, those still due at `at`, by the dictionary in force.

    Returns how many. Holds each edition's row while it does, so that no recall passes in between. An edition
    whose bytes are not those that were approved is left out and logged. `on_done` hears of each chunk's size.
    """
    dictionary.current()
    written = 0
    for start in range(0, len(edition_ids), CHUNK):
        chunk = edition_ids[start : start + CHUNK]
        with transaction.atomic():
            held = (
                drift.due(at).select_for_update(of=("self",)).select_related("candidate").filter(pk__in=chunk)
            )
            written += sum(_put(edition) for edition in held.order_by("pk"))
        on_done(len(chunk))
        if at_most is not None and written >= at_most:
            break
    return written


def _put(edition: Edition) -> bool:
    try:
        index.put(edition)
    except TamperedContent:
        logger.error("edition %s is not indexed: its bytes are not those that were approved", edition.number)
        return False
    return True
