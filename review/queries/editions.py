"""Editions as the desk sees them: all of them, whatever their state, with where they stand."""

from datetime import datetime, timedelta
from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from content.models import Component
from people.models import User
from review.enums import OVER, STANDING, EditionStatus
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


IN_USE = frozenset({Standing.SCHEDULED, Standing.ACTIVE, Standing.EXPIRING})
"""Used by managers, or going to be: what can be suspended."""


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


def lock_edition(public_id: UUID) -> Edition:
    """Return the edition with its row and, before it, its component's row locked, as issue does.

    The caller holds a transaction. Raises Edition.DoesNotExist.
    """
    component_id = Edition.objects.values_list("component_id", flat=True).get(public_id=public_id)
    Component.objects.select_for_update(of=("self",)).only("pk").get(pk=component_id)
    edition: Edition = (
        Edition.objects.select_for_update(of=("self",)).select_related("branch").get(public_id=public_id)
    )
    return edition


def standing_of(edition: Edition, at: datetime) -> Standing:
    """Return where `edition` stands at `at`; what has ended counts as ended before the end is recorded."""
    if edition.status in OVER:
        return Standing(edition.status)
    if at >= edition.valid_until:
        return Standing.EXPIRED
    if edition.superseded_at is not None and at >= edition.superseded_at:
        return Standing.SUPERSEDED
    if edition.status == EditionStatus.SUSPENDED:
        return Standing.SUSPENDED
    return Standing(edition.phase(at).value)


def with_standing(editions: EditionQuerySet, standing: Standing, at: datetime) -> EditionQuerySet:
    """Return those of `editions` for which `standing_of` says `standing` at `at`."""
    unrecorded = Q(status__in=STANDING)
    ended = unrecorded & Q(valid_until__lte=at)
    followed = unrecorded & Q(valid_until__gt=at, superseded_at__lte=at)
    not_over = Q(valid_until__gt=at) & (Q(superseded_at__isnull=True) | Q(superseded_at__gt=at))
    standing_now = not_over & Q(status=EditionStatus.ISSUED)
    soon = at + timedelta(hours=settings.ARMOURY_EXPIRING_HOURS)
    conditions = {
        Standing.SCHEDULED: standing_now & Q(valid_from__gt=at),
        Standing.ACTIVE: standing_now & Q(valid_from__lte=at, valid_until__gt=soon),
        Standing.EXPIRING: standing_now & Q(valid_from__lte=at, valid_until__lte=soon),
        Standing.SUSPENDED: not_over & Q(status=EditionStatus.SUSPENDED),
        Standing.SUPERSEDED: Q(status=EditionStatus.SUPERSEDED) | followed,
        Standing.RECALLED: Q(status=EditionStatus.RECALLED),
        Standing.EXPIRED: Q(status=EditionStatus.EXPIRED) | ended,
    }
    return editions.filter(conditions[standing])
