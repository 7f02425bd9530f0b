"""Ours against what is at hand: the same texts, the same judged queries (benchmarks.judged), one run.

Needs ARMOURY_FINANCE_TEXTS, a gzipped file of JSON lines with an `id` and a `text` each; it is read and never
kept. ARMOURY_BENCH_SIZES says how many texts (the file's own number if more: sentences are combined anew),
ARMOURY_BENCH_QUERIES how many queries of each kind. The database is that of ARMOURY_DATABASE_URL (SQLite
without); with ARMOURY_ELASTICSEARCH_URL ours and three plain analysers are measured on Elasticsearch too.
"""

import gzip
import json
import os
import random
import re
import statistics
import sys
import time
import uuid
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402
from elasticsearch import ApiError  # noqa: E402
from elasticsearch.helpers import bulk  # noqa: E402

from benchmarks.judged import KINDS, PLAIN, Drawer, Judged, Text, texts_of  # noqa: E402
from benchmarks.table import show  # noqa: E402
from core import clock  # noqa: E402
from search.engines.elasticsearch import client  # noqa: E402
from search.evaluation import Document, apart, index_apart  # noqa: E402

SEED = 20260302
Answer = Callable[[str], Sequence[str | int]]


def read_texts(path: str, wanted: int) -> list[Text]:
    """Return `wanted` texts: those of the file, then others combined from its sentences."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = list({row["text"]: row for row in map(json.loads, lines)}.values())
    draw = random.Random(SEED)
    sentences = [one for row in rows for one in re.split("[。；]", row["text"]) if len(one) > 10]
    rows += [
        {"id": f"c{number}", "text": "。".join(draw.sample(sentences, 2))}
        for number in range(max(wanted - len(rows), 0))
    ]
    return texts_of(rows[:wanted])


@contextmanager
def ours(texts: Sequence[Text], *, on_elasticsearch: bool = False) -> Iterator[Answer]:
    """Our search, on the database or with candidates from Elasticsearch."""
    with ExitStack() as stack:
        index = stack.enter_context(index_apart()) if on_elasticsearch else None
        own = stack.enter_context(apart(clock.system_now(), index))
        own.put(Document(one.id, one.title, one.body) for one in texts)
        yield lambda query: own.answer(query).ids[:10]


@contextmanager
def plain_elasticsearch(texts: Sequence[Text], analyser: str) -> Iterator[Answer]:
    """A plain multi_match over title and body with one of Elasticsearch's own analysers."""
    server, name = client(), f"armoury-bench-{uuid.uuid4().hex}"
    field = {"type": "text", "analyzer": analyser}
    server.indices.create(index=name, mappings={"properties": {"title": field, "body": field}})
    try:
        actions = ({"_index": name, "_id": one.id, "title": one.title, "body": one.body} for one in texts)
        bulk(server, actions, chunk_size=1000)
        server.indices.refresh(index=name)

        def answer(query: str) -> list[str]:
            asked = {"multi_match": {"query": query, "fields": ["title^2", "body"]}}
            found: Any = server.search(index=name, query=asked, size=10, source=False)
            return [hit["_id"] for hit in found["hits"]["hits"]]

        yield answer
    finally:
        server.indices.delete(index=name)


@contextmanager
def plain_database(texts: Sequence[Text]) -> Iterator[Answer]:
    """What a database does without us: FTS5 as it comes, or ILIKE."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("CREATE VIRTUAL TABLE temp.bench_texts USING fts5(id UNINDEXED, whole)")
            find = "SELECT id FROM temp.bench_texts WHERE bench_texts MATCH %s ORDER BY rank LIMIT 10"
        else:
            cursor.execute("CREATE TEMP TABLE bench_texts (id text, whole text)")
            find = "SELECT id FROM bench_texts WHERE whole ILIKE ALL (%s) LIMIT 10"
        cursor.executemany("INSERT INTO bench_texts VALUES (%s, %s)", [(one.id, one.whole) for one in texts])

    def answer(query: str) -> list[str]:
        words = [word for word in re.split(r"\W+", query) if word]
        if not words:
            return []
        asked: object = " ".join(f'"{word}"' for word in words)
        if connection.vendor != "sqlite":
            asked = [f"%{word}%" for word in words]
        with connection.cursor() as cursor:
            cursor.execute(find, [asked])
            return [row[0] for row in cursor.fetchall()]

    yield answer
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE bench_texts")


def measure(name: str, answer: Answer, queries: Sequence[Judged], seconds: float) -> list[str]:
    """Return a row of the table: relevance by kind, over all, and times."""
    ranks: dict[str, list[int]] = defaultdict(list)
    times = []
    for query in queries:
        began = time.perf_counter()
        found = answer(query.text)
        times.append((time.perf_counter() - began) * 1000)
        ranks[query.kind].append(next((at for at, one in enumerate(found, 1) if one in query.answers), 0))
    plain = [rank for kind in PLAIN for rank in ranks[kind]]
    hard = [rank for kind in KINDS if kind not in PLAIN for rank in ranks[kind]]
    cuts = statistics.quantiles(times, n=100)
    return [
        name,
        f"{sum(1 / rank for rank in plain if rank) / len(plain):.2f}",
        f"{sum(rank > 0 for rank in hard) / len(hard):.2f}",
        *(f"{sum(rank > 0 for rank in ranks[kind]) / len(ranks[kind]):.2f}" for kind in KINDS),
        *(f"{cuts[at - 1]:.1f}" for at in (50, 95, 99)),
        f"{seconds:.0f}",
    ]


def engines(texts: Sequence[Text]) -> Iterator[tuple[str, Any]]:
    """Yield what is compared."""
    yield f"ours on {connection.vendor}", ours(texts)
    yield f"plain {connection.vendor}", plain_database(texts)
    if os.environ.get("ARMOURY_ELASTICSEARCH_URL"):
        yield "ours on elasticsearch", ours(texts, on_elasticsearch=True)
        for analyser in ("standard", "cjk", "smartcn"):
            yield f"elasticsearch {analyser}", plain_elasticsearch(texts, analyser)


def main() -> None:
    path = os.environ.get("ARMOURY_FINANCE_TEXTS")
    if not path:
        sys.exit("ARMOURY_FINANCE_TEXTS is not set: nothing to search in.")
    each = int(os.environ.get("ARMOURY_BENCH_QUERIES", "40"))
    for size in map(int, os.environ.get("ARMOURY_BENCH_SIZES", "1000,20000").split(",")):
        texts = read_texts(path, size)
        queries = list(Drawer(texts, SEED).draw(each))
        rows = []
        for name, place in engines(texts):
            began = time.perf_counter()
            try:
                with place as answer:
                    rows.append(measure(name, answer, queries, time.perf_counter() - began))
            except ApiError as error:
                print(f"{name}: left out, {error}", file=sys.stderr)
        show(
            f"{len(queries)} judged queries over {len(texts)} texts: MRR@10, then hits in the first ten",
            ("", "MRR", "hard", *KINDS, "p50 ms", "p95", "p99", "index s"),
            rows,
        )


if __name__ == "__main__":
    main()
