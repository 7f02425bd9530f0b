"""Three nodes of Elasticsearch: one is killed while all search and index, then the rest hangs."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from threading import Event, Thread

import pytest
from pytest_django import Settings

from core import clock
from review.models import Edition
from review.models.edition import EditionQuerySet
from search import index
from search.actions.align import align, differing
from search.engines import cluster
from search.engines.base import Unavailable
from search.engines.breaker import Breaker
from search.engines.cluster import Cluster
from search.engines.documents import Document
from tests.search.cluster import index_of_its_own, use
from tests.search.library import brief, manager

PROGRAM = "ARMOURY_TEST_ELASTICSEARCH_NODES"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.service,
    pytest.mark.needs(PROGRAM),
]
AT_MOST = 60.0
STRANGERS = 10**9
"""Keys of what is indexed meanwhile: no edition has them."""


@dataclass(frozen=True)
class Node:
    pid: int
    address: str


@pytest.fixture
def nodes() -> Iterator[list[Node]]:
    """Start three nodes, and stop them at the end."""
    program = os.environ[PROGRAM]
    try:
        said = subprocess.run([program, "start", "3"], check=True, capture_output=True, text=True).stdout
        lines = [line.split() for line in said.splitlines() if line.startswith("node ")]
        yield [Node(int(line[3]), f"http://{line[5]}") for line in lines]
    finally:
        subprocess.run([program, "stop"], check=True, capture_output=True)


class Indexing(Thread):
    """Writes one state after another until told to stop; `taken` are those that were acknowledged."""

    def __init__(self, library: Cluster) -> None:
        super().__init__()
        self.taken: list[int] = []
        self.over = Event()
        self._library = library

    def run(self) -> None:
        key = STRANGERS
        while not self.over.is_set():
            key += 1
            try:
                self._library.write([Document(key, 1, {"title": "无关"})])
            except Unavailable:
                continue
            self.taken.append(key)


def wait_until(holds: Callable[[], bool]) -> None:
    until = time.monotonic() + AT_MOST
    while not holds():
        assert time.monotonic() < until
        os.sched_yield()


def test_no_search_fails_and_nothing_is_lost(
    nodes: list[Node], settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ARMOURY_ELASTICSEARCH_URL = [node.address for node in nodes]
    settings.ARMOURY_ELASTICSEARCH_SHARDS = 3
    settings.ARMOURY_ELASTICSEARCH_REPLICAS = 1
    with index_of_its_own() as name:
        use(name, settings, monkeypatch)
        monkeypatch.setattr(cluster, "breaker", Breaker(rest_seconds=0.5))
        library = Cluster()
        library.server.cluster.health(wait_for_status="green", timeout="30s")
        editions = {brief(f"示范{number}").pk for number in range(12)}
        align(clock.now())
        at = clock.now()
        within = Edition.objects.usable_by(manager()).readable(at)

        killed_one(nodes, library, editions, within, at)
        hung([node.pid for node in nodes[1:]], editions, within, at)


def killed_one(
    nodes: list[Node], library: Cluster, editions: set[int], within: EditionQuerySet, at: datetime
) -> None:
    """Whatever is asked while a node dies is answered in full, and what was acknowledged is there."""
    indexing = Indexing(library)
    indexing.start()
    try:
        wait_until(lambda: len(indexing.taken) > 20)
        os.kill(nodes[0].pid, signal.SIGKILL)
        taken_before = len(indexing.taken)
        asked = 0
        until = time.monotonic() + AT_MOST
        while asked < 60 or len(indexing.taken) < taken_before + 20:
            assert all_found(within, at) == editions
            asked += 1
            assert time.monotonic() < until
    finally:
        indexing.over.set()
        indexing.join()
    assert not index.find("示范", within=within, at=at).is_away
    library.current.refresh()
    there = {key for bucket in library.current.sums() for key in library.current.of_bucket(bucket)}
    assert set(indexing.taken) <= there
    align(clock.now())
    assert differing() == 0


def hung(pids: list[int], editions: set[int], within: EditionQuerySet, at: datetime) -> None:
    """Nodes that take questions and never answer cost a second, then nothing; they return by themselves."""
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        for most in (2.0, 2.0, 2.0, 1.0):
            began = time.monotonic()
            found = index.find("示范", within=within, at=at)
            assert time.monotonic() - began < most
            assert ({one.pk for one in found.editions}, found.is_away) == (editions, True)
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)
    wait_until(lambda: not index.find("示范", within=within, at=at).is_away)
    assert all_found(within, at) == editions


def all_found(within: EditionQuerySet, at: datetime) -> set[int]:
    return {one.pk for one in index.find("示范", within=within, at=at).editions}
