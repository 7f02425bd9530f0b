"""Align: make the index in Elasticsearch equal to the database's, or build it anew beside the one in use."""

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

from django.db import transaction

from search.engines import ELASTICSEARCH, open_cluster
from search.engines.base import Unavailable
from search.engines.cluster import Cluster
from search.engines.elasticsearch import ElasticsearchIndex
from search.engines.versions import advance, of_bucket, sums
from search.models import Backlog
from search.queries.states import states

SECONDS: Final = 20.0
"""So long at a time in the background; what is left over is done a minute later."""


@dataclass(frozen=True, slots=True)
class Progress:
    """Who hears how it goes: the total number of editions first, then how many more are done."""

    on_start: Callable[[int], object] = field(default=lambda _total: None)
    on_done: Callable[[int], object] = field(default=lambda _count: None)


def align(at: datetime, seconds: float = SECONDS) -> int:
    """Mend what differs, for about so long; return how many states were sent.

    Goes on with an index that is being built, and begins one where there is none. Raises Unavailable, and
    notes that something is missing. The caller holds no transaction.
    """
    until = time.monotonic() + seconds
    library = open_cluster()
    try:
        places = library.places()
        if places.next is not None or places.current is None:
            return _build(library, at, until, Progress())
        return _mend_current(library, at, until)
    except Unavailable:
        Backlog.objects.update_or_create(engine=ELASTICSEARCH, defaults={"noted_at": at})
        raise


def build_anew(at: datetime, progress: Progress) -> int:
    """Build another index beside the one in use, put it in its place at one stroke, drop the old one.

    Return how many states were sent. Searching goes on meanwhile, and what changes goes to both. One that was
    broken off goes on where it was. Raises Unavailable. The caller holds no transaction.
    """
    return _build(open_cluster(), at, float("inf"), progress)


def differing() -> int:
    """Return how many editions Elasticsearch has in another state than the database. Raises Unavailable."""
    library = open_cluster()
    library.current.refresh()
    return sum(
        len(_differences(of_bucket(bucket), library.current.of_bucket(bucket)))
        for bucket in _differing_buckets(library.current)
    )


def _build(library: Cluster, at: datetime, until: float, progress: Progress) -> int:
    library.begin()
    sent = _mend(library.next, at, until, progress)
    if time.monotonic() > until:
        return sent
    library.switch()
    return sent + _mend_current(library, at, until)


def _mend_current(library: Cluster, at: datetime, until: float) -> int:
    sent = _mend(library.current, at, until, Progress())
    if time.monotonic() <= until:
        Backlog.objects.filter(engine=ELASTICSEARCH, noted_at__lte=at).delete()
    return sent


def _mend(index: ElasticsearchIndex, at: datetime, until: float, progress: Progress) -> int:
    """Compare bucket by bucket, and send what the index does not have."""
    index.refresh()
    buckets = _differing_buckets(index)
    rows = {bucket: rows for bucket, (rows, *_sums) in sums().items()}
    progress.on_start(sum(rows.get(bucket, 0) for bucket in buckets))
    sent = 0
    for bucket in buckets:
        if time.monotonic() > until:
            break
        ours, theirs = of_bucket(bucket), index.of_bucket(bucket)
        _overtake(ours, theirs, at)
        different = _differences(of_bucket(bucket), theirs)
        index.write(list(states(different & ours.keys())))
        index.forget(theirs.keys() - ours.keys())
        sent += len(different)
        progress.on_done(len(ours))
    index.refresh()
    return sent


def _differing_buckets(index: ElasticsearchIndex) -> list[int]:
    ours, theirs = sums(), index.sums()
    return sorted(bucket for bucket in ours.keys() | theirs.keys() if ours.get(bucket) != theirs.get(bucket))


def _differences(ours: Mapping[int, int], theirs: Mapping[int, int]) -> set[int]:
    return {key for key in ours.keys() | theirs.keys() if ours.get(key) != theirs.get(key)}


def _overtake(ours: Mapping[int, int], theirs: Mapping[int, int], at: datetime) -> None:
    """Raise versions above what the index has, as after a restore: it takes nothing older."""
    with transaction.atomic():
        for key, version in sorted(theirs.items()):
            if key in ours and version > ours[key]:
                advance(key, at, beyond=version)
