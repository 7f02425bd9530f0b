"""Who may let another system in, and what the ledger keeps of it."""

import json
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.actions.add_api_client import add_api_client
from people.actions.issue_api_token import issue_api_token
from people.actions.revoke_api_token import revoke_api_token
from people.enums import Role, Scope
from people.models import ApiClient, ApiToken
from tests.conftest import FrozenClock
from tests.factories.api import ApiClientFactory, administrator, token_of
from tests.factories.people import BranchTree, UserFactory, branch_tree


@pytest.fixture
def tree(db: None, frozen_clock: FrozenClock) -> BranchTree:
    return branch_tree()


def verbs(client: ApiClient, token: ApiToken, **who: Any) -> list[Any]:
    """Return the three verbs, each to be called."""
    return [
        lambda: add_api_client("新系统", branch=client.branch, contact="某人", **who),
        lambda: issue_api_token(client, scopes=[Scope.SCREEN], days=1, **who),
        lambda: revoke_api_token(token.pk, **who),
    ]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators(tree: BranchTree, frozen_clock: FrozenClock, role: Role) -> None:
    client = ApiClientFactory(branch=tree.east)
    _text, token = token_of(client)
    at = frozen_clock.at
    other = UserFactory(roles=[role], branch=tree.head_office)
    for verb in verbs(client, token, actor=other, authenticated_at=at, at=at):
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.rule == "role"
    assert (ApiClient.objects.count(), ApiToken.objects.filter(revoked_at=None).count()) == (1, 1)


@pytest.mark.parametrize("ago", [None, timedelta(minutes=6)])
def test_only_with_a_fresh_signature(
    tree: BranchTree, frozen_clock: FrozenClock, ago: timedelta | None
) -> None:
    client = ApiClientFactory(branch=tree.east)
    _text, token = token_of(client)
    at = frozen_clock.at
    signed = None if ago is None else at - ago
    for verb in verbs(client, token, actor=administrator(tree.east), authenticated_at=signed, at=at):
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.rule == "signature"
    assert (ApiClient.objects.count(), ApiToken.objects.filter(revoked_at=None).count()) == (1, 1)


def test_the_ledger_says_who_let_whom_in_and_never_the_secret(tree: BranchTree) -> None:
    client = ApiClientFactory(branch=tree.east, name="企业微信侧边栏")
    text, token = token_of(client, Scope.SCREEN, Scope.RECALLS_READ, days=90)
    added, issued = LedgerRecord.objects.filter(event__startswith="api.").order_by("sequence")
    said = json.loads(bytes(added.payload))
    assert (added.event, said["branch"], said["name"]) == ("api.client_added", "E01", "企业微信侧边栏")
    said = json.loads(bytes(issued.payload))
    assert (issued.event, said["token"], said["days"]) == ("api.token_issued", token.prefix, 90)
    assert said["scopes"] == ["recalls:read", "screen"]
    assert added.subject == issued.subject == client.actor
    assert text.split("_", 2)[2] not in bytes(issued.payload).decode()


def test_names_are_taken_once_and_tokens_revoked_once(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    client, at = ApiClientFactory(branch=tree.east), frozen_clock.at
    actor = administrator(tree.east)
    with pytest.raises(Conflict):
        add_api_client(client.name, branch=tree.west, contact="某人", actor=actor, authenticated_at=at, at=at)
    _text, token = token_of(client)
    revoke_api_token(token.pk, actor=actor, authenticated_at=at, at=at)
    with pytest.raises(Conflict):
        revoke_api_token(token.pk, actor=actor, authenticated_at=at, at=at)


def test_no_token_without_scope_or_beyond_what_policy_allows(tree: BranchTree, settings: Settings) -> None:
    client = ApiClientFactory(branch=tree.east)
    settings.ARMOURY_API_TOKEN_DAYS = 30
    for days in (0, 31):
        with pytest.raises(ValueError, match=str(days)):
            token_of(client, days=days)
    assert not ApiToken.objects.exists()
