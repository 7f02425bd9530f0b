"""Elasticsearch for tests: a library's index of its own, brought up to date before each question."""

import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.test import override_settings
from pytest_django import Settings

from core import clock
from search.actions import feed
from search.actions.align import align
from search.domain.analysis import QueryTerm
from search.domain.expression import Scope
from search.engines import cluster
from search.engines.breaker import Breaker
from search.engines.cluster import Cluster
from search.engines.elasticsearch import MOST

ADDRESS = "ARMOURY_ELASTICSEARCH_URL"
needs_elasticsearch = pytest.mark.needs(ADDRESS)
WORD = QueryTerm("仅供")
"""In every text of the tests."""


class UpToDate(Cluster):
    """Does what the work loop does within a second, then answers."""

    def candidates(self, *asked: Any) -> list[int]:
        align(clock.now())
        return super().candidates(*asked)


@contextmanager
def index_of_its_own() -> Iterator[str]:
    """Make an index for a library, empty and in use; yield what its name begins with."""
    name = f"test-{uuid.uuid4().hex[:12]}"
    with override_settings(ARMOURY_ELASTICSEARCH_INDEX=name):
        library = Cluster()
        try:
            library.begin()
            library.switch()
            yield name
        finally:
            library.drop()


def all_in(library: Cluster) -> dict[int, tuple[int, bool]]:
    """Return version by edition of all that is kept there, and whether one finds it by a word of its text."""
    library.current.refresh()
    found = set(library.current.candidates(WORD, Scope.EVERYWHERE, MOST))
    return {
        key: (version, key in found)
        for bucket in library.current.sums()
        for key, version in library.current.of_bucket(bucket).items()
    }


def use(name: str, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the library be found in the index of this name, by a process that has just started."""
    settings.ARMOURY_SEARCH_ENGINE = "elasticsearch"
    settings.ARMOURY_ELASTICSEARCH_INDEX = name
    monkeypatch.setattr(cluster, "breaker", Breaker())
    monkeypatch.setattr(feed, "breaker", Breaker())
