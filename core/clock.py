"""The only source of time. Everything below receives the moment as an argument."""

from datetime import UTC, date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from core.prepared import Prepared


def system_now() -> datetime:
    """Return the machine's own time, aware, in UTC. Only `now` and the ledger may use it."""
    return datetime.now(UTC)


def now() -> datetime:
    """Return the present moment, aware, in UTC, never earlier than the newest ledger record.

    A machine whose clock was turned back therefore revives nothing that has already lapsed. Costs one query;
    take it once per request or action and hand it on.
    """
    heads: list[datetime] = [newest for (newest,) in _NEWEST.rows()]
    return max([system_now(), *heads])


def _newest() -> "QuerySet[Any, Any]":
    from core.models import LedgerHead

    return LedgerHead.objects.filter(at__isnull=False).order_by().values_list("at")


_NEWEST: Final = Prepared(_newest)
"""The moment of the newest record of each stream."""


def business_day(at: datetime) -> date:
    """Return the day of `at` in business time, whatever time zone the reader's profile asks for."""
    return at.astimezone(ZoneInfo(settings.TIME_ZONE)).date()
