"""One engine in a process of its own, as benchmarks.search starts it: filled, asked, timed, written down.

`python -m benchmarks.contender NAME DIRECTORY`: texts and queries are read from the directory, the result is
written there as NAME.json.
"""

import json
import multiprocessing
import os
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import asdict, dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any, Final

import django

django.setup()

from elasticsearch import ApiError  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks.judged import Judged, Text  # noqa: E402
from benchmarks.places import Place, ilike, ours, plain, stock  # noqa: E402

_TICKS: Final = os.sysconf("SC_CLK_TCK")
_MEGABYTE: Final = 1024 * 1024


@dataclass
class Result:
    """What one engine did. Times are in ms, sizes in MB; `cpu` counts the engine's own server too.

    `left_out` says why there is nothing else.
    """

    name: str
    left_out: str = ""
    unanswered: int = 0
    found: dict[str, list[str]] = field(default_factory=dict)
    index_seconds: float = 0.0
    index_cpu: float = 0.0
    alone: list[float] = field(default_factory=list)
    alone_cpu: float = 0.0
    together: list[float] = field(default_factory=list)
    together_seconds: float = 0.0
    size: float = 0.0
    memory: float = 0.0
    server_memory: float = 0.0


def place_of(name: str) -> AbstractContextManager[Place]:
    """Return the engine of this name, in the database of the settings."""
    if name.startswith("Elasticsearch "):
        return plain(name.removeprefix("Elasticsearch "))
    if name.startswith("ours"):
        return ours(on_elasticsearch=name.endswith("Elasticsearch"))
    return ilike() if name.endswith("ILIKE") else stock()


def measure(name: str, texts: Sequence[Text], queries: Sequence[Judged], clients: int) -> Result:
    """Return what the engine of this name does with the texts and queries."""
    result = Result(name)
    with place_of(name) as place:
        with timed(place.servers) as filling:
            place.fill(texts)
        result.index_seconds, result.index_cpu = filling
        answer = place.open()
        asked = tqdm(queries, name, leave=False, position=1, disable=None)
        result.found = {one.qid: list(answer(one.text)) for one in asked}
        result.unanswered = place.unanswered
        with timed(place.servers) as asking:
            result.alone = [once(answer, one.text) for one in queries]
        result.alone_cpu = asking[1] * 1000 / len(queries)
        result.size = place.size() / _MEGABYTE
        result.memory = resident(os.getpid()) / _MEGABYTE
        result.server_memory = sum(map(resident, place.servers)) / _MEGABYTE
        place.leave()
        began = time.perf_counter()
        result.together = crowd(place, [one.text for one in queries], clients)
        result.together_seconds = time.perf_counter() - began
    return result


def once(answer: Any, query: str) -> float:
    """Return how long one answer takes by the clock."""
    began = time.perf_counter()
    answer(query)
    return (time.perf_counter() - began) * 1000


def crowd(place: Place, queries: Sequence[str], clients: int) -> list[float]:
    """Return how long each answer takes while so many ask at once, each the next thing when it is answered.

    As the product is served: threads of as many processes as there are cores.
    """
    processes = min(os.cpu_count() or 1, clients)
    context = multiprocessing.get_context("fork")
    receivers, running = [], []
    for number in range(processes):
        threads = len(range(number, clients, processes))
        receiver, sender = context.Pipe(duplex=False)
        mine = queries[number::processes]
        started = context.Process(target=threaded, args=(place, mine, threads, sender))
        started.start()
        receivers.append(receiver)
        running.append(started)
    times = [one for receiver in receivers for one in receiver.recv()]
    for started in running:
        started.join()
    return times


def threaded(place: Place, queries: Sequence[str], threads: int, sender: "Connection[Any, Any]") -> None:
    """Ask the queries from so many threads, send the times, and end the process without its parent's ends."""
    times: list[float] = []
    source, taking = iter(queries), threading.Lock()

    def work() -> None:
        answer = place.open()
        while True:
            with taking:
                query = next(source, None)
            if query is None:
                break
            times.append(once(answer, query))
        place.leave()

    workers = [threading.Thread(target=work) for _ in range(threads)]
    for one in workers:
        one.start()
    for one in workers:
        one.join()
    sender.send(times)
    sender.close()
    os._exit(0)


@contextmanager
def timed(servers: Sequence[int]) -> Iterator[list[float]]:
    """Yield a list that afterwards holds the seconds by the clock and the seconds of processor time."""
    taken: list[float] = []
    began, used = time.perf_counter(), spent(servers)
    yield taken
    taken += [time.perf_counter() - began, spent(servers) - used]


def spent(servers: Sequence[int]) -> float:
    """Return the processor time of this process and of the servers, in seconds."""
    return time.process_time() + sum(map(_spent_by, servers))


def _spent_by(pid: int) -> float:
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / _TICKS


def resident(pid: int) -> int:
    """Return the bytes that a process holds in memory."""
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def main() -> None:
    name, directory, clients = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    tqdm.monitor_interval = 0
    texts = [Text(**row) for row in _rows(directory / "texts.jsonl")]
    queries = [
        Judged(**{**row, "answers": frozenset(row["answers"])}) for row in _rows(directory / "queries.jsonl")
    ]
    try:
        result = measure(name, texts, queries, clients)
    except ApiError as error:
        result = Result(name, left_out=str(error.message))
    (directory / f"{name}.json").write_text(json.dumps(asdict(result)), encoding="utf-8")


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


if __name__ == "__main__":
    main()
