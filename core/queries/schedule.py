"""Whether what recurs is kept up."""

from datetime import datetime, timedelta

from django.db.models import Q

from core import schedule
from core.models import RecurringRun

FAILING_AT_MOST = timedelta(minutes=1)


def is_kept_up(at: datetime) -> bool:
    """Return whether no task of this code hangs, is left alone, or has been failing for a minute.

    A task that the work loop has never run is not known to be in trouble.
    """
    late = Q(expected_by__lt=at) | Q(failing_since__lt=at - FAILING_AT_MOST)
    names = [str(one.task.name) for one in schedule.recurring()]
    return not RecurringRun.objects.filter(late, task__in=names).exists()
