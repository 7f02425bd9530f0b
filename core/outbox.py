"""Announce effects and deliver them. Actions announce; the work loop or a Celery task delivers.

A handler inside the database runs in one transaction with its mark "done": exactly once. A handler that sends
something outside is marked "sending" first and committed; after a crash, or an error that leaves the outcome
open, it becomes "unknown" and is looked into by a person or a reconciling handler, never repeated blindly.
"""

import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from core import clock
from core.models import OutboxMessage, OutboxStatus

logger = logging.getLogger(__name__)

MAX_ATTEMPTS = 8
Payload = Mapping[str, str | int | None]
Run = Callable[[Payload], None]


class Reach(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"


@dataclass(frozen=True, slots=True)
class Handler:
    name: str
    topic: str
    reach: Reach
    run: Run


class NotSent(Exception):
    """Raised by an outside handler that knows that nothing left the house: the message is tried again."""


_handlers: dict[str, Handler] = {}


def handler(topic: str, name: str, reach: Reach = Reach.INSIDE) -> Callable[[Run], Run]:
    """Register the decorated function for `topic`.

    It must bear being called again for the same object and version. An outside handler raises NotSent where
    it is certain that nothing was sent; any other error leaves the message "unknown".
    """

    def decorate(run: Run) -> Run:
        _handlers[name] = Handler(name, topic, reach, run)
        return run

    return decorate


def announce(topic: str, object_key: str, version: int, payload: Payload, at: datetime) -> None:
    """Write one row for each handler of `topic`. The caller holds the transaction of what is announced."""
    rows = [
        OutboxMessage(
            topic=topic,
            handler=found.name,
            object_key=object_key,
            version=version,
            payload=dict(payload),
            announced_at=at,
            due_at=at,
        )
        for found in _handlers.values()
        if found.topic == topic
    ]
    if rows:
        OutboxMessage.objects.bulk_create(rows, ignore_conflicts=True)
        transaction.on_commit(wake)


def wake() -> None:
    """Ask a Celery worker, where there is a broker, to deliver at once.

    The work loop finds the rows by itself.
    """
    if settings.CELERY_BROKER_URL:
        current_app.send_task("core.tasks.deliver_outbox")


def deliver(limit: int = 200) -> int:
    """Deliver up to `limit` messages that are due; return how many were done."""
    done = 0
    for _ in range(limit):
        if not _ready().exists():
            break
        done += _deliver_next()
    return done


def mark_interrupted(before: datetime) -> int:
    """Turn what has been "sending" since before `before` into "unknown"; return how many."""
    return OutboxMessage.objects.filter(status=OutboxStatus.SENDING, due_at__lt=before).update(
        status=OutboxStatus.UNKNOWN
    )


def retry(message_ids: list[int]) -> int:
    """Make given-up or unknown messages ready again, with a fresh count of attempts; return how many."""
    return OutboxMessage.objects.filter(
        pk__in=message_ids, status__in=[OutboxStatus.DEAD, OutboxStatus.UNKNOWN]
    ).update(status=OutboxStatus.READY, attempts=0, due_at=clock.now())


def _deliver_next() -> int:
    """Deliver one message; return 1 if it was done, 0 if it failed and waits, or somebody else has it."""
    with transaction.atomic():
        message = _claim()
        if message is None:
            return 0
        found = _handlers.get(message.handler)
        if found is None:
            _fail(message, "no handler of this name is installed")
            return 0
        if found.reach is Reach.INSIDE:
            return _finish(message, found)
        message.status = OutboxStatus.SENDING
        message.due_at = clock.now()
        message.save(update_fields=["status", "due_at"])
    return _send(message, found)


def _ready() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(status=OutboxStatus.READY, due_at__lte=clock.now())


def _claim() -> OutboxMessage | None:
    ready = _ready().order_by("due_at", "pk")
    if connection.features.has_select_for_update_skip_locked:
        ready = ready.select_for_update(skip_locked=True)
    return ready.first()


def _finish(message: OutboxMessage, found: Handler) -> int:
    try:
        with transaction.atomic():
            found.run(message.payload)
            _done(message)
    except Exception as error:
        logger.exception("outbox handler %s failed", found.name)
        _fail(message, _words(error))
        return 0
    return 1


def _send(message: OutboxMessage, found: Handler) -> int:
    try:
        found.run(message.payload)
    except NotSent as error:
        logger.warning("outbox handler %s sent nothing: %s", found.name, error)
        _fail(message, str(error))
        return 0
    except Exception as error:
        logger.exception("outbox handler %s left its outcome open", found.name)
        message.status = OutboxStatus.UNKNOWN
        message.attempts += 1
        message.error = _words(error)
        message.save(update_fields=["status", "attempts", "error"])
        return 0
    _done(message)
    return 1


def _done(message: OutboxMessage) -> None:
    message.status = OutboxStatus.DONE
    message.finished_at = clock.now()
    message.error = ""
    message.save(update_fields=["status", "finished_at", "error"])


def _fail(message: OutboxMessage, error: str) -> None:
    message.attempts += 1
    message.error = error
    message.status = OutboxStatus.DEAD if message.attempts >= MAX_ATTEMPTS else OutboxStatus.READY
    message.due_at = clock.now() + timedelta(seconds=2**message.attempts)
    message.save(update_fields=["attempts", "error", "status", "due_at"])


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
