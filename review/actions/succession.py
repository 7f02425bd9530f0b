"""Which edition of a component ends when another starts. For issue and recall, in their transactions."""

from datetime import datetime

from django.db.models import Q

from review.enums import STANDING
from review.models import Edition


def standing_at(component_id: int, start: datetime) -> Edition | None:
    """Return the component's newest edition that has not ended and that nothing follows before `start`."""
    standing: Edition | None = (
        Edition.objects.filter(
            Q(superseded_at__isnull=True) | Q(superseded_at__gt=start),
            component_id=component_id,
            status__in=STANDING,
        )
        .order_by("-issued_at", "-pk")
        .first()
    )
    return standing


def redate_ends(component_id: int, at: datetime) -> None:
    """Let each edition not yet over end when the first of those issued after it starts, if there is any.

    An end that has come by `at` stays: nothing comes back. Suspension moves no end: a suspended edition
    still follows and is followed, because it may be resumed. The caller holds the component's row lock.
    """
    issued = list(
        Edition.objects.filter(component_id=component_id, status__in=STANDING).order_by("issued_at", "pk")
    )
    for position, edition in enumerate(issued):
        if edition.superseded_at is not None and edition.superseded_at <= at:
            continue
        starts = [max(later.valid_from, later.issued_at) for later in issued[position + 1 :]]
        ends_at = min(starts, default=None)
        if ends_at != edition.superseded_at:
            Edition.objects.filter(pk=edition.pk, status__in=STANDING).update(superseded_at=ends_at)
