"""The engines that are compared, each with the same texts in it: what fills it, what answers, what it takes.

A place belongs to a process that is configured for it (its database is that of the settings). `open` gives an
answer for one thread; before the process forks, `leave` closes what a copy of it must not share.
"""

import re
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from copy import copy
from pathlib import Path
from typing import Any, Final, Protocol

from django.conf import settings
from django.core.management import call_command
from django.db import DatabaseError, connection, connections, models
from elasticsearch import Elasticsearch
from elasticsearch.helpers import bulk
from modelsearch.abstract_models import TextIDGenericRelation
from wagtail.search import index
from wagtail.search.backends.database import SearchBackend
from wagtail.search.models import IndexEntry

from benchmarks.judged import Text
from core import clock
from search.engines.base import Unavailable
from search.engines.elasticsearch import ElasticsearchIndex
from search.evaluation import ALIAS, Apart, Document, apart, index_apart

Answer = Callable[[str], Sequence[str]]
DEPTH: Final = 10
_AT_ONCE: Final = 1000


class Place(Protocol):
    """One engine. `servers`: process ids of what answers beside this process, if they are on this machine.
    `unanswered`: how many questions got nothing but an error.
    """

    servers: Sequence[int]
    unanswered: int

    def fill(self, texts: Sequence[Text]) -> None: ...

    def open(self) -> Answer: ...

    def leave(self) -> None: ...

    def size(self) -> int:
        """Return the bytes on disk, index and texts."""
        ...


class _InDatabase:
    """What all have in common that keep their texts in the database `alias`."""

    alias = "default"

    def __init__(self) -> None:
        self.unanswered = 0
        self.servers = _backend(self.alias)

    def leave(self) -> None:
        connections.close_all()

    def size(self) -> int:
        return _database_size(self.alias)


class Ours(_InDatabase):
    """Our search on the database of the settings, with candidates from Elasticsearch if an index is given."""

    alias = ALIAS

    def __init__(self, own: Apart, elasticsearch: ElasticsearchIndex | None) -> None:
        super().__init__()
        self.servers += _node() if elasticsearch else []
        self._own = own
        self._elasticsearch = elasticsearch

    def fill(self, texts: Sequence[Text]) -> None:
        self._own.put(Document(one.id, one.title, one.body) for one in texts)

    def open(self) -> Answer:
        own = copy(self._own)
        if self._elasticsearch:
            own._elasticsearch = ElasticsearchIndex(self._elasticsearch.name, using=_server())

        def answer(query: str) -> list[str]:
            try:
                return [str(one) for one in own.answer(query).ids[:DEPTH]]
            except Unavailable:
                self.unanswered += 1
                return []

        return answer

    def size(self) -> int:
        outside = _stored(self._elasticsearch.name) if self._elasticsearch else 0
        return outside + super().size()


class Stock(_InDatabase):
    """Wagtail's stock database backend over a model with title and body."""

    def __init__(self) -> None:
        super().__init__()
        self._ids: list[str] = []

    def fill(self, texts: Sequence[Text]) -> None:
        model, backend = _searched(), SearchBackend({})
        self._ids = [one.id for one in texts]
        rows = [model(pk=at, title=one.title, body=one.body) for at, one in enumerate(texts)]
        model._default_manager.bulk_create(rows)
        for start in range(0, len(rows), _AT_ONCE):
            backend.add_bulk(model, rows[start : start + _AT_ONCE])

    def open(self) -> Answer:
        model, backend = _searched(), SearchBackend({})

        def answer(query: str) -> list[str]:
            try:
                return [self._ids[one.pk] for one in backend.search(query, model)[:DEPTH]]
            except DatabaseError:
                self.unanswered += 1
                return []

        return answer


class Ilike(_InDatabase):
    """PostgreSQL without an index: every word typed stands somewhere."""

    def fill(self, texts: Sequence[Text]) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TABLE bench_texts (id text, whole text)")
            cursor.executemany(
                "INSERT INTO bench_texts VALUES (%s, %s)", [(one.id, one.whole) for one in texts]
            )

    def open(self) -> Answer:
        def answer(query: str) -> list[str]:
            words = [f"%{word}%" for word in re.split(r"\W+", query) if word]
            with connection.cursor() as cursor:
                cursor.execute(
                    "SELECT id FROM bench_texts WHERE whole ILIKE ALL (%s) LIMIT %s", [words, DEPTH]
                )
                return [row[0] for row in cursor.fetchall()] if words else []

        return answer


class Plain:
    """A plain multi_match over title and body with one of Elasticsearch's own analysers."""

    def __init__(self, name: str, analyser: str) -> None:
        self.unanswered = 0
        self.servers = _node()
        self._name = name
        field = {"type": "text", "analyzer": analyser}
        _server().indices.create(
            index=name,
            mappings={"properties": {"title": field, "body": field}},
            settings={"number_of_shards": 1, "number_of_replicas": 0},
        )

    def fill(self, texts: Sequence[Text]) -> None:
        server = _server()
        actions = (
            {"_index": self._name, "_id": one.id, "title": one.title, "body": one.body} for one in texts
        )
        bulk(server, actions, chunk_size=_AT_ONCE)
        server.indices.refresh(index=self._name)

    def open(self) -> Answer:
        server = _server()

        def answer(query: str) -> list[str]:
            asked = {"multi_match": {"query": query, "fields": ["title^2", "body"]}}
            found: Any = server.search(index=self._name, query=asked, size=DEPTH, source=False)
            return [hit["_id"] for hit in found["hits"]["hits"]]

        return answer

    def leave(self) -> None:
        pass

    def size(self) -> int:
        return _stored(self._name)


@contextmanager
def ours(*, on_elasticsearch: bool = False) -> Iterator[Place]:
    with ExitStack() as stack:
        schema = stack.enter_context(_schema())
        elasticsearch = stack.enter_context(index_apart()) if on_elasticsearch else None
        yield Ours(stack.enter_context(apart(clock.system_now(), elasticsearch, schema)), elasticsearch)


@contextmanager
def stock() -> Iterator[Place]:
    with _schema():
        call_command("migrate", "contenttypes", verbosity=0)
        call_command("migrate", "wagtailsearch", verbosity=0)
        with connection.schema_editor() as editor:
            editor.create_model(_searched())
        yield Stock()


@contextmanager
def ilike() -> Iterator[Place]:
    with _schema():
        yield Ilike()


@contextmanager
def plain(analyser: str) -> Iterator[Place]:
    name = f"armoury-bench-{uuid.uuid4().hex}"
    try:
        yield Plain(name, analyser)
    finally:
        _server().indices.delete(index=name, ignore_unavailable=True)


@contextmanager
def _schema() -> Iterator[str]:
    """Make a schema of its own on PostgreSQL, and everything of this process in it; on SQLite do nothing."""
    name = f"bench_{uuid.uuid4().hex}"
    if connection.vendor == "sqlite":
        yield name
        return
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE SCHEMA {name}")
    connection.close()
    connection.settings_dict["OPTIONS"]["options"] = f"-c search_path={name}"
    try:
        yield name
    finally:
        connection.close()
        with connection.cursor() as cursor:
            cursor.execute(f"DROP SCHEMA {name} CASCADE")


_MODEL: list[type[models.Model]] = []


def _searched() -> type[models.Model]:
    """Return the model that Wagtail searches, of this process alone."""
    if not _MODEL:

        class BenchText(index.Indexed, models.Model):
            title = models.TextField()
            body = models.TextField()
            index_entries = TextIDGenericRelation(IndexEntry)
            search_fields = (index.SearchField("title", boost=2), index.SearchField("body"))

            class Meta:
                app_label = "search"

            def __str__(self) -> str:
                return self.title

        _MODEL.append(BenchText)
    return _MODEL[0]


def _server() -> Elasticsearch:
    return Elasticsearch(settings.ARMOURY_ELASTICSEARCH_URL, request_timeout=60)


def _node() -> list[int]:
    """Return the process ids of the cluster's nodes that run here."""
    nodes = _server().nodes.info(metric="process")["nodes"].values()
    found = [int(one["process"]["id"]) for one in nodes]
    return [pid for pid in found if b"elasticsearch" in _command(pid)]


def _command(pid: int) -> bytes:
    with suppress(OSError):
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    return b""


def _backend(alias: str) -> list[int]:
    """Return the process id of PostgreSQL's side of this thread's connection, if it runs here."""
    if connections[alias].vendor != "postgresql":
        return []
    with connections[alias].cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        pid = int(cursor.fetchone()[0])
    return [pid] if b"postgres" in _command(pid) else []


def _stored(name: str) -> int:
    stats: Any = _server().indices.stats(index=name, metric="store")
    return int(stats["_all"]["total"]["store"]["size_in_bytes"])


def _database_size(alias: str) -> int:
    if connections[alias].vendor == "sqlite":
        return Path(connections[alias].settings_dict["NAME"]).stat().st_size
    with connections[alias].cursor() as cursor:
        cursor.execute(
            "SELECT sum(pg_total_relation_size(c.oid)) FROM pg_class c"
            " JOIN pg_namespace n ON n.oid = c.relnamespace"
            " WHERE c.relkind = 'r' AND n.nspname = current_schema()"
        )
        return int(cursor.fetchone()[0])
