"""Close: say that a stuck message needs no delivery any more."""

from datetime import datetime

from core import ledger
from core.actions import action
from core.models import CLOSED, OutboxMessage, OutboxStatus, Stream
from people.actions.retry_message import NoteMissing
from people.models import User
from people.queries.outbox import lock_stuck, require_keeper, told_of


@action("outbox.close")
def close_message(
    message_id: int, *, outcome: OutboxStatus, note: str, actor: User, at: datetime
) -> OutboxMessage:
    """Close the message with `outcome` (found sent, or not needed) and return it.

    Raises Refused (role), Conflict if it does not wait for a person any more, NoteMissing without a reason,
    ValueError for an outcome that closes nothing.
    """
    if outcome not in CLOSED:
        raise ValueError(outcome)
    require_keeper(actor, subject=f"outbox:{message_id}")
    message = lock_stuck(message_id)
    if not note.strip():
        raise NoteMissing
    before = message.status
    message.status, message.finished_at = outcome, at
    message.save(update_fields=["status", "finished_at"])
    ledger.append(
        Stream.DECISIONS,
        "outbox.closed",
        subject=message.ledger_subject,
        at=at,
        payload={**told_of(message, before=before, note=note, actor=actor), "outcome": outcome.value},
        personal={"by": str(actor)},
    )
    return message
