"""How many accounts there are, and which of them cannot work as they stand."""

from dataclasses import dataclass

from django.db.models import Count, Q

from people.models import User


@dataclass(frozen=True, slots=True)
class StaffCounts:
    """Accounts that are active, and how many of these have no branch, no role."""

    active: int
    without_branch: int
    without_role: int


def staff_counts() -> StaffCounts:
    """Count the active accounts. One query."""
    active = User.objects.filter(is_active=True).annotate(held=Count("groups"))
    counted = active.aggregate(
        active=Count("pk"),
        without_branch=Count("pk", filter=Q(branch__isnull=True)),
        without_role=Count("pk", filter=Q(held=0)),
    )
    return StaffCounts(**counted)
