"""Reconcile: mend what differs between index and editions, a bounded piece at a time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db import transaction

from search import index
from search.actions.reindex import reindex
from search.engines import engine
from search.queries import drift

BATCH: Final = 200


@dataclass(frozen=True, slots=True)
class Mended:
    """How many editions were put into the index, and how many rows were taken out."""

    put: int
    removed: int


def reconcile(at: datetime, batch: int = BATCH) -> Mended:
    """Mend about `batch` differences of each sort, each few in a transaction of their own; return how many.

    An engine that lost rows or kept too many is made anew from the stored terms first.
    """
    if not engine().is_complete():
        with transaction.atomic():
            engine().rebuild()
    removed = _remove_ghosts(at, batch)
    missing = list(drift.missing(at).order_by("pk").values_list("pk", flat=True))
    return Mended(put=reindex(missing, at, at_most=batch), removed=removed)


@transaction.atomic
def _remove_ghosts(at: datetime, batch: int) -> int:
    ghosts = list(drift.ghosts(at).order_by("pk").values_list("pk", flat=True)[:batch])
    for edition_id in ghosts:
        index.remove(edition_id)
    return len(ghosts)
