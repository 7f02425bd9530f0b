"""Connecting systems and issuing tokens in the admin."""

import re

import pytest
from django.core.cache import cache
from django.test import Client

from core.models import LedgerRecord
from people.models import ApiClient, ApiToken, User
from tests.conftest import FrozenClock
from tests.factories.api import ApiClientFactory, token_of
from tests.factories.people import PASSWORD, BranchTree, UserFactory, branch_tree

TOKEN = re.compile(r"arm_[0-9a-f]{8}_[A-Za-z0-9_-]{43}")


@pytest.fixture
def tree(db: None, frozen_clock: FrozenClock) -> BranchTree:
    cache.clear()
    return branch_tree()


@pytest.fixture
def administrator(tree: BranchTree) -> User:
    return UserFactory(administrator=True, branch=tree.head_office)


@pytest.fixture
def desk(administrator: User, frozen_clock: FrozenClock) -> Client:
    """Logged in long enough ago that the password is asked for again."""
    client = Client()
    client.force_login(administrator)
    frozen_clock.advance(minutes=6)
    return client


def test_from_a_new_system_to_its_first_answer(desk: Client, tree: BranchTree) -> None:
    added = desk.post(
        "/admin/api-clients/add/",
        {"name": "数据平台", "branch": tree.east.pk, "contact": "某人 内线 7000", "password": PASSWORD},
    )
    client = ApiClient.objects.get()
    assert added["Location"] == f"/admin/api-clients/{client.public_id}/"
    shown = desk.post(f"{added['Location']}issue/", {"scopes": ["search:read"], "days": 30})
    text = TOKEN.search(shown.content.decode())
    assert text is not None
    answer = Client().get("/api/v1/search/", headers={"Authorization": f"Bearer {text[0]}"})
    assert answer.status_code == 200
    again = desk.get(added["Location"]).content.decode()
    assert TOKEN.search(again) is None
    assert ApiToken.objects.get().prefix in again
    assert "数据平台" in desk.get("/admin/api-clients/").content.decode()


def test_without_the_password_nothing_happens(desk: Client, tree: BranchTree) -> None:
    client = ApiClientFactory(branch=tree.east)
    _text, token = token_of(client)
    at = f"/admin/api-clients/{client.public_id}"
    count = LedgerRecord.objects.count()
    for path, body in (
        ("/admin/api-clients/add/", {"name": "新", "branch": tree.east.pk, "contact": "某人"}),
        (f"{at}/issue/", {"scopes": ["screen"], "days": 1, "password": "wrong"}),
        (f"{at}/revoke/{token.pk}/", {"password": ""}),
    ):
        assert desk.post(path, body).status_code == 200, path
    assert (ApiClient.objects.count(), ApiToken.objects.filter(revoked_at=None).count()) == (1, 1)
    assert LedgerRecord.objects.count() == count


def test_a_revoked_token_is_over(desk: Client, tree: BranchTree) -> None:
    client = ApiClientFactory(branch=tree.east)
    text, token = token_of(client)
    desk.post(f"/admin/api-clients/{client.public_id}/revoke/{token.pk}/", {"password": PASSWORD})
    answer = Client().get("/api/v1/search/", headers={"Authorization": f"Bearer {text}"})
    assert answer.status_code == 401


def test_another_systems_token_is_not_revoked_from_here(desk: Client, tree: BranchTree) -> None:
    one, other = (ApiClientFactory(branch=tree.east) for _ in range(2))
    _text, token = token_of(other)
    answer = desk.post(f"/admin/api-clients/{one.public_id}/revoke/{token.pk}/", {"password": PASSWORD})
    assert answer.status_code == 404
    assert ApiToken.objects.get().revoked_at is None


def test_what_is_wrong_is_said(desk: Client, tree: BranchTree) -> None:
    client = ApiClientFactory(branch=tree.east)
    body = {"name": client.name, "branch": tree.east.pk, "contact": "某人", "password": PASSWORD}
    assert "已有同名系统" in desk.post("/admin/api-clients/add/", body).content.decode()
    too_long = desk.post(f"/admin/api-clients/{client.public_id}/issue/", {"scopes": ["screen"], "days": 366})
    assert "365" in too_long.content.decode()
    assert not ApiToken.objects.exists()


def test_an_attempt_by_others_is_refused_on_record(tree: BranchTree) -> None:
    desk = Client()
    desk.force_login(UserFactory(editor=True, branch=tree.head_office))
    body = {"name": "数据平台", "branch": tree.east.pk, "contact": "某人"}
    answer = desk.post("/admin/api-clients/add/", body)
    assert answer.status_code == 403
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 1
    assert not ApiClient.objects.exists()
