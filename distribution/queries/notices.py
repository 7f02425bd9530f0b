"""What a person was told about the programme's days."""

from datetime import date, timedelta

from django.db.models import QuerySet

from distribution.models import ProgrammeNotice
from people.models import User

KEPT_SHOWN = timedelta(days=7)


def notices_of(user: User, today: date) -> QuerySet[ProgrammeNotice]:
    """Return what `user` was told of the days from a week ago on, as long as it belongs to that branch."""
    notices: QuerySet[ProgrammeNotice] = ProgrammeNotice.objects.filter(
        user=user, branch=user.branch, day__gte=today - KEPT_SHOWN
    )
    return notices


def standing_notices(user: User, today: date) -> QuerySet[ProgrammeNotice]:
    """Return those of today and later that are still so."""
    return notices_of(user, today).filter(day__gte=today, is_over=False)
