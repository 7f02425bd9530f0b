"""Which days are to be built."""

from datetime import date, datetime, timedelta

from django.conf import settings

from core.clock import business_day
from distribution.models import PackageDay


def next_day_to_build(at: datetime) -> date | None:
    """Return the first day from today on, as far ahead as the setting says, that is not built, is stale, or
    was built so long ago that something may have been missed. One query.
    """
    today = business_day(at)
    days = [today + timedelta(days=number) for number in range(settings.ARMOURY_PACKAGE_DAYS_AHEAD + 1)]
    missed = at - timedelta(minutes=settings.ARMOURY_PACKAGES_REBUILT_MINUTES)
    fresh = PackageDay.objects.filter(day__in=days, is_stale=False, built_at__gt=missed)
    built = set(fresh.values_list("day", flat=True))
    return next((day for day in days if day not in built), None)
