"""Announce effects and deliver them. Actions announce; the work loop or a Celery task delivers.

A try is counted and committed before it begins, so that a message that kills its process is given up in the
end, like one that fails. A handler inside the database then runs in one transaction with its mark "done":
exactly once. A handler that sends something outside is marked "sending" before; after a crash, or an error
that leaves the outcome open, it becomes "unknown" and is looked into by a person or by the handler's own
`look_up`, never repeated blindly.
"""

import logging
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from celery import current_app
from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet

from core import clock
from core.models import STUCK, OutboxMessage, OutboxStatus
from core.time_limit import TooLong, at_most

logger = logging.getLogger(__name__)

RESTS = tuple(timedelta(seconds=2**number) for number in range(1, 9))
"""How long a message waits after each try that failed; after the last one it is given up."""
MAX_ATTEMPTS = len(RESTS)
HUNG_RESTS = timedelta(minutes=1)
"""How long the other messages of a handler wait after it hung, so that those of others get their turn."""
ERROR_AT_MOST = 2000

Payload = Mapping[str, str | int | None]
Run = Callable[[Payload], None]
LookUp = Callable[[Payload], bool | None]


class Reach(StrEnum):
    INSIDE = "inside"
    OUTSIDE = "outside"


SECONDS_AT_MOST = {Reach.INSIDE: 10.0, Reach.OUTSIDE: 30.0}
"""A delivery takes no longer. Inside, it holds its rows; on SQLite all other writers wait for it."""


@dataclass(frozen=True, slots=True)
class Handler:
    name: str
    topic: str
    reach: Reach
    run: Run
    look_up: LookUp | None = None
    rests: tuple[timedelta, ...] = RESTS


class NotSent(Exception):
    """Raised by an outside handler to have the message tried again: it knows that nothing left the house, or
    that whom it is sent to takes a repetition for what it is.
    """


_handlers: dict[str, Handler] = {}


def handler(
    topic: str,
    name: str,
    reach: Reach = Reach.INSIDE,
    look_up: LookUp | None = None,
    rests: tuple[timedelta, ...] = RESTS,
) -> Callable[[Run], Run]:
    """Register the decorated function for `topic`.

    It must bear being called again for the same object and version, and in any order: what it writes about an
    object never replaces what a newer version wrote (the payload then carries the version). An outside
    handler raises NotSent where it is certain that nothing was sent; any other error leaves the message
    "unknown". `look_up`, where the receiving side can be asked, returns whether a message of unknown outcome
    was sent, or None if it cannot say. `rests` are the waits after each try that failed: as many tries as
    rests.
    """

    def decorate(run: Run) -> Run:
        _handlers[name] = Handler(name, topic, reach, run, look_up, rests)
        return run

    return decorate


def handlers() -> tuple[Handler, ...]:
    """Return all that were registered."""
    return tuple(_handlers.values())


def announce(
    topic: str,
    object_key: str,
    version: int,
    payload: Payload,
    at: datetime,
    due_at: datetime | None = None,
) -> None:
    """Write one row for each handler of `topic`, to be delivered at once or not before `due_at`.

    The caller holds the transaction of what is announced.
    """
    rows = [
        OutboxMessage(
            topic=topic,
            handler=found.name,
            object_key=object_key,
            version=version,
            payload=dict(payload),
            announced_at=at,
            due_at=due_at or at,
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


def deliver(limit: int = 200, seconds: float = 20.0) -> int:
    """Deliver up to `limit` messages that are due, beginning none after `seconds`; return how many were done.

    The caller holds no transaction.
    """
    began = time.monotonic()
    done = 0
    for _ in range(limit):
        if time.monotonic() - began > seconds or not _ready().exists():
            break
        done += _deliver_next()
    return done


def mark_interrupted(before: datetime) -> int:
    """Turn what has been "sending" since before `before` into "unknown"; return how many."""
    return OutboxMessage.objects.filter(status=OutboxStatus.SENDING, due_at__lt=before).update(
        status=OutboxStatus.UNKNOWN
    )


def retry(message_ids: Iterable[int]) -> int:
    """Make given-up or unknown messages ready again, with a fresh count of attempts; return how many."""
    return OutboxMessage.objects.filter(pk__in=list(message_ids), status__in=STUCK).update(
        status=OutboxStatus.READY, attempts=0, due_at=clock.now()
    )


def put_off(handler_name: str, key_prefix: str, until: datetime) -> int:
    """Let the messages of a handler whose object key begins so wait until `until`; return how many."""
    return OutboxMessage.objects.filter(
        handler=handler_name, object_key__startswith=key_prefix, status=OutboxStatus.READY, due_at__lt=until
    ).update(due_at=until)


def _deliver_next() -> int:
    """Deliver one message; return 1 if it was done, 0 if it failed and waits, or somebody else has it."""
    claimed = _claim()
    if claimed is None:
        return 0
    message, found = claimed
    return _finish(message, found) if found.reach is Reach.INSIDE else _send(message, found)


def _ready() -> QuerySet[OutboxMessage]:
    return OutboxMessage.objects.filter(status=OutboxStatus.READY, due_at__lte=clock.now())


def _claim() -> tuple[OutboxMessage, Handler] | None:
    """Count a try of the message that has been due longest, and commit that."""
    with transaction.atomic():
        ready = _ready().order_by("due_at", "pk")
        if connection.features.has_select_for_update_skip_locked:
            ready = ready.select_for_update(skip_locked=True)
        message = ready.first()
        if message is None:
            return None
        if message.attempts >= len(_rests(message)):
            _fail(message, "the process that delivered it died each time")
            return None
        message.attempts += 1
        found = _handlers.get(message.handler)
        if found is None:
            _fail(message, "no handler of this name is installed")
            return None
        if found.reach is Reach.OUTSIDE:
            message.status, message.due_at = OutboxStatus.SENDING, clock.now()
        else:
            message.due_at = _next_try(message)
        message.save(update_fields=["status", "attempts", "due_at"])
        return message, found


def _finish(message: OutboxMessage, found: Handler) -> int:
    try:
        with transaction.atomic():
            if not _still_claimed(message):
                return 0
            with at_most(SECONDS_AT_MOST[found.reach]):
                found.run(message.payload)
            _done(message)
    except (Exception, TooLong) as error:
        logger.exception("outbox handler %s failed", found.name)
        _fail(message, words_of(error))
        _let_rest(found, error)
        return 0
    return 1


def _still_claimed(message: OutboxMessage) -> bool:
    """Lock the message's row; return whether it is as it was claimed."""
    claimed = OutboxMessage.objects.filter(
        pk=message.pk, status=OutboxStatus.READY, attempts=message.attempts
    )
    return claimed.select_for_update().values_list("pk").first() is not None


def _send(message: OutboxMessage, found: Handler) -> int:
    try:
        with at_most(SECONDS_AT_MOST[found.reach]):
            found.run(message.payload)
    except NotSent as error:
        logger.warning("outbox handler %s sent nothing: %s", found.name, error)
        _fail(message, words_of(error))
        return 0
    except (Exception, TooLong) as error:
        logger.exception("outbox handler %s left its outcome open", found.name)
        message.status = OutboxStatus.UNKNOWN
        message.error = words_of(error)
        message.save(update_fields=["status", "error"])
        _let_rest(found, error)
        return 0
    _done(message)
    return 1


def _done(message: OutboxMessage) -> None:
    message.status = OutboxStatus.DONE
    message.finished_at = clock.now()
    message.error = ""
    message.save(update_fields=["status", "finished_at", "error"])


def _fail(message: OutboxMessage, error: str) -> None:
    message.error = error
    message.status = OutboxStatus.DEAD if message.attempts >= len(_rests(message)) else OutboxStatus.READY
    message.due_at = _next_try(message)
    message.save(update_fields=["attempts", "error", "status", "due_at"])


def _next_try(message: OutboxMessage) -> datetime:
    rests = _rests(message)
    return clock.now() + rests[min(message.attempts, len(rests)) - 1]


def _rests(message: OutboxMessage) -> tuple[timedelta, ...]:
    found = _handlers.get(message.handler)
    return found.rests if found else RESTS


def _let_rest(found: Handler, error: BaseException) -> None:
    """Put off the other messages of a handler that hung."""
    if isinstance(error, TooLong):
        at = clock.now()
        OutboxMessage.objects.filter(
            handler=found.name, status=OutboxStatus.READY, due_at__lt=at + HUNG_RESTS
        ).update(due_at=at + HUNG_RESTS)


def words_of(error: BaseException) -> str:
    """Return the error as text that every database takes: no NUL, no lone surrogates, not endless."""
    words = str(error) if isinstance(error, NotSent) else f"{type(error).__name__}: {error}"
    return words.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()[:ERROR_AT_MOST]
