"""A system's webhooks in the admin."""

import re

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from core import clock
from core.models import LedgerRecord
from people.actions.tell_webhook import tell_webhook
from people.models import Webhook, WebhookDelivery
from tests.conftest import FrozenClock
from tests.factories.api import ApiClientFactory
from tests.factories.people import PASSWORD, BranchTree, UserFactory, branch_tree
from tests.factories.webhooks import NOWHERE, WebhookFactory, list_hosts

SECRET = re.compile(r"whsec_[A-Za-z0-9+/]{43}=")
VERBS = ("rotate", "try", "switch-on", "remove")


@pytest.fixture
def tree(db: None, frozen_clock: FrozenClock, settings: Settings) -> BranchTree:
    cache.clear()
    list_hosts(settings, "hooks.bank.example")
    return branch_tree()


@pytest.fixture
def desk(tree: BranchTree, frozen_clock: FrozenClock) -> Client:
    """An administrator, logged in long enough ago that the password is asked for again."""
    client = Client()
    client.force_login(UserFactory(administrator=True, branch=tree.head_office))
    frozen_clock.advance(minutes=6)
    return client


def at(webhook: Webhook, verb: str = "") -> str:
    below = f"{verb}/" if verb else ""
    return f"/admin/api-clients/{webhook.client.public_id}/webhooks/{webhook.public_id}/{below}"


def test_from_adding_to_removing(desk: Client, tree: BranchTree) -> None:
    client = ApiClientFactory(branch=tree.east)
    page = f"/admin/api-clients/{client.public_id}/"
    body = {"address": NOWHERE, "events": ["edition.recalled"], "password": PASSWORD}
    shown = SECRET.search(desk.post(f"{page}webhooks/add/", body).content.decode())
    assert shown is not None
    webhook = Webhook.objects.get()
    assert webhook.secrets_at(clock.now()) == [shown[0]]
    assert NOWHERE in desk.get(page).content.decode()
    assert SECRET.search(desk.get(at(webhook)).content.decode()) is None
    assert desk.post(at(webhook, "try"))["Location"] == at(webhook)
    assert WebhookDelivery.objects.get().message_id in desk.get(at(webhook)).content.decode()
    rotated = SECRET.search(desk.post(at(webhook, "rotate")).content.decode())
    assert rotated is not None
    webhook.refresh_from_db()
    assert webhook.secrets_at(clock.now()) == [rotated[0], shown[0]]
    assert desk.post(at(webhook, "remove"))["Location"] == page
    assert NOWHERE not in desk.get(page).content.decode()
    assert "已移除" in desk.get(at(webhook)).content.decode()


@pytest.mark.parametrize("address", ["https://elsewhere.example/", "http//", "https://x@hooks.bank.example/"])
def test_an_address_that_is_not_listed_is_said_to_be_so(desk: Client, tree: BranchTree, address: str) -> None:
    client = ApiClientFactory(branch=tree.east)
    body = {"address": address, "events": ["edition.recalled"], "password": PASSWORD}
    answer = desk.post(f"/admin/api-clients/{client.public_id}/webhooks/add/", body)
    assert "该地址不在" in answer.content.decode()
    assert not Webhook.objects.exists()


def test_without_the_password_nothing_happens(desk: Client, tree: BranchTree) -> None:
    webhook = WebhookFactory(client__branch=tree.east)
    count = LedgerRecord.objects.count()
    for verb in VERBS:
        answer = desk.post(at(webhook, verb), {"password": "wrong"})
        assert answer.status_code == 200
        assert "密码不正确，未完成签署" in answer.content.decode()
    assert LedgerRecord.objects.count() == count
    assert not WebhookDelivery.objects.exists()


def test_another_systems_webhook_is_not_found_here(desk: Client, tree: BranchTree) -> None:
    webhook = WebhookFactory(client__branch=tree.east)
    other = ApiClientFactory(branch=tree.east)
    for verb in VERBS:
        path = f"/admin/api-clients/{other.public_id}/webhooks/{webhook.public_id}/{verb}/"
        assert desk.post(path, {"password": PASSWORD}).status_code == 404
    assert not WebhookDelivery.objects.exists()


def test_what_was_switched_off_is_on_the_home_page_and_is_switched_on(desk: Client, tree: BranchTree) -> None:
    now = clock.now()
    webhook = WebhookFactory(client__branch=tree.east, failing_since=now, switched_off_at=now)
    assert at(webhook) in desk.get("/admin/").content.decode()
    desk.post(at(webhook, "switch-on"), {"password": PASSWORD})
    webhook.refresh_from_db()
    assert (webhook.failing_since, webhook.switched_off_at) == (None, None)
    assert at(webhook) not in desk.get("/admin/").content.decode()
    assert desk.post(at(webhook, "switch-on")).status_code == 409


def test_the_log_leads_to_its_messages_in_the_outbox(desk: Client, tree: BranchTree) -> None:
    webhook, other = WebhookFactory.create_batch(2, client__branch=tree.east)
    for one in (webhook, other):
        tell_webhook(one, "webhook.test", about="1", data={}, at=clock.now())
    found = re.search(r'href="(/admin/outbox/\?object_key=[^"]+)"', desk.get(at(webhook)).content.decode())
    assert found is not None
    listed = desk.get(found[1].replace("&amp;", "&")).context["object_list"]
    delivery = WebhookDelivery.objects.get(webhook=webhook)
    assert [one.payload for one in listed] == [{"delivery": delivery.pk}]


def test_the_log_asks_as_often_for_many_as_for_one(desk: Client, tree: BranchTree) -> None:
    webhook = WebhookFactory(client__branch=tree.east)
    counts = []
    for numbers in (range(1), range(1, 20)):
        for number in numbers:
            tell_webhook(webhook, "webhook.test", about=str(number), data={}, at=clock.now())
        desk.get(at(webhook))
        with CaptureQueriesContext(connection) as queries:
            desk.get(at(webhook))
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_an_attempt_by_others_is_refused_on_record(tree: BranchTree) -> None:
    webhook = WebhookFactory(client__branch=tree.east)
    desk = Client()
    desk.force_login(UserFactory(editor=True, branch=tree.head_office))
    assert desk.get(at(webhook)).status_code == 403
    for number, verb in enumerate(VERBS, 1):
        assert desk.post(at(webhook, verb)).status_code == 403
        assert LedgerRecord.objects.filter(event="attempt.refused").count() == number
