"""Is everything there that this process needs to serve?"""

import uuid
from collections.abc import Callable, Mapping
from datetime import timedelta
from functools import cache

from django.db import DatabaseError, connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Min, OuterRef, Subquery

from core import clock
from core.backup.places import unfinished
from core.models import LedgerHead, LedgerRecord, OutboxMessage, OutboxStatus
from core.queries import checkpoints
from core.queries.outbox import stuck_counts
from core.queries.schedule import is_kept_up

OUTBOX_AT_MOST = timedelta(seconds=60)


def health() -> Mapping[str, bool]:
    """Return by name what holds. A check that the database cannot answer does not hold."""
    return {name: _holds(check) for name, check in _CHECKS.items()}


def weaknesses() -> Mapping[str, bool]:
    """Return by name what holds of that which does not stop serving, yet wants somebody to look at once.

    A refused checkpoint is one of them: recalls must still reach their readers. So are messages that were
    given up or whose outcome is unknown, and recurring tasks that fail or hang.
    """
    return {
        "checkpoints": _holds(lambda: checkpoints.are_fresh(clock.now())),
        "outbox": _holds(lambda: not stuck_counts()),
        "schedule": _holds(lambda: is_kept_up(clock.system_now())),
    }


def _holds(check: Callable[[], bool]) -> bool:
    try:
        return check()
    except (DatabaseError, OSError):
        return False


def database_writes() -> bool:
    """Commit a transaction that writes a row and takes it away again."""
    at = clock.system_now()
    with transaction.atomic():
        OutboxMessage.objects.create(
            topic="health",
            handler="health",
            object_key=str(uuid.uuid4()),
            version=1,
            status=OutboxStatus.DONE,
            announced_at=at,
            due_at=at,
        ).delete()
    return True


def migrations_applied() -> bool:
    """Return whether the database knows every migration of this code."""
    return _migrations() <= set(MigrationRecorder(connection).applied_migrations())


def outbox_flows() -> bool:
    """Return whether nothing that is due has been waiting for a minute."""
    oldest = OutboxMessage.objects.filter(status=OutboxStatus.READY).aggregate(due=Min("due_at"))["due"]
    return oldest is None or clock.system_now() - oldest < OUTBOX_AT_MOST


def ledger_ends() -> bool:
    """Return whether each chain ends in the record that its head names.

    Read at one moment, between two appends.
    """
    last = LedgerRecord.objects.filter(stream=OuterRef("stream")).order_by("-sequence")
    ends = LedgerHead.objects.annotate(
        last_sequence=Subquery(last.values("sequence")[:1]),
        last_sha256=Subquery(last.values("record_sha256")[:1]),
    )
    return all(
        (head.sequence, head.record_sha256) == (head.last_sequence or 0, head.last_sha256 or "")
        for head in ends
    )


@cache
def _migrations() -> frozenset[tuple[str, str]]:
    """The migrations of the code that runs; a process never sees others."""
    return frozenset(MigrationLoader(None).graph.nodes)


_CHECKS: Mapping[str, Callable[[], bool]] = {
    "database": database_writes,
    "migrations": migrations_applied,
    "outbox": outbox_flows,
    "ledger": ledger_ends,
    "restored": lambda: not unfinished().exists(),
}
