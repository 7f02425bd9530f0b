"""See notices: a person has read what was announced."""

from datetime import datetime

from core.actions import action
from distribution.models import ProgrammeNotice
from people.models import User


@action("see notices")
def see_notices(*, actor: User, at: datetime) -> int:
    """Mark the actor's own notices as seen at `at`; return how many were not before."""
    return ProgrammeNotice.objects.filter(user=actor, seen_at__isnull=True, announced_at__lte=at).update(
        seen_at=at
    )
