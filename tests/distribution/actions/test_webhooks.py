"""From what happened to a receiver: whom it is told, what is sent, and what follows failure."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from core import clock, outbound, outbox
from core.actions.look_up_sends import look_up_sends
from core.models import LedgerRecord, OutboxMessage, OutboxStatus
from distribution.actions.build_packages import build_day
from distribution.actions.deliver_webhook import HANDLER, RESTS
from people.actions.remove_webhook import remove_webhook
from people.actions.rotate_webhook_secret import rotate_webhook_secret
from people.actions.switch_on_webhook import switch_on_webhook
from people.actions.try_webhook import try_webhook
from people.enums import WebhookEvent
from people.models import Webhook, WebhookDelivery
from tests.conftest import FrozenClock
from tests.factories.api import administrator, caller
from tests.factories.content import today
from tests.factories.distribution import EntryFactory, ProgrammeFactory
from tests.factories.people import BranchTree, branch_tree
from tests.factories.review import issue_edition, recall_edition, resume_edition, suspend_edition
from tests.factories.webhooks import Receiver, list_hosts, receiving, webhook_at

GUIDE = Path(__file__).parents[3] / "docs" / "api.md"


@pytest.fixture
def tree(db: None, frozen_clock: FrozenClock) -> BranchTree:
    return branch_tree()


@pytest.fixture
def receiver(settings: Settings) -> Iterator[Receiver]:
    with receiving(settings) as running:
        yield running


def is_genuine(headers: dict[str, str], body: bytes, secret: str) -> bool:
    """Verify as the example in the guide does: it is what receivers copy."""
    chapter = GUIDE.read_text().split("## Being told: webhooks")[1]
    example = chapter.split("```python\n")[1].split("```")[0]
    namespace: dict[str, Any] = {"__name__": "guide"}
    exec(compile(example, "api.md", "exec"), namespace)  # noqa: S102  (our own page)
    found: bool = namespace["is_genuine"](headers, body, secret, clock.now().timestamp())
    return found


def told(receiver: Receiver) -> list[str]:
    return [json.loads(body)["type"] for _headers, body in receiver.came]


def message() -> OutboxMessage:
    return OutboxMessage.objects.get(handler=HANDLER)


def again(frozen_clock: FrozenClock, rest: timedelta) -> None:
    """Nothing is sent a second before the rest is over; then it is tried again."""
    frozen_clock.advance(seconds=rest.total_seconds() - 1)
    outbox.deliver()
    frozen_clock.advance(seconds=1)
    outbox.deliver()


def test_an_edition_is_told_by_id_and_hash_alone_and_signed(tree: BranchTree, receiver: Receiver) -> None:
    _webhook, secret = webhook_at(tree.east, receiver.address)
    edition = issue_edition(branch=tree.head_office, title="不得外传的标题")
    outbox.deliver()
    ((headers, body),) = receiver.came
    assert json.loads(body) == {
        "id": headers["webhook-id"],
        "type": "edition.issued",
        "timestamp": "2026-03-02T00:00:00Z",
        "data": {
            "edition": str(edition.public_id),
            "content_sha256": edition.content_sha256,
            "edition_sha256": edition.edition_sha256,
            "url": f"http://127.0.0.1:8000/api/v1/editions/{edition.public_id}/",
        },
    }
    assert "标题" not in body.decode()
    assert headers["content-type"] == "application/json"
    assert is_genuine(headers, body, secret)
    assert not is_genuine(headers, body + b" ", secret)
    assert not is_genuine({**headers, "webhook-timestamp": "1"}, body, secret)
    assert not is_genuine(headers, body, "whsec_AAAA")
    answer = caller(tree.east).get(f"editions/{edition.public_id}/")
    assert answer.json()["edition_sha256"] == edition.edition_sha256


def test_each_end_and_return_is_told_once(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    webhook_at(tree.east, receiver.address)
    edition = issue_edition(branch=tree.head_office)
    for _ in range(2):
        outbox.deliver()
        suspend_edition(edition)
        outbox.deliver()
        resume_edition(edition)
    recall_edition(edition)
    outbox.deliver()
    OutboxMessage.objects.exclude(handler=HANDLER).update(status=OutboxStatus.READY)
    outbox.deliver()
    assert told(receiver) == [
        "edition.issued",
        *("edition.suspended", "edition.resumed", "edition.suspended", "edition.resumed"),
        "edition.recalled",
    ]
    assert len({headers["webhook-id"] for headers, _body in receiver.came}) == 6


def test_nobody_is_told_of_another_branch_or_of_what_was_not_asked_for(
    tree: BranchTree, receiver: Receiver
) -> None:
    webhook_at(tree.west, receiver.address)
    webhook_at(tree.head_office, receiver.address)
    webhook_at(tree.east_sub, receiver.address, WebhookEvent.EDITION_RECALLED)
    edition = issue_edition(branch=tree.east)
    outbox.deliver()
    assert receiver.came == []
    recall_edition(edition)
    outbox.deliver()
    assert told(receiver) == ["edition.recalled"]


def test_what_begins_later_is_told_when_it_begins(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    webhook_at(tree.east, receiver.address)
    begins = frozen_clock.at + timedelta(hours=3)
    edition = issue_edition(
        branch=tree.head_office, valid_from=begins, valid_until=begins + timedelta(hours=9)
    )
    frozen_clock.move_to(begins - timedelta(seconds=1))
    outbox.deliver()
    assert receiver.came == []
    frozen_clock.move_to(begins)
    outbox.deliver()
    assert told(receiver) == ["edition.issued"]
    assert json.loads(receiver.came[0][1])["data"]["edition"] == str(edition.public_id)


def test_what_was_recalled_before_it_began_is_never_told(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    webhook_at(tree.east, receiver.address)
    begins = frozen_clock.at + timedelta(hours=3)
    edition = issue_edition(
        branch=tree.head_office, valid_from=begins, valid_until=begins + timedelta(hours=9)
    )
    recall_edition(edition)
    outbox.deliver()
    frozen_clock.move_to(begins)
    outbox.deliver()
    assert receiver.came == []
    assert WebhookDelivery.objects.get().dropped_at == begins
    assert message().status == OutboxStatus.DONE


def test_a_package_is_told_to_whom_it_serves(tree: BranchTree, receiver: Receiver) -> None:
    webhook_at(tree.east, receiver.address, WebhookEvent.PACKAGE_BUILT)
    EntryFactory(programme=ProgrammeFactory(branch=tree.head_office))
    EntryFactory(programme=ProgrammeFactory(branch=tree.west))
    issue_edition(branch=tree.head_office)
    build_day(today(), clock.now())
    outbox.deliver()
    ((_headers, body),) = receiver.came
    data = json.loads(body)["data"]
    assert data["day"] == "2026-03-02"
    assert data["url"] == "http://127.0.0.1:8000/api/v1/packages/?day=2026-03-02"
    build_day(today(), clock.now())
    outbox.deliver()
    assert told(receiver) == ["package.built"]


def test_after_a_failure_it_is_sent_again_under_the_same_id(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    webhook, secret = webhook_at(tree.east, receiver.address)
    receiver.answers = [(500, {}), (503, {})]
    issue_edition(branch=tree.head_office)
    outbox.deliver()
    delivery = WebhookDelivery.objects.get()
    assert (delivery.said, delivery.delivered_at) == ("HTTP 500", None)
    assert Webhook.objects.get().failing_since == frozen_clock.at
    again(frozen_clock, RESTS[0])
    again(frozen_clock, RESTS[1])
    assert [headers["webhook-id"] for headers, _body in receiver.came] == [delivery.message_id] * 3
    assert len({headers["webhook-timestamp"] for headers, _body in receiver.came}) == 3
    assert is_genuine(*receiver.came[-1], secret)
    delivery.refresh_from_db()
    assert (delivery.said, delivery.delivered_at, delivery.tries) == ("HTTP 204", frozen_clock.at, 3)
    webhook.refresh_from_db()
    assert webhook.failing_since is None
    outbox.retry([message().pk])
    OutboxMessage.objects.filter(handler=HANDLER).update(status=OutboxStatus.READY)
    outbox.deliver()
    assert len(receiver.came) == 3


def test_a_redirect_is_not_followed(tree: BranchTree, receiver: Receiver) -> None:
    webhook_at(tree.east, receiver.address)
    receiver.answers = [(302, {"Location": f"{receiver.address}/elsewhere"})]
    issue_edition(branch=tree.head_office)
    outbox.deliver()
    assert len(receiver.came) == 1
    assert message().status == OutboxStatus.READY
    assert WebhookDelivery.objects.get().delivered_at is None


def test_an_address_inside_is_refused_when_it_is_sent(
    tree: BranchTree, receiver: Receiver, settings: Settings
) -> None:
    """The list allows the name; where it leads now is inside, and was not listed as such."""
    webhook_at(tree.east, receiver.address)
    settings.ARMOURY_OUTBOUND_INSIDE_HOSTS = frozenset()
    issue_edition(branch=tree.head_office)
    outbox.deliver()
    assert receiver.came == []
    assert message().error == str(outbound.NotAllowed.words)


def test_silence_lets_the_others_of_the_address_wait(
    tree: BranchTree, receiver: Receiver, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.ARMOURY_WEBHOOK_FAILING_DAYS = 5
    silent = "http://127.0.0.2:9/hook"
    names = {receiver.address.split("/")[2], "127.0.0.2:9"}
    list_hosts(settings, *names)
    monkeypatch.setattr(outbound, "CONNECT_SECONDS", 0.5)
    webhook_at(tree.east, silent)
    webhook_at(tree.east, receiver.address)
    for _ in range(2):
        issue_edition(branch=tree.head_office)
    outbox.deliver()
    assert told(receiver) == ["edition.issued", "edition.issued"]
    tries = WebhookDelivery.objects.filter(webhook__address=silent).values_list("tries", flat=True)
    assert sorted(tries) == [0, 1]
    waiting = OutboxMessage.objects.filter(handler=HANDLER, status=OutboxStatus.READY)
    assert waiting.filter(due_at__lte=clock.now() + timedelta(seconds=4)).count() == 0


def test_a_recall_while_nobody_delivers_is_told_afterwards(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    """The worker is down from issue to recall: what is over is not told as new, the recall is."""
    webhook_at(tree.east, receiver.address)
    recall_edition(issue_edition(branch=tree.head_office))
    frozen_clock.advance(hours=2)
    assert receiver.came == []
    outbox.deliver()
    assert told(receiver) == ["edition.recalled"]


def test_given_up_after_the_last_try_and_delivered_again_by_a_person(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    webhook_at(tree.east, receiver.address)
    receiver.answers = [(500, {})] * len(RESTS)
    issue_edition(branch=tree.head_office, valid_until=frozen_clock.at + timedelta(days=3))
    outbox.deliver()
    for rest in RESTS[:-1]:
        again(frozen_clock, rest)
    assert message().status == OutboxStatus.DEAD
    assert len(receiver.came) == len(RESTS)
    outbox.retry([message().pk])
    outbox.deliver()
    assert message().status == OutboxStatus.DONE


def test_died_while_sending_it_is_sent_again_but_not_for_ever(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    webhook_at(tree.east, receiver.address)
    issue_edition(branch=tree.head_office, valid_until=frozen_clock.at + timedelta(days=3))

    def die(*args: Any, **kwargs: Any) -> None:
        raise KeyboardInterrupt

    def next_start() -> int:
        at = frozen_clock.advance(minutes=3)
        outbox.mark_interrupted(at - timedelta(minutes=2))
        return look_up_sends(at)

    with monkeypatch.context() as dying:
        dying.setattr("people.actions.send_delivery.webhooks.headers", die)
        for _ in range(len(RESTS) - 1):
            with pytest.raises(KeyboardInterrupt):
                outbox.deliver()
            assert next_start() == 1
            assert message().status == OutboxStatus.READY
        with pytest.raises(KeyboardInterrupt):
            outbox.deliver()
        assert next_start() == 0
        assert message().status == OutboxStatus.UNKNOWN
    outbox.retry([message().pk])
    outbox.deliver()
    assert told(receiver) == ["edition.issued"]


def test_delivered_but_not_written_down_is_found_sent(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    webhook_at(tree.east, receiver.address)
    issue_edition(branch=tree.head_office)
    outbox.deliver()
    OutboxMessage.objects.filter(handler=HANDLER).update(status=OutboxStatus.UNKNOWN)
    assert look_up_sends(frozen_clock.at) == 1
    assert message().status == OutboxStatus.FOUND_SENT
    assert len(receiver.came) == 1


def test_failing_for_days_switches_it_off_until_a_person_switches_it_on(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock, settings: Settings
) -> None:
    settings.ARMOURY_WEBHOOK_FAILING_DAYS = 5
    webhook, _secret = webhook_at(tree.east, receiver.address)
    receiver.answers = [(500, {})] * 2
    at = frozen_clock.at
    issue_edition(branch=tree.head_office)
    outbox.deliver()
    OutboxMessage.objects.filter(handler=HANDLER).update(status=OutboxStatus.NOT_NEEDED)
    frozen_clock.advance(days=5)
    issue_edition(branch=tree.head_office)
    outbox.deliver()
    webhook.refresh_from_db()
    assert (webhook.failing_since, webhook.switched_off_at) == (at, frozen_clock.at)
    assert LedgerRecord.objects.filter(event="webhook.switched_off").count() == 1
    issue_edition(branch=tree.head_office)
    frozen_clock.advance(minutes=1)
    outbox.deliver()
    assert len(receiver.came) == 2
    now = frozen_clock.at
    switch_on_webhook(webhook.pk, actor=administrator(tree.east), authenticated_at=now, at=now)
    frozen_clock.advance(hours=1)
    outbox.deliver()
    assert len(receiver.came) == 3
    webhook.refresh_from_db()
    assert webhook.failing_since is None


def test_both_secrets_sign_while_receivers_change(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    webhook, first = webhook_at(tree.east, receiver.address)
    actor = administrator(tree.east)

    def signed_by() -> list[bool]:
        at = frozen_clock.at
        try_webhook(webhook.pk, actor=actor, authenticated_at=at, at=at)
        outbox.deliver()
        return [is_genuine(*receiver.came[-1], secret) for secret in (first, second)]

    at = frozen_clock.at
    second = rotate_webhook_secret(webhook.pk, actor=actor, authenticated_at=at, at=at)
    assert signed_by() == [True, True]
    frozen_clock.advance(hours=24)
    assert signed_by() == [False, True]
    assert told(receiver) == ["webhook.test", "webhook.test"]


def test_what_waits_for_a_removed_webhook_is_not_sent(
    tree: BranchTree, receiver: Receiver, frozen_clock: FrozenClock
) -> None:
    webhook, _secret = webhook_at(tree.east, receiver.address)
    receiver.answers = [(500, {})]
    issue_edition(branch=tree.head_office)
    outbox.deliver()
    at = frozen_clock.at
    remove_webhook(webhook.pk, actor=administrator(tree.east), authenticated_at=at, at=at)
    again(frozen_clock, RESTS[0])
    assert len(receiver.came) == 1
    assert message().status == OutboxStatus.DONE
    assert WebhookDelivery.objects.get().dropped_at == frozen_clock.at
