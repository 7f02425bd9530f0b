"""Sending in bulk to a server that is busy, full or odd."""

import json

import pytest
from elasticsearch import Elasticsearch

from search.engines import sending
from search.engines.base import Unavailable
from search.engines.documents import Document
from search.engines.sending import Sending, send
from tests.search.server import Answer, serving


def some(count: int, *, aliased: bool = False) -> list[Sending]:
    return [Sending("library", Document(number, 3, {}), aliased) for number in range(1, count + 1)]


def headers(body: bytes) -> list[dict[str, object]]:
    return [json.loads(line)["index"] for line in body.splitlines()[::2]]


def taken(body: bytes, statuses: dict[str, int] | None = None) -> Answer:
    """Answer as a server does that takes each but those of `statuses`."""
    items = []
    for header in headers(body):
        status = (statuses or {}).get(str(header["_id"]), 200)
        items.append({"index": {"_id": header["_id"], "status": status, "error": {"type": "made_up"}}})
    return 200, {"items": items}


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "_FIRST_PAUSE", 0.001)
    monkeypatch.setattr(sending, "_LONGEST_PAUSE", 0.002)


def test_each_state_goes_with_its_version() -> None:
    with serving(lambda _path, body: taken(body)) as server:
        send(Elasticsearch(server.address), some(1, aliased=True), seconds=5)

    assert headers(server.asked[0][1]) == [
        {
            "_index": "library",
            "_id": "1",
            "version": 3,
            "version_type": "external",
            "require_alias": True,
        }
    ]


def test_a_busy_server_is_given_time_and_smaller_pieces() -> None:
    sizes = []

    def busy_at_first(_path: str, body: bytes) -> Answer:
        sizes.append(len(headers(body)))
        return (429, {"error": "busy"}) if len(sizes) <= 3 else taken(body)

    with serving(busy_at_first) as server:
        send(Elasticsearch(server.address, max_retries=0), some(700), seconds=5)

    assert sizes == [500, 250, 125, 62, 124, 248, 66, 200]


def test_only_what_was_turned_away_is_sent_again() -> None:
    def first_busy(_path: str, body: bytes) -> Answer:
        return taken(body, {"2": 429} if len(headers(body)) > 1 else {})

    with serving(first_busy) as server:
        send(Elasticsearch(server.address), some(3), seconds=5)

    assert [[header["_id"] for header in headers(body)] for _path, body in server.asked] == [
        ["1", "2", "3"],
        ["2"],
    ]


def test_a_server_that_stays_busy_is_given_up() -> None:
    with serving(lambda _path, _body: (429, {"error": "busy"})) as server, pytest.raises(Unavailable):
        send(Elasticsearch(server.address, max_retries=0), some(1), seconds=0.01)


def test_what_is_newer_there_is_no_fault_nor_an_alias_that_leads_nowhere() -> None:
    with serving(lambda _path, body: taken(body, {"1": 409, "2": 404})) as server:
        send(Elasticsearch(server.address), some(3, aliased=True), seconds=5)

    assert len(server.asked) == 1


def test_a_full_disk_is_not_waited_for() -> None:
    def full(_path: str, _body: bytes) -> Answer:
        return 200, {"items": [{"index": {"status": 429, "error": {"type": "cluster_block_exception"}}}]}

    with serving(full) as server, pytest.raises(Unavailable, match="cluster_block_exception"):
        send(Elasticsearch(server.address), some(1), seconds=5)
    assert len(server.asked) == 1


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_anything_else_that_is_refused_is_told(status: int) -> None:
    with (
        serving(lambda _path, body: taken(body, {"2": status})) as server,
        pytest.raises(Unavailable, match="1 documents were refused: made_up"),
    ):
        send(Elasticsearch(server.address), some(3), seconds=5)
