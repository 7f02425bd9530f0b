"""Retry and close: who may, what is recorded, what a slower person is told."""

import json
from typing import Any

import pytest

from core import clock, outbox
from core.actions import Conflict, Refused
from core.models import STUCK, LedgerPersonalData, LedgerRecord, OutboxMessage, OutboxStatus
from people.actions.close_message import close_message
from people.actions.retry_dead_messages import BATCH, retry_dead_messages
from people.actions.retry_message import NoteMissing, retry_message
from people.enums import Role
from people.models import User
from people.queries.outbox import keeps_outbox
from tests.conftest import FrozenClock
from tests.factories.core import OutboxMessageFactory
from tests.factories.people import BranchTree, UserFactory, branch_tree

pytestmark = pytest.mark.usefixtures("frozen_clock")
HANDLER = "distribution.ask_for_deletion"


@pytest.fixture
def tree(db: None) -> BranchTree:
    return branch_tree()


@pytest.fixture
def keeper(tree: BranchTree) -> User:
    return UserFactory(operator=True, branch=tree.head_office)


def retry(message: OutboxMessage, actor: User, note: str = "") -> OutboxMessage:
    return retry_message(message.pk, note=note, actor=actor, at=clock.now())


def close(
    message: OutboxMessage, actor: User, outcome: OutboxStatus = OutboxStatus.FOUND_SENT, note: str = "查过"
) -> OutboxMessage:
    return close_message(message.pk, outcome=outcome, note=note, actor=actor, at=clock.now())


def records(event: str) -> list[dict[str, Any]]:
    found = LedgerRecord.objects.filter(event=event).order_by("sequence")
    return [{"subject": record.subject, **json.loads(bytes(record.payload))} for record in found]


def test_keepers_are_administrators_and_operators_of_head_office(tree: BranchTree) -> None:
    keepers = {
        (role, branch.code)
        for role in Role
        for branch in (tree.head_office, tree.east)
        if keeps_outbox(UserFactory(roles=[role], branch=branch))
    }
    assert keepers == {
        (Role.ADMINISTRATOR, "HO"),
        (Role.ADMINISTRATOR, "E01"),
        (Role.OPERATOR, "HO"),
    }
    assert not keeps_outbox(UserFactory(is_superuser=True, branch=tree.head_office))
    assert not keeps_outbox(UserFactory(operator=True, branch=None))


def test_a_given_up_message_is_ready_again_and_on_record(keeper: User) -> None:
    message = OutboxMessageFactory(dead=True)
    retry(message, keeper)
    message.refresh_from_db()
    assert (message.status, message.attempts, message.due_at) == (OutboxStatus.READY, 0, clock.now())
    assert records("outbox.retried") == [
        {
            "subject": f"outbox:{message.pk}",
            "by": keeper.actor,
            "handler": HANDLER,
            "object": message.object_key,
            "version": 1,
            "was": "dead",
            "note": "",
        }
    ]
    assert LedgerPersonalData.objects.get().body == {"by": str(keeper)}


def test_an_unknown_one_needs_to_be_looked_into(keeper: User) -> None:
    message = OutboxMessageFactory(unknown=True)
    for note in ("", "  \n"):
        with pytest.raises(NoteMissing):
            retry(message, keeper, note)
    message.refresh_from_db()
    assert message.status == OutboxStatus.UNKNOWN
    retry(message, keeper, " 对方没有收到 ")
    message.refresh_from_db()
    assert message.status == OutboxStatus.READY
    assert [(record["was"], record["note"]) for record in records("outbox.retried")] == [
        ("unknown", "对方没有收到")
    ]


@pytest.mark.parametrize("outcome", [OutboxStatus.FOUND_SENT, OutboxStatus.NOT_NEEDED])
@pytest.mark.parametrize("trait", ["dead", "unknown"])
def test_closed_with_a_reason_and_never_delivered(keeper: User, outcome: OutboxStatus, trait: str) -> None:
    message = OutboxMessageFactory(**{trait: True})
    close(message, keeper, outcome, " 客户经理已电话确认 ")
    message.refresh_from_db()
    assert (message.status, message.finished_at) == (outcome, clock.now())
    assert outbox.deliver() == 0
    assert records("outbox.closed") == [
        {
            "subject": f"outbox:{message.pk}",
            "by": keeper.actor,
            "handler": HANDLER,
            "object": message.object_key,
            "version": 1,
            "was": trait,
            "outcome": outcome.value,
            "note": "客户经理已电话确认",
        }
    ]


def test_closing_needs_a_reason_and_an_outcome_that_closes(keeper: User) -> None:
    message = OutboxMessageFactory(dead=True)
    with pytest.raises(NoteMissing):
        close(message, keeper, note=" ")
    with pytest.raises(ValueError, match="done"):
        close(message, keeper, OutboxStatus.DONE)
    message.refresh_from_db()
    assert message.status == OutboxStatus.DEAD


@pytest.mark.parametrize("status", sorted(set(OutboxStatus) - STUCK))
def test_who_comes_second_is_told_and_changes_nothing(keeper: User, status: OutboxStatus) -> None:
    message = OutboxMessageFactory(status=status, attempts=3)
    for act in (retry, close):
        with pytest.raises(Conflict):
            act(message, keeper)
    message.refresh_from_db()
    assert (message.status, message.attempts) == (status, 3)
    assert not LedgerRecord.objects.exists()


@pytest.mark.parametrize(
    ("roles", "branch"), [([role], "head_office") for role in set(Role) - {Role.ADMINISTRATOR, Role.OPERATOR}]
    + [([Role.OPERATOR], "east"), ([], "head_office")],
)  # fmt: skip
def test_others_are_refused_and_on_record(roles: list[Role], branch: str, tree: BranchTree) -> None:
    other = UserFactory(roles=roles, branch=getattr(tree, branch))
    message = OutboxMessageFactory(unknown=True)
    OutboxMessageFactory(dead=True)
    for act in (
        lambda: retry(message, other, "查过"),
        lambda: close(message, other),
        lambda: retry_dead_messages(HANDLER, actor=other, at=clock.now()),
    ):
        with pytest.raises(Refused):
            act()
    assert sorted(OutboxMessage.objects.values_list("status", flat=True)) == ["dead", "unknown"]
    assert [(record["verb"], record["subject"]) for record in records("attempt.refused")] == [
        ("outbox.retry", f"outbox:{message.pk}"),
        ("outbox.close", f"outbox:{message.pk}"),
        ("outbox.retry_dead", f"handler:{HANDLER}"),
    ]


def test_all_given_up_messages_of_one_receiver(keeper: User, frozen_clock: FrozenClock) -> None:
    dead = [OutboxMessageFactory(dead=True) for _ in range(3)]
    others = [OutboxMessageFactory(unknown=True), OutboxMessageFactory(dead=True, handler="another")]
    assert retry_dead_messages(HANDLER, actor=keeper, at=clock.now()) == 3
    ready = OutboxMessage.objects.filter(status=OutboxStatus.READY, attempts=0)
    assert set(ready) == set(dead)
    assert set(OutboxMessage.objects.filter(status__in=STUCK)) == set(others)
    assert records("outbox.retried") == [
        {
            "subject": f"handler:{HANDLER}",
            "by": keeper.actor,
            "handler": HANDLER,
            "was": "dead",
            "messages": [message.pk for message in dead],
        }
    ]
    with pytest.raises(Conflict):
        retry_dead_messages(HANDLER, actor=keeper, at=clock.now())


def test_so_many_at_once(keeper: User, monkeypatch: pytest.MonkeyPatch) -> None:
    assert BATCH == 500
    monkeypatch.setattr("people.actions.retry_dead_messages.BATCH", 2)
    for _ in range(3):
        OutboxMessageFactory(dead=True)
    assert [retry_dead_messages(HANDLER, actor=keeper, at=clock.now()) for _ in range(2)] == [2, 1]
