"""Retry the dead: have all messages of one handler delivered again that were given up."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from core import ledger, outbox
from core.actions import Conflict, action
from core.models import OutboxMessage, OutboxStatus, Stream
from people.models import User
from people.queries.outbox import require_keeper

BATCH = 500


@action("outbox.retry_dead")
def retry_dead_messages(handler: str, *, actor: User, at: datetime) -> int:
    """Make up to `BATCH` given-up messages of `handler` ready again, oldest first; return how many.

    Those of unknown outcome stay: each is looked into by itself. Raises Refused (role), Conflict if none is
    left.
    """
    subject = f"handler:{handler[:64]}"
    require_keeper(actor, subject=subject)
    dead = OutboxMessage.objects.filter(handler=handler, status=OutboxStatus.DEAD).order_by("pk")
    chosen = list(dead.select_for_update().values_list("pk", flat=True)[:BATCH])
    if not chosen:
        raise Conflict(_("Somebody was quicker: no message of this receiver is given up any more."))
    outbox.retry(chosen)
    transaction.on_commit(outbox.wake)
    ledger.append(
        Stream.DECISIONS,
        "outbox.retried",
        subject=subject,
        at=at,
        payload={"by": actor.actor, "handler": handler, "was": "dead", "messages": list(chosen)},
        personal={"by": str(actor)},
    )
    return len(chosen)
