"""Record a second factor: in the ledger, whenever one is set up or taken away."""

from datetime import datetime

from django.db import transaction

from core import ledger
from core.models import Stream
from people.models import User


def record_second_factor(staff: User, *, kind: str, is_there: bool, at: datetime) -> None:
    """Append that a factor of `kind` of `staff` is there now, or is gone."""
    with transaction.atomic():
        ledger.append(
            Stream.DECISIONS,
            "staff.second_factor",
            subject=staff.actor,
            at=at,
            payload={"kind": kind, "is_there": is_there},
            personal={"name": str(staff)},
        )
