import json
import logging
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import IntegrityError, connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from core.models import LedgerRecord
from people.actions.revoke_api_token import revoke_api_token
from people.enums import Scope
from people.models import ApiClient, ApiToken
from tests.conftest import FrozenClock
from tests.factories.api import Caller, administrator, caller
from tests.factories.people import BranchTree, UserFactory, branch_tree

PROBLEM = "application/problem+json"


@pytest.fixture
def tree(db: None, frozen_clock: FrozenClock) -> BranchTree:
    cache.clear()
    return branch_tree()


@pytest.fixture
def system(tree: BranchTree) -> Caller:
    return caller(tree.east, Scope.SEARCH_READ)


def test_a_token_lets_in_and_is_kept_as_a_hash(system: Caller) -> None:
    assert system.get("search/").status_code == 200
    kept = str(ApiToken.objects.values().get())
    assert system.text not in kept
    assert system.text.removeprefix(system.token.prefix) not in kept
    assert system.text.startswith(system.token.prefix + "_")


@pytest.mark.parametrize(
    "shown",
    ["", "Bearer", "Bearer ", "Bearer arm_00000000_" + "x" * 43, "Bearer 口令", "Basic YTpi", "Bearer a b"],
)
def test_whatever_else_is_shown_is_401(system: Caller, shown: str) -> None:
    header = {"Authorization": shown.encode().decode("latin-1")} if shown else {}
    answer = Client().get("/api/v1/search/", headers=header)
    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == 'Bearer realm="armoury"'
    assert answer["Content-Type"] == PROBLEM
    assert answer.json()["type"] == "urn:armoury:problem:no-token"


def test_a_right_prefix_with_another_secret_is_401(system: Caller) -> None:
    other = system.text[:-1] + ("a" if system.text[-1] != "a" else "b")
    assert Client().get("/api/v1/search/", headers={"Authorization": f"Bearer {other}"}).status_code == 401


def test_a_session_is_no_token(tree: BranchTree) -> None:
    client = Client()
    client.force_login(UserFactory(manager=True, branch=tree.east))
    assert client.get("/api/v1/search/").status_code == 401


def test_it_expires_by_its_time(system: Caller, frozen_clock: FrozenClock) -> None:
    frozen_clock.move_to(system.token.expires_at - timedelta(seconds=1))
    assert system.get("search/").status_code == 200
    frozen_clock.move_to(system.token.expires_at)
    assert system.get("search/").status_code == 401


def test_once_revoked_it_lets_nobody_in(system: Caller, frozen_clock: FrozenClock) -> None:
    at = frozen_clock.at
    actor = administrator(system.token.client.branch)
    revoke_api_token(system.token.pk, actor=actor, authenticated_at=at, at=at)
    assert system.get("search/").status_code == 401
    record = LedgerRecord.objects.get(event="api.token_revoked")
    assert json.loads(bytes(record.payload)) == {"by": actor.actor, "token": system.token.prefix}


def said(caplog: pytest.LogCaptureFixture) -> dict[str, str]:
    """Return the newest line of the security log."""
    lines = [record.getMessage() for record in caplog.records if record.name == "armoury.security"]
    return json.loads(lines[-1])


def test_another_scope_is_403_and_is_logged(system: Caller, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, "armoury.security"):
        answer = system.get("packages/")
    assert (answer.status_code, answer["Content-Type"]) == (403, PROBLEM)
    line = said(caplog)
    assert (line["event"], line["by"]) == ("denied", system.token.client.actor)


def test_a_refused_token_is_logged_without_its_secret(
    system: Caller, frozen_clock: FrozenClock, caplog: pytest.LogCaptureFixture
) -> None:
    frozen_clock.move_to(system.token.expires_at)
    with caplog.at_level(logging.INFO, "armoury.security"):
        system.get("search/")
    line = said(caplog)
    assert (line["event"], line["reason"], line["token"]) == (
        "api.token_refused",
        "expired",
        system.token.prefix,
    )
    assert system.text.split("_", 2)[2] not in caplog.text


def test_words_follow_accept_language(system: Caller) -> None:
    titles = [
        system.get("packages/", headers={"Accept-Language": language}).json()["title"]
        for language in ("en", "zh-CN", "fr")
    ]
    assert titles[0] == "This token does not open that. Ask an administrator for the scope."
    assert titles[1] == titles[2] == "令牌没有这项权限，请向系统管理员申请。"


def test_a_token_that_asks_too_often_waits(
    system: Caller, settings: Settings, frozen_clock: FrozenClock
) -> None:
    settings.ARMOURY_API_REQUESTS_PER_MINUTE = 2
    other = caller(system.token.client.branch, Scope.SEARCH_READ)
    assert [system.get("search/").status_code for _ in range(3)] == [200, 200, 429]
    answer = system.get("search/")
    assert (answer["Content-Type"], 1 <= int(answer["Retry-After"]) <= 61) == (PROBLEM, True)
    assert other.get("search/").status_code == 200
    frozen_clock.advance(seconds=61)
    assert system.get("search/").status_code == 200


def test_its_last_use_is_written_once_a_minute(system: Caller, frozen_clock: FrozenClock) -> None:
    frozen_clock.advance(seconds=42)
    writes = []
    for _ in range(3):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            system.get("search/")
        writes.append(sum(query["sql"].startswith("UPDATE") for query in queries))
    assert writes == [1, 0, 0]
    system.token.refresh_from_db()
    assert system.token.last_used_at == frozen_clock.at.replace(second=0)


@pytest.mark.parametrize(("path", "status"), [("nowhere/", 404), ("", 404), ("search", 301)])
def test_an_unknown_address_is_told_in_json(system: Caller, path: str, status: int) -> None:
    answer = system.get(path)
    assert answer.status_code == status
    assert status == 301 or answer["Content-Type"] == PROBLEM


@pytest.mark.parametrize("method", ["put", "delete", "patch", "options", "post"])
def test_an_unknown_method_is_405_in_json(system: Caller, method: str) -> None:
    answer = getattr(Client(), method)("/api/v1/search/", headers=system.headers)
    assert (answer.status_code, answer["Content-Type"]) == (405, PROBLEM)


def test_what_was_issued_is_never_changed_and_what_was_revoked_stays_so(
    system: Caller, frozen_clock: FrozenClock
) -> None:
    tokens = ApiToken.objects.filter(pk=system.token.pk)
    tokens.update(revoked_at=frozen_clock.at)
    for change in (
        {"revoked_at": None},
        {"expires_at": system.token.expires_at + timedelta(days=1)},
        {"scopes": [Scope.FACTS_WRITE.value]},
        {"secret_sha256": "0" * 64},
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            tokens.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        ApiClient.objects.filter(tokens=system.token).update(branch=system.token.client.branch.get_root())
