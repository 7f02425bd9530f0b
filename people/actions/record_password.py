"""Record a password: in the ledger, that somebody set another person's. It is a way into their account."""

from datetime import datetime

from core import ledger
from core.models import Stream
from people.models import User


def record_password(staff: User, *, actor: User, at: datetime) -> None:
    """Append that `actor` set the password of `staff`. The caller holds the transaction that saved it."""
    ledger.append(
        Stream.DECISIONS,
        "staff.password",
        subject=staff.actor,
        at=at,
        payload={"by": actor.actor},
        personal={"name": str(staff), "by": str(actor)},
    )
