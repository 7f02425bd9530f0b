"""An index of anybody's own documents, in a temporary place apart from the library."""

import tempfile
import time
import uuid
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any, Final

from django.db import connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

from search.actions.learn import add_words, count
from search.domain import segmentation
from search.domain.analysis import analyse
from search.domain.expression import Expression, Scope
from search.domain.ranking import Matter
from search.domain.synonyms import shipped
from search.engines import Entry, engine, postgresql, sqlite
from search.engines.documents import document
from search.engines.elasticsearch import ElasticsearchIndex
from search.models import CommonTerm, IndexedEdition, Word
from search.queries.retrieval import retrieve
from search.queries.statistics import Statistics
from search.queries.vocabulary import Vocabulary

ALIAS: Final = "search_apart"
MOST: Final = 50
_AT_ONCE: Final = 1000


@dataclass(frozen=True, slots=True)
class Document:
    id: str | int
    title: str
    body: str


@dataclass(frozen=True, slots=True)
class Answer:
    """The ids of what was found, best first, and how long it took."""

    ids: Sequence[str | int]
    milliseconds: float


class Apart:
    """search.queries.retrieval.Source: the documents that were put into the temporary place."""

    def __init__(self, at: datetime, elasticsearch: ElasticsearchIndex | None = None) -> None:
        self._at = at
        self._elasticsearch = elasticsearch
        self._ids: list[str | int] = []
        self.vocabulary = Vocabulary(ALIAS)
        self.statistics = Statistics(ALIAS)

    def put(self, documents: Iterable[Document]) -> None:
        """Index the documents, their vocabulary and counts included."""
        words: set[str] = set()
        with transaction.atomic(using=ALIAS):
            batch: list[Entry] = []
            for one in documents:
                self._ids.append(one.id)
                entry = Entry(len(self._ids), analyse(one.title), analyse(one.body))
                words |= entry.title.words | entry.body.words
                batch.append(entry)
                if len(batch) == _AT_ONCE:
                    self._write(batch)
                    batch = []
            self._write(batch)
            add_words(words, ALIAS)
        count(ALIAS)
        if self._elasticsearch:
            self._elasticsearch.refresh()

    def answer(self, query: str) -> Answer:
        """Return up to MOST documents for `query`."""
        began = time.monotonic()
        self.statistics = Statistics(ALIAS)
        found = retrieve(query, self, self._at).ranked[:MOST]
        took = (time.monotonic() - began) * 1000
        return Answer([self._ids[one.matter.edition_id - 1] for one in found], took)

    def synonyms(self, word: str) -> Sequence[str]:
        return shipped().get(word, ())

    def cut(self, run: str) -> list[str]:
        return segmentation.cut(run)

    def candidates(self, expression: Expression, scope: Scope, limit: int) -> list[int]:
        if self._elasticsearch:
            return self._elasticsearch.candidates(expression, scope, limit)
        return engine(ALIAS).candidates(expression, scope, None, limit)

    def matters(self, ids: Sequence[int]) -> list[Matter]:
        rows = engine(ALIAS).texts(ids)
        return [Matter(pk, "", self._at, title, body) for pk, title, body in rows]

    def _write(self, batch: Sequence[Entry]) -> None:
        engine(ALIAS).write(batch)
        if self._elasticsearch:
            self._elasticsearch.write(document(entry, version=1) for entry in batch)


@contextmanager
def index_apart() -> Iterator[ElasticsearchIndex]:
    """Make an index of Elasticsearch with a name of its own, and take it away afterwards."""
    index = ElasticsearchIndex(f"armoury-apart-{uuid.uuid4().hex}")
    index.create()
    try:
        yield index
    finally:
        index.drop()


@contextmanager
def apart(
    at: datetime, elasticsearch: ElasticsearchIndex | None = None, schema: str = "pg_temp"
) -> Iterator[Apart]:
    """Make room apart from the library, of the same database system, and take it away afterwards.

    With `elasticsearch`, candidates come from there; texts and vocabulary are in the database all the same.
    On PostgreSQL the tables are temporary ones of this thread, unless the caller has made a `schema` for them
    that other threads see too.
    """
    with tempfile.TemporaryDirectory(prefix="armoury-search-") as directory:
        connections.settings[ALIAS] = _settings(Path(directory), schema)
        connection = connections[ALIAS]
        try:
            _make_tables(connection)
            yield Apart(at, elasticsearch)
        finally:
            connection.close()
            del connections[ALIAS]
            del connections.settings[ALIAS]


def _settings(directory: Path, schema: str) -> dict[str, Any]:
    own = {**connections["default"].settings_dict}
    if connections["default"].vendor == "postgresql":
        own["OPTIONS"] = {**own["OPTIONS"], "options": f"-c search_path={schema}"}
    if connections["default"].vendor == "sqlite":
        own["NAME"] = str(directory / "index.sqlite3")
        own["OPTIONS"] = {
            "init_command": "PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA cache_size=-65536;"
        }
    return own


def _make_tables(connection: BaseDatabaseWrapper) -> None:
    """Make the index's tables. None of them refers to an edition."""
    with connection.schema_editor() as editor:
        for model in (IndexedEdition, CommonTerm, Word):
            editor.create_model(model)
        editor.deferred_sql = [one for one in editor.deferred_sql if "FOREIGN KEY" not in str(one)]
    statements = {
        "sqlite": (sqlite.CREATE, sqlite.CREATE_VOCABULARY),
        "postgresql": (postgresql.CREATE, postgresql.CREATE_INDEX),
    }
    with connection.cursor() as cursor:
        for statement in statements[connection.vendor]:
            cursor.execute(statement)
    connection.disable_constraint_checking()
