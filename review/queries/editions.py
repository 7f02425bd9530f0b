"""Editions as the desk sees them: all of them, whatever their state, with where they stand."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from people.models import User
from review.enums import EditionStatus
from review.models import Edition
from review.models.edition import EditionQuerySet


class Standing(models.TextChoices):
    """What people call the state of an edition: its stored status, or its phase while it is issued."""

    SCHEDULED = "scheduled", _("Scheduled")
    ACTIVE = "active", _("Active")
    EXPIRING = "expiring", _("Expiring")
    SUSPENDED = "suspended", _("Suspended")
    SUPERSEDED = "superseded", _("Superseded")
    RECALLED = "recalled", _("Recalled")
    EXPIRED = "expired", _("Expired")


def overseen_editions(user: User) -> EditionQuerySet:
    """Return every edition of the user's branch and those below it, newest first, with what a list shows.

    `is_recorded` tells whether the ledger bears it out; readers refuse one that it does not.
    """
    editions: EditionQuerySet = (
        Edition.objects.overseen_by(user)
        .select_related("branch")
        .defer("certificate")
        .with_record()
        .order_by("-issued_at", "-pk")
    )
    return editions


def standing_of(edition: Edition, at: datetime) -> Standing:
    """Return where `edition` stands at `at`; what has ended counts as ended before the end is recorded."""
    if edition.status != EditionStatus.ISSUED:
        return Standing(edition.status)
    if at >= edition.valid_until:
        return Standing.EXPIRED
    if edition.superseded_at is not None and at >= edition.superseded_at:
        return Standing.SUPERSEDED
    return Standing(edition.phase(at).value)


def with_standing(editions: EditionQuerySet, standing: Standing, at: datetime) -> EditionQuerySet:
    """Return those of `editions` for which `standing_of` says `standing` at `at`."""
    issued = Q(status=EditionStatus.ISSUED)
    ended = issued & Q(valid_until__lte=at)
    followed = issued & ~ended & Q(superseded_at__lte=at)
    standing_now = issued & Q(valid_until__gt=at) & (Q(superseded_at__isnull=True) | Q(superseded_at__gt=at))
    soon = at + timedelta(hours=settings.ARMOURY_EXPIRING_HOURS)
    conditions = {
        Standing.SCHEDULED: standing_now & Q(valid_from__gt=at),
        Standing.ACTIVE: standing_now & Q(valid_from__lte=at, valid_until__gt=soon),
        Standing.EXPIRING: standing_now & Q(valid_from__lte=at, valid_until__lte=soon),
        Standing.SUSPENDED: Q(status=EditionStatus.SUSPENDED),
        Standing.SUPERSEDED: Q(status=EditionStatus.SUPERSEDED) | followed,
        Standing.RECALLED: Q(status=EditionStatus.RECALLED),
        Standing.EXPIRED: Q(status=EditionStatus.EXPIRED) | ended,
    }
    return editions.filter(conditions[standing])
