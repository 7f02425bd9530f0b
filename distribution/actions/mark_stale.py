"""Mark stale: the packages of days that were built are to be built anew."""

from datetime import timedelta

from django.db.models import Max, Min

from core.clock import business_day
from distribution.models import PackageDay
from review.models import Edition

SLOT_REACHES = timedelta(days=1)
"""The evening of a day may last into the next one."""


def mark_stale() -> None:
    """Have the work loop build anew what it has built. Repeating it changes nothing.

    The caller holds the transaction of what has changed.
    """
    PackageDay.objects.filter(is_stale=False).update(is_stale=True)


def mark_stale_for(edition: Edition) -> None:
    """Have the work loop build anew the days that `edition`, or one of the same piece, can be part of.

    What stood there before may have been laid out on a later day for it; that is caught up within
    ARMOURY_PACKAGES_REBUILT_MINUTES. Repeating it changes nothing. The caller holds the transaction.
    """
    of_the_piece = Edition.objects.filter(component=edition.component_id)
    span = of_the_piece.aggregate(begins=Min("valid_from"), ends=Max("valid_until"))
    first = business_day(span["begins"] - SLOT_REACHES)
    last = business_day(span["ends"])
    PackageDay.objects.filter(is_stale=False, day__range=(first, last)).update(is_stale=True)
