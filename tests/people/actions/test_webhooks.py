"""Who may add, try, rotate, switch on and remove a webhook, and what the ledger keeps of it."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from pytest_django import Settings

from core.actions import Conflict, Refused
from core.models import LedgerRecord, OutboxMessage
from core.outbound import NotAllowed
from people.actions.add_webhook import add_webhook
from people.actions.forget_deliveries import forget_deliveries
from people.actions.remove_webhook import remove_webhook
from people.actions.rotate_webhook_secret import rotate_webhook_secret
from people.actions.switch_off_webhook import switch_off_webhook
from people.actions.switch_on_webhook import switch_on_webhook
from people.actions.tell_webhook import tell_webhook
from people.actions.try_webhook import try_webhook
from people.enums import Role, WebhookEvent
from people.models import Webhook, WebhookDelivery
from people.queries.webhooks import troubled_webhooks, webhooks_for
from tests.conftest import FrozenClock
from tests.factories.api import ApiClientFactory, administrator
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.webhooks import NOWHERE, list_hosts, webhook_at, webhook_of

EVENTS = [WebhookEvent.EDITION_RECALLED]


@pytest.fixture
def tree(db: None, frozen_clock: FrozenClock, settings: Settings) -> BranchTree:
    list_hosts(settings, "hooks.bank.example")
    return branch_tree()


def verbs(webhook: Webhook, **who: Any) -> list[Callable[[], Any]]:
    return [
        lambda: add_webhook(webhook.client, NOWHERE, events=EVENTS, **who),
        lambda: rotate_webhook_secret(webhook.pk, **who),
        lambda: try_webhook(webhook.pk, **who),
        lambda: switch_on_webhook(webhook.pk, **who),
        lambda: remove_webhook(webhook.pk, **who),
    ]


def state() -> list[Any]:
    return [*Webhook.objects.values_list(), OutboxMessage.objects.count()]


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.ADMINISTRATOR])
def test_only_administrators(tree: BranchTree, frozen_clock: FrozenClock, role: Role) -> None:
    webhook, _secret = webhook_at(tree.east, NOWHERE)
    before, at = state(), frozen_clock.at
    other = UserFactory(roles=[role], branch=tree.head_office)
    for verb in verbs(webhook, actor=other, authenticated_at=at, at=at):
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.rule == "role"
    assert state() == before


@pytest.mark.parametrize("ago", [None, timedelta(minutes=6)])
def test_only_with_a_fresh_signature(
    tree: BranchTree, frozen_clock: FrozenClock, ago: timedelta | None
) -> None:
    webhook, _secret = webhook_at(tree.east, NOWHERE)
    before, at = state(), frozen_clock.at
    signed = None if ago is None else at - ago
    for verb in verbs(webhook, actor=administrator(tree.east), authenticated_at=signed, at=at):
        with pytest.raises(Refused) as refusal:
            verb()
        assert refusal.value.rule == "signature"
    assert state() == before


def test_the_ledger_names_every_step_and_never_a_secret(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    webhook, first = webhook_at(tree.east, NOWHERE, *EVENTS)
    at = frozen_clock.at
    who: dict[str, Any] = {"actor": administrator(tree.east), "authenticated_at": at, "at": at}
    second = rotate_webhook_secret(webhook.pk, **who)
    try_webhook(webhook.pk, **who)
    Webhook.objects.update(failing_since=at)
    assert switch_off_webhook(webhook.pk, at)
    switch_on_webhook(webhook.pk, **who)
    remove_webhook(webhook.pk, **who)
    records = LedgerRecord.objects.filter(event__startswith="webhook.").order_by("sequence")
    assert [record.event.removeprefix("webhook.") for record in records] == [
        *("added", "secret_rotated", "tried", "switched_off", "switched_on", "removed")
    ]
    assert {record.subject for record in records} == {webhook.client.actor}
    said = [json.loads(bytes(record.payload)) for record in records]
    assert {one["webhook"] for one in said} == {str(webhook.public_id)}
    assert (said[0]["address"], said[0]["events"]) == (NOWHERE, ["edition.recalled"])
    assert said[3]["by"] == "policy"
    kept = f"{said}{list(Webhook.objects.values())}{list(WebhookDelivery.objects.values())}"
    assert first.removeprefix("whsec_") not in kept
    assert second.removeprefix("whsec_") not in kept


@pytest.mark.parametrize(
    "address",
    [
        "https://elsewhere.example/hook",
        "https://169.254.169.254/",
        "https://user@hooks.bank.example/",
        "ftp://hooks.bank.example/",
        "",
    ],
)
def test_it_leads_only_where_the_list_says(tree: BranchTree, address: str) -> None:
    with pytest.raises(NotAllowed):
        webhook_at(tree.east, address)
    assert not Webhook.objects.exists()


def test_without_tls_it_is_refused(tree: BranchTree, settings: Settings) -> None:
    settings.ARMOURY_OUTBOUND_PLAIN_HOSTS = frozenset()
    with pytest.raises(NotAllowed):
        webhook_at(tree.east, NOWHERE.replace("https", "http"))
    assert webhook_at(tree.east, NOWHERE)[0].address == NOWHERE


def test_without_an_event_it_is_none(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    client, at = ApiClientFactory(branch=tree.east), frozen_clock.at
    who: dict[str, Any] = {"actor": administrator(tree.east), "authenticated_at": at, "at": at}
    with pytest.raises(ValueError, match="no event"):
        add_webhook(client, NOWHERE, events=[], **who)


def test_two_secrets_hold_for_a_day_and_never_three(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    webhook, first = webhook_at(tree.east, NOWHERE)
    who: dict[str, Any] = {"actor": administrator(tree.east)}

    def rotate() -> str:
        at = frozen_clock.at
        return rotate_webhook_secret(webhook.pk, authenticated_at=at, at=at, **who)

    def secrets() -> list[str]:
        webhook.refresh_from_db()
        return webhook.secrets_at(frozen_clock.at)

    assert secrets() == [first]
    second = rotate()
    frozen_clock.advance(hours=23)
    assert secrets() == [second, first]
    third = rotate()
    assert secrets() == [third, second]
    frozen_clock.advance(hours=24)
    assert secrets() == [third]


def test_what_was_removed_is_over(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    webhook, _secret = webhook_at(tree.east, NOWHERE)
    at = frozen_clock.at
    who: dict[str, Any] = {"actor": administrator(tree.east), "authenticated_at": at, "at": at}
    assert webhooks_for(WebhookEvent.EDITION_ISSUED) == [webhook]
    remove_webhook(webhook.pk, **who)
    assert webhooks_for(WebhookEvent.EDITION_ISSUED) == []
    for verb in verbs(webhook, **who)[1:]:
        with pytest.raises(Conflict):
            verb()


def test_switching_on_what_is_on_is_a_conflict(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    webhook, _secret = webhook_at(tree.east, NOWHERE)
    at = frozen_clock.at
    with pytest.raises(Conflict):
        switch_on_webhook(webhook.pk, actor=administrator(tree.east), authenticated_at=at, at=at)
    assert not switch_off_webhook(webhook.pk, at)


def test_administrators_see_what_fails(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    client = ApiClientFactory(branch=tree.east)
    failing, fine, off, removed = (webhook_of(client, NOWHERE)[0] for _ in range(4))
    at = frozen_clock.at
    Webhook.objects.exclude(pk=fine.pk).update(failing_since=at)
    switch_off_webhook(off.pk, at)
    remove_webhook(removed.pk, actor=administrator(tree.east), authenticated_at=at, at=at)
    assert list(troubled_webhooks()) == [failing, off]


def test_settled_deliveries_are_forgotten_as_messages_are(
    tree: BranchTree, frozen_clock: FrozenClock, settings: Settings
) -> None:
    settings.ARMOURY_OUTBOX_KEPT_DAYS = 90
    webhook, _secret = webhook_at(tree.east, NOWHERE)
    at = frozen_clock.at
    delivered, dropped, open_one = (
        tell_webhook(webhook, "webhook.test", about=str(number), data={}, at=at) for number in range(3)
    )
    WebhookDelivery.objects.filter(pk=delivered.pk).update(delivered_at=at)
    WebhookDelivery.objects.filter(pk=dropped.pk).update(dropped_at=at)
    assert forget_deliveries(at + timedelta(days=90)) == 0
    assert forget_deliveries(at + timedelta(days=90, seconds=1)) == 2
    assert list(WebhookDelivery.objects.all()) == [open_one]
