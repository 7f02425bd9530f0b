"""Record rights: what a member of staff may do, in the ledger, whenever it changes."""

from dataclasses import dataclass
from datetime import datetime

from core import ledger
from core.models import Stream
from people.models import User


@dataclass(frozen=True, slots=True)
class Rights:
    """What decides what a person may do."""

    branch: str | None
    roles: tuple[str, ...]
    is_active: bool


def rights_of(staff: User) -> Rights:
    """Return the rights that `staff` has in the database now."""
    held = User.objects.select_related("branch").get(pk=staff.pk)
    roles = sorted(held.groups.values_list("name", flat=True))
    return Rights(held.branch.code if held.branch else None, tuple(roles), held.is_active)


def record_rights(staff: User, *, before: Rights | None, actor: User, at: datetime) -> None:
    """Append the change from `before` (None: newly made) to what is saved now; nothing if they are equal.

    The caller holds the transaction in which the change was written.
    """
    after = rights_of(staff)
    if before == after:
        return
    ledger.append(
        Stream.DECISIONS,
        "staff.rights",
        subject=staff.actor,
        at=at,
        payload={
            "by": actor.actor,
            "branch": after.branch,
            "roles": list(after.roles),
            "is_active": after.is_active,
            "before": None
            if before is None
            else {"branch": before.branch, "roles": list(before.roles), "is_active": before.is_active},
        },
        personal={"name": str(staff), "by": str(actor)},
    )
