"""Rebuild: index everything anew, from the editions alone."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from search import index
from search.actions.learn import count, learn
from search.actions.reindex import reindex
from search.engines import engine
from search.queries import drift


def rebuild(
    at: datetime,
    *,
    on_start: Callable[[int], object] = lambda _total: None,
    on_done: Callable[[int], object] = lambda _count: None,
) -> int:
    """Put every edition that is due at `at` anew, take out the rest; return how many were put.

    Searching goes on meanwhile. `on_start` hears the total, `on_done` each chunk's size.
    """
    with transaction.atomic():
        engine().rebuild()
        for edition_id in list(drift.ghosts(at).values_list("pk", flat=True)):
            index.remove(edition_id)
    edition_ids = list(drift.due(at).order_by("pk").values_list("pk", flat=True))
    on_start(len(edition_ids))
    written = reindex(edition_ids, at, on_done=on_done)
    while learn():
        pass
    count()
    return written
