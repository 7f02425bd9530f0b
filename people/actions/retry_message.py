"""Retry: have a message delivered again that was given up or whose outcome is unknown."""

from datetime import datetime

from django.db import transaction

from core import ledger, outbox
from core.actions import action
from core.models import OutboxMessage, OutboxStatus, Stream
from people.models import User
from people.queries.outbox import lock_stuck, require_keeper, told_of


class NoteMissing(Exception):
    """What was found on the receiving side must be said, for those who come after."""


@action("outbox.retry")
def retry_message(message_id: int, *, note: str, actor: User, at: datetime) -> OutboxMessage:
    """Make the message ready again, with a fresh count of attempts, and return it.

    Raises Refused (role), Conflict if it does not wait for a person any more, NoteMissing if its outcome is
    unknown and `note` does not say what was found on the receiving side: sending twice cannot be undone (I7).
    """
    require_keeper(actor, subject=f"outbox:{message_id}")
    message = lock_stuck(message_id)
    if message.status == OutboxStatus.UNKNOWN and not note.strip():
        raise NoteMissing
    before = message.status
    message.status, message.attempts, message.due_at = OutboxStatus.READY, 0, at
    message.save(update_fields=["status", "attempts", "due_at"])
    transaction.on_commit(outbox.wake)
    ledger.append(
        Stream.DECISIONS,
        "outbox.retried",
        subject=message.ledger_subject,
        at=at,
        payload=told_of(message, before=before, note=note, actor=actor),
        personal={"by": str(actor)},
    )
    return message
