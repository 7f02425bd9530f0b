import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from pytest_django import Settings

from people.enums import Scope
from tests.conftest import FrozenClock
from tests.factories.api import Caller, caller
from tests.factories.people import branch_tree

TEXT = {"id": "t1", "text": "本产品保本保收益，稳赚不赔。", "product": "wmp", "channel": "moments"}


@pytest.fixture
def system(db: None, frozen_clock: FrozenClock) -> Caller:
    cache.clear()
    return caller(branch_tree().east, Scope.SCREEN)


def test_it_answers_what_the_command_answers(system: Caller, tmp_path: Path) -> None:
    answer = system.post("screen/", TEXT)
    assert answer.status_code == 200
    lines, out = tmp_path / "texts.jsonl", StringIO()
    lines.write_text(json.dumps(TEXT))
    with pytest.raises(SystemExit):
        call_command("screen", str(lines), jsonl=True, stdout=out)
    said = answer.json()
    assert said.pop("unknown") == []
    assert said == json.loads(out.getvalue())
    assert said["verdict"] == "block"


def test_numbers_are_ids_too_and_unknown_values_are_told(system: Caller) -> None:
    said = system.post("screen/", {"id": 7, "text": "早上好", "segment": "martians"}).json()
    assert said == {"id": 7, "verdict": "pass", "findings": [], "unknown": ["segment"]}


@pytest.mark.parametrize(
    ("body", "wrong"),
    [
        ({"id": "t"}, "#/text"),
        ({"text": "早"}, "#/id"),
        ({"id": True, "text": "早"}, "#/id"),
        ({"id": "t", "text": ""}, "#/text"),
        ({"id": "t", "text": "早" * 20_001}, "#/text"),
        ([], "#"),
    ],
)
def test_what_is_no_text_is_422_and_named(system: Caller, body: object, wrong: str) -> None:
    answer = system.post("screen/", body)
    assert answer.status_code == 422
    assert [error["pointer"] for error in answer.json()["errors"]] == [wrong]


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        (b"{", "application/json", 400),
        (b'{"id": "\\u0000", "text": "x"}', "application/json", 400),
        (b"\xff", "application/json", 400),
        (b"id=1", "text/plain", 415),
        (b"<x/>", "application/xml", 415),
    ],
)
def test_what_cannot_be_read_is_a_problem_too(system: Caller, body: bytes, kind: str, status: int) -> None:
    answer = system.http.generic("POST", "/api/v1/screen/", body, kind, headers=system.headers)
    assert (answer.status_code, answer["Content-Type"]) == (status, "application/problem+json")


def test_a_body_over_the_limit_is_413(system: Caller, settings: Settings) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 100
    answer = system.post("screen/", {"id": "t", "text": "早" * 200})
    assert (answer.status_code, answer["Content-Type"]) == (413, "application/problem+json")
