"""The library's index in Elasticsearch: two places, an alias to the one in use, another to one being built.

Both aliases carry the versions of mapping and analysis in their names. Code of another version asks for
another alias; as long as that leads nowhere, the database answers.
"""

import logging
import re
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.conf import settings
from elasticsearch import Elasticsearch
from elasticsearch_dsl import Index

from review.models.edition import EditionQuerySet
from search.domain.analysis import VERSION
from search.domain.expression import Expression, Scope
from search.engines.base import Unavailable, Unsettled
from search.engines.breaker import Breaker
from search.engines.documents import MAPPING_VERSION, Document
from search.engines.elasticsearch import MOST, SEARCH_SECONDS, WRITE_SECONDS, ElasticsearchIndex, client, told
from search.engines.pushdown import conditions
from search.engines.sending import Sending, send

logger = logging.getLogger(__name__)

breaker = Breaker()
"""Of this process."""
_ROUNDS: Final = (5_000, MOST)
"""How far to look on where the database leaves out much of what was found."""


@dataclass(frozen=True, slots=True)
class Places:
    """Which index the aliases lead to."""

    current: str | None
    next: str | None


class Cluster:
    """The library's index; an object for each question, which has SEARCH_SECONDS. Every method raises
    Unavailable.
    """

    def __init__(self, using: Elasticsearch | None = None) -> None:
        self.server = using or client()
        self._ours = settings.ARMOURY_ELASTICSEARCH_INDEX
        base = f"{self._ours}-v{MAPPING_VERSION}.{VERSION}"
        self.current = ElasticsearchIndex(base, self.server, aliased=True)
        self.next = ElasticsearchIndex(f"{base}-next", self.server, aliased=True)
        self._places = (f"{base}-a", f"{base}-b")
        self._until: float | None = None

    def candidates(
        self, expression: Expression, scope: Scope, within: EditionQuerySet, limit: int
    ) -> list[int]:
        """Return the ids of up to `limit` editions of `within`, the newest by id first.

        The database looks at each of them, so that what is left here by mistake takes nobody's place. Raises
        Unsettled where it leaves out so much that a few rounds do not do.
        """
        if within.query.is_empty():
            return []
        narrowed = conditions(within)
        found: list[int] = []
        before: int | None = None
        for size in (limit, *_ROUNDS):
            seconds = self._seconds_left()
            ids = self._guarded(expression, scope, size, conditions=narrowed, before=before, seconds=seconds)
            there = set(within.filter(pk__in=ids).order_by().values_list("pk", flat=True)) if ids else set()
            found += [pk for pk in ids if pk in there]
            if len(found) >= limit or len(ids) < size:
                return found[:limit]
            before = ids[-1]
        raise Unsettled

    def places(self) -> Places:
        """Return what is in use, and what is being built."""
        with told():
            answer = self.server.indices.get_alias(index=list(self._places), ignore_unavailable=True)
            named = {alias: place for place, known in answer.items() for alias in known["aliases"]}
        return Places(named.get(self.current.name), named.get(self.next.name))

    def begin(self) -> str:
        """Begin another index beside the one in use, or find the one that was begun; return its place.

        From then on `write` writes to both.
        """
        places = self.places()
        if places.next is not None:
            return places.next
        free = next(place for place in self._places if place != places.current)
        ElasticsearchIndex(free, self.server).create(aliases=[self.next.name])
        return free

    def switch(self) -> None:
        """Use the next index from now on, and drop the one before and those of other versions, all at one
        stroke.
        """
        places = self.places()
        if places.next is None:
            return
        changes: list[dict[str, Any]] = [
            {"remove": {"index": places.next, "alias": self.next.name}},
            {"add": {"index": places.next, "alias": self.current.name}},
        ]
        with told():
            begun_so = self.server.indices.get(index=f"{self._ours}-v*", features="aliases")
            place = re.compile(rf"{re.escape(self._ours)}-v\d+\.\d+-[ab]")
            outdated = [one for one in begun_so if place.fullmatch(one) and one != places.next]
            changes += [{"remove_index": {"index": one}} for one in outdated]
            self.server.indices.update_aliases(actions=changes)

    def write(self, documents: Iterable[Document], seconds: float = WRITE_SECONDS) -> None:
        """Send states to the index in use, and to the next one if there is one."""
        both = (self.current.name, self.next.name)
        with told():
            send(
                self.server.options(request_timeout=seconds),
                (Sending(place, one, aliased=True) for one in documents for place in both),
                seconds=seconds,
            )

    def drop(self) -> None:
        """Delete everything that the library has here."""
        with told():
            Index(",".join(self._places), using=self.server).delete(ignore_unavailable=True)

    def _seconds_left(self) -> float:
        if self._until is None:
            self._until = time.monotonic() + SEARCH_SECONDS
        return max(self._until - time.monotonic(), 0.05)

    def _guarded(self, *asked: Any, **options: Any) -> Sequence[int]:
        """Ask, if the breaker allows it, and tell it how it went."""
        if not breaker.allows():
            raise Unavailable("it is left alone for a while")
        try:
            ids = self.current.candidates(*asked, **options)
        except Unavailable as error:
            if breaker.failed():
                logger.warning("Elasticsearch is left alone for a while: %s", error)
            raise
        if breaker.worked():
            logger.warning("Elasticsearch answers again")
        return ids
