"""Elasticsearch 8: the same terms in two fields, asked for by the same expressions.

Terms come from search.domain.analysis and are only split at spaces here, so that both engines give the same
candidates. No rank and no text is kept: search.domain.ranking orders by the texts in the database.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any, Final

from django.conf import settings
from elasticsearch import ApiError, Elasticsearch, TransportError
from elasticsearch.helpers import BulkIndexError, bulk
from elasticsearch_dsl import Index, Long, Mapping, Q, Search, Text, analyzer
from elasticsearch_dsl.query import Query

from search.domain.analysis import QueryTerm
from search.domain.expression import AllOf, Expression, Scope
from search.engines.base import Entry

MAPPING_VERSION: Final = 1
"""Goes up whenever the mapping changes; an index of another version is made anew."""
SEARCH_SECONDS: Final = 1.0
_WRITE_SECONDS: Final = 30.0
_AT_ONCE: Final = 500
_TRIES: Final = 5

_TERMS: Final = analyzer("armoury_terms", tokenizer="whitespace")
_FIELDS: Final = {Scope.TITLE: ("title_terms",), Scope.EVERYWHERE: ("title_terms", "body_terms")}


class Unavailable(Exception):
    """Elasticsearch did not answer, not in time, or with an error: what it would say is not known."""


def client() -> Elasticsearch:
    """Return a client of the cluster in the settings."""
    return Elasticsearch(settings.ARMOURY_ELASTICSEARCH_URL, request_timeout=_WRITE_SECONDS, max_retries=0)


class ElasticsearchIndex:
    """One index of a cluster. Every method raises Unavailable."""

    def __init__(self, name: str, using: Elasticsearch | None = None) -> None:
        self.name = name
        self._client = using or client()

    def create(self) -> None:
        """Make the index, empty."""
        mapping = Mapping()
        mapping.meta("dynamic", "strict")
        mapping.meta("_meta", version=MAPPING_VERSION)
        for field in _FIELDS[Scope.EVERYWHERE]:
            mapping.field(field, Text(analyzer=_TERMS, index_options="docs", norms=False))
        mapping.field("edition", Long())
        index = Index(self.name, using=self._client)
        index.settings(
            number_of_shards=settings.ARMOURY_ELASTICSEARCH_SHARDS,
            number_of_replicas=settings.ARMOURY_ELASTICSEARCH_REPLICAS,
        )
        index.mapping(mapping)
        with _told():
            index.create()

    def drop(self) -> None:
        """Delete the index; nothing happens if there is none."""
        with _told():
            Index(self.name, using=self._client).delete(ignore_unavailable=True)

    def write(self, entries: Iterable[Entry]) -> None:
        """Make these findable after the next `refresh`. A cluster that is busy (429) is given time."""
        self._bulk(
            {
                "_op_type": "index",
                "_id": entry.edition_id,
                "edition": entry.edition_id,
                "title_terms": " ".join(entry.title.terms),
                "body_terms": " ".join(entry.body.terms),
            }
            for entry in entries
        )

    def delete(self, edition_ids: Collection[int]) -> None:
        """Forget these after the next `refresh`; nothing happens if one is not known."""
        self._bulk({"_op_type": "delete", "_id": edition_id} for edition_id in edition_ids)

    def refresh(self) -> None:
        """Let searches see what was written."""
        with _told():
            Index(self.name, using=self._client).refresh()

    def candidates(self, expression: Expression, scope: Scope, limit: int) -> list[int]:
        """Return the ids of up to `limit` editions, the newest by id first."""
        asked = (
            Search(using=self._client.options(request_timeout=SEARCH_SECONDS), index=self.name)
            .query("constant_score", filter=query(expression, scope))
            .sort({"edition": "desc"})
            .extra(
                stored_fields="_none_",
                size=limit,
                track_total_hits=False,
                timeout=f"{SEARCH_SECONDS * 1000:.0f}ms",
            )
        )
        with _told():
            return [int(hit["sort"][0]) for hit in asked.execute().to_dict()["hits"]["hits"]]

    def _bulk(self, actions: Iterator[dict[str, Any]]) -> None:
        with _told():
            _done, errors = bulk(
                self._client,
                ({**action, "_index": self.name} for action in actions),
                chunk_size=_AT_ONCE,
                max_retries=_TRIES,
                raise_on_error=False,
            )
        failed = [error for error in errors if not _is_unknown(error)] if isinstance(errors, list) else []
        if failed:
            raise Unavailable(f"{len(failed)} documents were not written")


def query(expression: Expression, scope: Scope = Scope.EVERYWHERE) -> Query:
    """Return the filter: terms and prefixes only, so that nothing in a term is an operator."""
    if isinstance(expression, QueryTerm):
        kind = "prefix" if expression.unfinished else "term"
        return _any([Q(kind, **{field: {"value": expression.text}}) for field in _FIELDS[scope]])
    parts = [query(part, scope) for part in expression.parts]
    return Q("bool", filter=parts) if isinstance(expression, AllOf) else _any(parts)


def _any(parts: Sequence[Query]) -> Query:
    return Q("bool", should=list(parts), minimum_should_match=1)


def _is_unknown(error: dict[str, Any]) -> bool:
    """Return whether an error of a bulk says that what was to be deleted is not there."""
    return bool(error.get("delete", {}).get("status") == 404)


class _told:  # noqa: N801  (reads as a word where it stands)
    """Turn the client's errors into Unavailable."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: Any, error: BaseException | None, trace: Any) -> None:
        if isinstance(error, ApiError | TransportError | BulkIndexError):
            raise Unavailable(
                f"{type(error).__name__} {getattr(error, 'status_code', '')}".strip()
            ) from error
