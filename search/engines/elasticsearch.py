"""Elasticsearch 8: one index of it, asked by the same expressions as the database.

No rank and no text is kept there: search.domain.ranking orders by the texts in the database.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from typing import Any, Final

from django.conf import settings
from elasticsearch import ApiError, BadRequestError, Elasticsearch, TransportError
from elasticsearch_dsl import A, Index, Search

from search.domain.expression import Expression, Scope
from search.engines import documents
from search.engines.base import Unavailable, Unsettled
from search.engines.pushdown import Condition
from search.engines.sending import Sending, send
from search.engines.versions import BUCKET, Sums

SEARCH_SECONDS: Final = 1.0
WRITE_SECONDS: Final = 30.0
MOST: Final = 10_000
"""So many hits one question may ask for."""
_LARGEST_KEY: Final = 2**63 - 1


def client() -> Elasticsearch:
    """Return the process's client of the cluster in the settings, a connection to each node."""
    return _connected(
        tuple(settings.ARMOURY_ELASTICSEARCH_URL),
        settings.ARMOURY_ELASTICSEARCH_API_KEY,
        settings.ARMOURY_ELASTICSEARCH_CA,
    )


@cache
def _connected(addresses: tuple[str, ...], api_key: str, ca: str) -> Elasticsearch:
    """A node that cannot be reached is left for another at once; what was slow is not asked again."""
    options: dict[str, Any] = {"ca_certs": ca} if ca else {}
    return Elasticsearch(
        list(addresses),
        api_key=api_key or None,
        **options,
        request_timeout=WRITE_SECONDS,
        max_retries=len(addresses) - 1,
        retry_on_status=(),
        retry_on_timeout=False,
    )


@contextmanager
def told() -> Iterator[None]:
    """Turn what goes wrong with a server, an answer without sense included, into Unavailable."""
    try:
        yield
    except (ApiError, TransportError) as error:
        status = getattr(error, "status_code", "")
        raise Unavailable(f"{type(error).__name__} {status}".strip()) from error
    except (LookupError, TypeError, ValueError, AttributeError) as error:
        raise Unavailable("the answer makes no sense") from error


class ElasticsearchIndex:
    """One index of a cluster, or what an alias leads to (`aliased`: no index is made of this name). Every
    method raises Unavailable.
    """

    def __init__(self, name: str, using: Elasticsearch | None = None, *, aliased: bool = False) -> None:
        self.name = name
        self.server = using or client()
        self._aliased = aliased

    def create(self, aliases: Iterable[str] = ()) -> None:
        """Make the index, empty."""
        with told():
            documents.index(self.name, aliases=aliases).create(using=self.server)

    def drop(self) -> None:
        """Delete the index; nothing happens if there is none."""
        with told():
            Index(self.name, using=self.server).delete(ignore_unavailable=True)

    def write(self, some: Iterable[documents.Document], seconds: float = WRITE_SECONDS) -> None:
        """Make these findable after the next `refresh`."""
        with told():
            sendings = (Sending(self.name, one, self._aliased) for one in some)
            send(self.server, sendings, seconds=seconds)

    def forget(self, edition_ids: Collection[int]) -> None:
        """Delete what the database knows nothing of; nothing happens if one is not there."""
        if edition_ids:
            asked = Search(using=self.server, index=self.name).filter("terms", edition=sorted(edition_ids))
            with told():
                asked.params(conflicts="proceed").delete()

    def refresh(self) -> None:
        """Let searches see what was written."""
        with told():
            Index(self.name, using=self.server).refresh()

    def candidates(
        self,
        expression: Expression,
        scope: Scope,
        limit: int,
        *,
        conditions: Sequence[Condition] = (),
        before: int | None = None,
        seconds: float = SEARCH_SECONDS,
    ) -> list[int]:
        """Return the ids of up to `limit` editions, the newest by id first; with `before`, older ones only.

        All shards answer, or none counts. Raises Unsettled for what is too long a question.
        """
        asked = (
            self._asking(seconds)
            .query(documents.query(expression, scope, conditions))
            .sort({"edition": "desc"})
            .extra(stored_fields="_none_", size=limit, **({"search_after": [before]} if before else {}))
        )
        with told():
            try:
                hits = asked.execute().to_dict()["hits"]["hits"]
            except BadRequestError as error:
                raise Unsettled from error
            return [_key(hit["sort"][0]) for hit in hits]

    def sums(self) -> Sums:
        """Return what there is, by bucket (search.engines.versions)."""
        asked = self._asking(WRITE_SECONDS).extra(size=0)
        asked.aggs.bucket(
            "buckets", A("histogram", field="edition", interval=BUCKET, min_doc_count=1)
        ).metric("total", "sum", field="version").metric("keys", "sum", field="edition")
        with told():
            buckets = asked.execute().to_dict()["aggregations"]["buckets"]["buckets"]
            return {
                int(one["key"]) // BUCKET: (
                    one["doc_count"],
                    int(one["keys"]["value"]),
                    int(one["total"]["value"]),
                )
                for one in buckets
            }

    def of_bucket(self, bucket: int) -> Mapping[int, int]:
        """Return version by edition."""
        first = bucket * BUCKET
        asked = (
            self._asking(WRITE_SECONDS)
            .filter("range", edition={"gte": first, "lt": first + BUCKET})
            .extra(stored_fields="_none_", size=BUCKET, docvalue_fields=["edition", "version"])
        )
        with told():
            fields = [hit["fields"] for hit in asked.execute().to_dict()["hits"]["hits"]]
            return {_key(one["edition"][0]): int(one["version"][0]) for one in fields}

    def _asking(self, seconds: float) -> Search:
        server = self.server.options(request_timeout=seconds)
        return (
            Search(using=server, index=self.name)
            .params(allow_partial_search_results=False)
            .extra(track_total_hits=False, timeout=f"{seconds * 1000:.0f}ms")
        )


def _key(value: int) -> int:
    if not isinstance(value, int) or not 0 < value <= _LARGEST_KEY:
        raise ValueError("no key of an edition")
    return value
