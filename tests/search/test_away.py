"""Elasticsearch is stopped, busy or talks nonsense: the database answers, under the same filter."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client
from pytest_django import Settings

from review.models.edition import EditionQuerySet
from search import index
from search.engines import cluster
from search.engines.breaker import Breaker
from tests.conftest import FrozenClock
from tests.factories.people import BranchFactory
from tests.search.cluster import use
from tests.search.library import brief, head_office
from tests.search.server import Answer, serving

pytestmark = pytest.mark.django_db

NOWHERE = "http://127.0.0.1:9"


def hits(*keys: Any) -> Answer:
    return 200, {"hits": {"hits": [{"sort": [key]} for key in keys]}}


@pytest.fixture
def away(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Settings:
    """Elasticsearch is asked for, and nobody is there."""
    use("test-away", settings, monkeypatch)
    settings.ARMOURY_ELASTICSEARCH_URL = [NOWHERE]
    return settings


@pytest.fixture
def shown() -> int:
    brief("示范外行", branch=BranchFactory(code="W01", parent=head_office()))
    return brief("示范本行").pk


def test_stopped(away: Settings, shown: int, within: EditionQuerySet, at: datetime) -> None:
    for query in ("示范", "示范 没有的词"):
        found = index.find(query, within=within, at=at)
        assert ([one.pk for one in found.editions], found.total, found.is_away) == ([shown], 1, True), query


def test_nothing_found_says_so_too(away: Settings, shown: int, within: EditionQuerySet, at: datetime) -> None:
    found = index.find("示范 zzzz", within=within.filter(title=""), at=at)

    assert (found.total, found.is_away) == (0, True)


def test_a_blank_query_needs_no_engine(
    away: Settings, shown: int, within: EditionQuerySet, at: datetime
) -> None:
    assert not index.find("", within=within, at=at).is_away


@pytest.mark.parametrize(
    "answer",
    [
        (429, {"error": "busy"}),
        (500, {"error": "made up"}),
        (503, {"error": "not all shards"}),
        (404, {"error": "no such index"}),
        (200, b""),
        (200, b"<html>"),
        (200, b"[1, 2]"),
        (200, b'{"hits": {"hits": [{"sort": [1]}'),
        (200, {}),
        (200, {"hits": None}),
        (200, {"hits": {"hits": [{"id": 1}]}}),
        hits("1 OR 1=1"),
        hits(None),
        hits(-1),
        hits(2**64),
        hits(1.5),
    ],
    ids=str,
)
def test_busy_broken_or_without_sense(
    answer: Answer, away: Settings, shown: int, within: EditionQuerySet, at: datetime
) -> None:
    with serving(lambda _path, _body: answer) as server:
        away.ARMOURY_ELASTICSEARCH_URL = [server.address]
        found = index.find("示范", within=within, at=at)

    assert len(server.asked) == 1
    assert ([one.pk for one in found.editions], found.is_away) == ([shown], True)


def test_another_product_is_not_believed(
    away: Settings, shown: int, within: EditionQuerySet, at: datetime
) -> None:
    with serving(lambda _path, _body: hits(shown), product="Other") as server:
        away.ARMOURY_ELASTICSEARCH_URL = [server.address]
        assert index.find("示范", within=within, at=at).is_away


def test_wrong_keys_show_nothing_foreign(
    away: Settings, shown: int, within: EditionQuerySet, at: datetime
) -> None:
    """A server that answers with everything there is, and with what there is not."""
    with serving(lambda _path, _body: hits(*range(shown + 5, 0, -1))) as server:
        away.ARMOURY_ELASTICSEARCH_URL = [server.address]
        found = index.find("示范", within=within, at=at)

    assert ([one.pk for one in found.editions], found.total, found.is_away) == ([shown], 1, False)


def test_what_is_too_long_a_question_is_no_fault(
    away: Settings, shown: int, within: EditionQuerySet, at: datetime
) -> None:
    with serving(lambda _path, _body: (400, {"error": "too many clauses"})) as server:
        away.ARMOURY_ELASTICSEARCH_URL = [server.address]
        for _number in range(4):
            found = index.find("示范", within=within, at=at)
            assert ([one.pk for one in found.editions], found.is_away) == ([shown], False)

    assert len(server.asked) == 4


def test_what_does_not_end_is_left_to_the_database(
    away: Settings, shown: int, within: EditionQuerySet, at: datetime
) -> None:
    """A server that goes on proposing what the reader may not see."""

    def more(_path: str, body: bytes) -> Answer:
        size = 1001 if b'"size":1001' in body else 5000 if b'"size":5000' in body else 10_000
        return hits(*range(10**6 + size, 10**6, -1))

    with serving(more) as server:
        away.ARMOURY_ELASTICSEARCH_URL = [server.address]
        found = index.find("示范", within=within, at=at)

    assert len(server.asked) == 3
    assert ([one.pk for one in found.editions], found.is_away) == ([shown], False)


def test_it_is_left_alone_and_comes_back_by_itself(
    away: Settings,
    shown: int,
    within: EditionQuerySet,
    at: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    watch = [0.0]
    monkeypatch.setattr(cluster, "breaker", Breaker(failures=2, rest_seconds=10, monotonic=lambda: watch[0]))
    failures: list[Answer] = [(503, {}), (503, {})]
    with serving(lambda _path, _body: failures.pop(0) if failures else hits(shown)) as server:
        away.ARMOURY_ELASTICSEARCH_URL = [server.address]

        def is_away() -> bool:
            return index.find("示范", within=within, at=at).is_away

        assert [is_away(), is_away(), is_away(), is_away()] == [True, True, True, True]
        assert len(server.asked) == 2
        watch[0] = 10.0
        assert [is_away(), is_away()] == [False, False]
        assert len(server.asked) > 3


def test_the_page_says_it_calmly(
    away: Settings, shown: int, client: Client, frozen_clock: FrozenClock
) -> None:
    from tests.search.library import manager

    client.force_login(manager())
    words = "搜索引擎暂不可用，已用备用搜索"
    for address in ("/search/", "/scripts/"):
        assert words in client.get(address, {"q": "示范"}).content.decode()
        assert words not in client.get(address).content.decode()
