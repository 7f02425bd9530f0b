"""Who looks after messages that nothing delivers any more."""

import json
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from core.actions import Conflict, Refused
from core.domain.canonical import Canonical
from core.models import STUCK, LedgerRecord, OutboxMessage, OutboxStatus, Stream
from people.enums import Role
from people.models import User


def keeps_outbox(user: User) -> bool:
    """Return whether `user` looks after the outbox: administrators, and operators of head office.

    The outbox holds the messages of every branch, so a branch's own operator is none of them (I8).
    """
    return Role.ADMINISTRATOR in user.roles or (Role.OPERATOR in user.roles and user.is_of_head_office)


def require_keeper(user: User, *, subject: str) -> None:
    """Raise Refused unless `user` is active and looks after the outbox."""
    if not user.is_active or not keeps_outbox(user):
        raise Refused(
            _("Only administrators and operators of head office look after deliveries."),
            actor=user.actor,
            subject=subject,
            rule="role",
        )


def lock_stuck(message_id: int) -> OutboxMessage:
    """Return the message with its row locked. The caller holds the transaction.

    Raises Conflict if it does not wait for a person any more, DoesNotExist.
    """
    message = OutboxMessage.objects.select_for_update().get(pk=message_id)
    if message.status not in STUCK:
        raise Conflict(
            _("Somebody was quicker: this message is “%(status)s” now. Nothing was changed.")
            % {"status": message.get_status_display()}
        )
    return message


def told_of(message: OutboxMessage, *, before: str, note: str, actor: User) -> dict[str, Canonical]:
    """Return what the ledger keeps of what `actor` did about `message`, whose status was `before`."""
    return {
        "by": actor.actor,
        "handler": message.handler,
        "object": message.object_key,
        "version": message.version,
        "was": before,
        "note": note.strip(),
    }


@dataclass(frozen=True, slots=True)
class Step:
    """What somebody did about a message. `by` is empty once the name was deleted from the ledger."""

    at: datetime
    was_retried: bool
    outcome: str
    by: str
    note: str


def history_of(message: OutboxMessage) -> list[Step]:
    """Return what people did about this very message, oldest first. One query."""
    records = (
        LedgerRecord.objects.filter(
            stream=Stream.DECISIONS,
            subject=message.ledger_subject,
            event__in=["outbox.retried", "outbox.closed"],
        )
        .select_related("personal_data")
        .order_by("sequence")
    )
    return [_step(record) for record in records]


def _step(record: LedgerRecord) -> Step:
    said = json.loads(bytes(record.payload))
    personal = getattr(record, "personal_data", None)
    outcome = said.get("outcome")
    return Step(
        at=record.at,
        was_retried=record.event == "outbox.retried",
        outcome=str(OutboxStatus(outcome).label) if outcome else "",
        by=personal.body.get("by", "") if personal else "",
        note=said["note"],
    )
