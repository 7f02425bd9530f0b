"""Sending states in bulk, no faster than they are taken."""

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from elasticsearch import ApiError, Elasticsearch

from search.engines.base import Unavailable
from search.engines.documents import Document

AT_ONCE: Final = 500
_SMALLEST: Final = 10
_FIRST_PAUSE: Final = 0.1
_LONGEST_PAUSE: Final = 5.0
_BUSY: Final = 429
_NEWER_IS_THERE: Final = 409
_NOT_THERE: Final = 404
_BLOCKED: Final = "cluster_block_exception"


@dataclass(frozen=True, slots=True)
class Sending:
    """One document for one index. `aliased`: `place` is an alias; if there is none of this name, no index is
    made, and that is no fault.
    """

    place: str
    document: Document
    aliased: bool = False

    def lines(self) -> Iterator[dict[str, Any]]:
        one = self.document
        header = {
            "_index": self.place,
            "_id": str(one.edition),
            "version": one.version,
            "version_type": "external",
            "require_alias": self.aliased,
        }
        yield {"index": header}
        yield {"edition": one.edition, "version": one.version, **one.fields}


def send(server: Elasticsearch, sendings: Iterable[Sending], *, seconds: float) -> None:
    """Send all, in pieces; a server that is busy (429) is left alone for a while, then given smaller ones.

    What is older than what the server has is passed over there. Raises Unavailable after `seconds`, or if the
    server refuses anything for another reason; ApiError and TransportError as they come.
    """
    until = time.monotonic() + seconds
    source = iter(sendings)
    size, pause = AT_ONCE, _FIRST_PAUSE
    left: list[Sending] = []
    while left or (left := list(islice(source, size))):
        some, left = left[:size], left[size:]
        busy = _turned_away(server, some)
        if not busy:
            size, pause = min(size * 2, AT_ONCE), _FIRST_PAUSE
            continue
        left = [*busy, *left]
        size = max(size // 2, _SMALLEST)
        if time.monotonic() + pause > until:
            raise Unavailable("it is too busy to take anything")
        time.sleep(pause)
        pause = min(pause * 2, _LONGEST_PAUSE)


def _turned_away(server: Elasticsearch, some: Sequence[Sending]) -> list[Sending]:
    """Send these; return those for which the server had no time."""
    try:
        answer = server.bulk(operations=[line for one in some for line in one.lines()])
    except ApiError as error:
        if error.status_code == _BUSY:
            return list(some)
        raise
    results = [item["index"] for item in answer["items"]]
    refused = [result for one, result in zip(some, results, strict=True) if not _is_settled(one, result)]
    if refused:
        raise Unavailable(f"{len(refused)} documents were refused: {refused[0]['error']['type']}")
    return [one for one, result in zip(some, results, strict=True) if result["status"] == _BUSY]


def _is_settled(one: Sending, result: Mapping[str, Any]) -> bool:
    """Return whether it is there, need not be, or may be sent again. A full disk says 429 too."""
    status = result["status"]
    if status == _BUSY:
        return bool(result["error"]["type"] != _BLOCKED)
    missing = one.aliased and status == _NOT_THERE
    return status < 300 or status == _NEWER_IS_THERE or missing
