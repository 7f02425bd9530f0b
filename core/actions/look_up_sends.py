"""Look up: ask receiving sides what became of messages whose outcome is unknown."""

import logging
from datetime import datetime

from core import outbox
from core.models import OutboxMessage, OutboxStatus
from core.time_limit import TooLong, at_most

logger = logging.getLogger(__name__)

BATCH = 50
SECONDS_AT_MOST = 5.0


def look_up_sends(at: datetime) -> int:
    """Settle up to `BATCH` unknown messages whose handlers can look them up; return how many were settled.

    Sent: found sent. Certainly not sent: ready again. Where the receiving side cannot say, or the look-up
    fails, the message stays for a person, and is asked for again after the others. The caller holds no
    transaction.
    """
    able = {found.name: found.look_up for found in outbox.handlers() if found.look_up is not None}
    unknown = OutboxMessage.objects.filter(status=OutboxStatus.UNKNOWN, handler__in=able)
    return sum(_settle(message, able[message.handler], at) for message in unknown.order_by("due_at")[:BATCH])


def _settle(message: OutboxMessage, look_up: outbox.LookUp, at: datetime) -> bool:
    was_sent = _asked(message, look_up)
    unknown = OutboxMessage.objects.filter(pk=message.pk, status=OutboxStatus.UNKNOWN)
    if was_sent is None:
        unknown.update(due_at=at)
        return False
    if was_sent:
        return unknown.update(status=OutboxStatus.FOUND_SENT, finished_at=at) == 1
    return unknown.update(status=OutboxStatus.READY, attempts=0, due_at=at) == 1


def _asked(message: OutboxMessage, look_up: outbox.LookUp) -> bool | None:
    try:
        with at_most(SECONDS_AT_MOST):
            return look_up(message.payload)
    except (Exception, TooLong):
        logger.exception("looking up message %s failed", message.pk)
        return None
