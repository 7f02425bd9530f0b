"""Ours against what is at hand: the same texts, the same judged queries (benchmarks.judged), one run.

`python -m benchmarks.search --texts 1000,20000`. Needs ARMOURY_FINANCE_TEXTS, a gzipped file of JSON lines
with an `id` and a `text` each; it is read and never kept. More texts than the file has are combined anew from
its sentences. Each engine runs in a process of its own (benchmarks.contender), one after the other. Those on
PostgreSQL need ARMOURY_BENCH_POSTGRES_URL (a schema is made there and taken away), those on Elasticsearch
ARMOURY_ELASTICSEARCH_URL; without, they are left out.
"""

import argparse
import gzip
import json
import os
import random
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from statistics import quantiles
from typing import Any, Final

from tqdm import tqdm

from benchmarks.judged import PLAIN, Drawer, Judged, Text, texts_of
from benchmarks.relevance import HARD, SPLITS, Found, relevance
from benchmarks.table import show

SEED: Final = 20260302
POSTGRES: Final = "ARMOURY_BENCH_POSTGRES_URL"
ELASTICSEARCH: Final = "ARMOURY_ELASTICSEARCH_URL"
ENGINES: Final[Mapping[str, str]] = {
    "ours on SQLite": "",
    "ours on PostgreSQL": POSTGRES,
    "ours on Elasticsearch": ELASTICSEARCH,
    "Wagtail's on SQLite": "",
    "Wagtail's on PostgreSQL": POSTGRES,
    "PostgreSQL ILIKE": POSTGRES,
    "Elasticsearch standard": ELASTICSEARCH,
    "Elasticsearch cjk": ELASTICSEARCH,
    "Elasticsearch smartcn": ELASTICSEARCH,
}
"""What is compared, and the variable that it needs."""


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


def contend(name: str, directory: Path, clients: int) -> dict[str, Any]:
    """Return what the engine of this name did (benchmarks.contender.Result) with what is in `directory`."""
    data = directory / f"{name} data"
    data.mkdir()
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "benchmarks.settings",
        "ARMOURY_DATA_DIR": str(data),
        "ARMOURY_DATABASE_URL": f"sqlite:///{data / 'bench.sqlite3'}",
    }
    if ENGINES[name] == POSTGRES:
        environment["ARMOURY_DATABASE_URL"] = os.environ[POSTGRES]
    command = [sys.executable, "-m", "benchmarks.contender", name, str(directory), str(clients)]
    ended = subprocess.run(command, env=environment, check=False)
    if ended.returncode:
        return {"name": name, "left_out": f"ended with {ended.returncode}"}
    result: dict[str, Any] = json.loads((directory / f"{name}.json").read_text(encoding="utf-8"))
    return result


def compare(
    names: Sequence[str], texts: Sequence[Text], queries: Sequence[Judged], clients: int, bar: "tqdm[str]"
) -> None:
    """Run the engines one after the other and print the tables."""
    done = []
    with tempfile.TemporaryDirectory(prefix="armoury-bench-") as made:
        directory = Path(made)
        _write(directory / "texts.jsonl", map(asdict, texts))
        judged = ({**asdict(one), "answers": sorted(one.answers)} for one in queries)
        _write(directory / "queries.jsonl", judged)
        for name in names:
            bar.set_postfix_str(f"{len(texts)} texts, {name}")
            result = contend(name, directory, clients)
            if result["left_out"]:
                tqdm.write(f"{name}: left out, {result['left_out']}", file=sys.stderr)
            else:
                done.append(result)
                if result["unanswered"]:
                    told = f"{name}: {result['unanswered']} of {len(queries)} got no answer, but an error"
                    tqdm.write(told, file=sys.stderr)
            bar.update()
    bar.clear()
    told = f"{len(queries)} judged queries over {len(texts)} texts"
    found = [(one["name"], [Found(query, one["found"][query.qid]) for query in queries]) for one in done]
    show(
        f"{told}: relevance (MRR of plain queries, a hit in the first ten for hard ones, then all queries)",
        ("", "plain MRR", "hard hit@10", "MRR@10", "nDCG@10", "recall@10", "zero hits"),
        [(name, *_overall(some)) for name, some in found],
    )
    for measured, attribute in (("MRR@10", "reciprocal_rank"), ("a hit in the first ten", "hit")):
        show(
            f"{told}: {measured} by kind",
            ("", *SPLITS),
            [
                (name, *(f"{getattr(relevance(some, kinds), attribute):.2f}" for kinds in SPLITS.values()))
                for name, some in found
            ],
        )
    show(
        f"{told}: ms to answer with one client (cpu: the mean, its server included) and with {clients}",
        ("", "p50", "p95", "p99", "cpu", f"p50 ({clients})", "p95", "p99", "a second"),
        [(one["name"], *_times(one)) for one in done],
    )
    show(
        f"{told}: to index, and what it takes (memory: of the process that asks, then of its server)",
        ("", "s", "texts/s", "cpu s", "texts/cpu s", "disk MB", "memory MB", "server MB"),
        [(one["name"], *_costs(one, len(texts))) for one in done],
    )


def _overall(found: Sequence[Found]) -> Iterator[str]:
    every = relevance(found)
    yield f"{relevance(found, PLAIN).reciprocal_rank:.3f}"
    yield f"{relevance(found, HARD).hit:.3f}"
    yield from (f"{one:.3f}" for one in (every.reciprocal_rank, every.gain, every.recall, every.nothing))


def _times(one: Mapping[str, Any]) -> Iterator[str]:
    yield from _cuts(one["alone"])
    yield f"{one['alone_cpu']:.1f}"
    yield from _cuts(one["together"])
    yield f"{len(one['together']) / one['together_seconds']:.0f}"


def _cuts(times: Sequence[float]) -> Iterator[str]:
    cuts = quantiles(times, n=100)
    yield from (f"{cuts[at - 1]:.1f}" for at in (50, 95, 99))


def _costs(one: Mapping[str, Any], texts: int) -> Iterator[str]:
    for seconds in (one["index_seconds"], one["index_cpu"]):
        yield f"{seconds:.1f}"
        yield f"{texts / seconds:.0f}"
    yield from (f"{one[key]:.0f}" for key in ("size", "memory", "server_memory"))


def _write(path: Path, rows: Iterator[dict[str, Any]]) -> None:
    with path.open("w", encoding="utf-8") as lines:
        lines.writelines(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m benchmarks.search")
    parser.add_argument("--texts", default="1000,20000", help="how many texts, several with commas")
    parser.add_argument("--queries", type=int, default=40, help="queries of each of the twelve kinds")
    parser.add_argument("--clients", type=int, default=20, help="how many ask at once")
    parser.add_argument("--engines", help=f"some of: {', '.join(ENGINES)}")
    options = parser.parse_args()
    path = os.environ.get("ARMOURY_FINANCE_TEXTS")
    if not path:
        sys.exit("ARMOURY_FINANCE_TEXTS is not set: nothing to search in.")
    chosen = options.engines.split(",") if options.engines else list(ENGINES)
    names = [name for name in chosen if not ENGINES[name] or os.environ.get(ENGINES[name])]
    for name in chosen:
        if name not in names:
            print(f"{name}: left out, {ENGINES[name]} is not set", file=sys.stderr)
    sizes = [int(size) for size in options.texts.split(",")]
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores", file=sys.stderr)
    with tqdm(total=len(sizes) * len(names), disable=None) as bar:
        for size in sizes:
            texts = read_texts(path, size)
            queries = list(Drawer(texts, SEED).draw(options.queries))
            compare(names, texts, queries, options.clients, bar)


if __name__ == "__main__":
    main()
