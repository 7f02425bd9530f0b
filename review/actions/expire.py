"""Expire: record, irreversibly, that an edition has ended by time or was followed by its successor."""

from datetime import datetime

from django.db.models import Q

from core import ledger
from core.actions import action
from core.models import Stream
from review.enums import STANDING, EditionStatus
from review.models import Edition
from review.signals import edition_ended

BATCH = 200


def expire_due(at: datetime) -> int:
    """Record the end of up to `BATCH` editions that are over at `at`, each in a transaction; return how many.

    A suspended one ends like any other. Readers do not wait for this: they look at the dates themselves.
    """
    lapsed = Edition.objects.lapsed(at).values_list("pk", flat=True)[:BATCH]
    followed = Edition.objects.followed(at).values_list("pk", flat=True)[:BATCH]
    return sum(_end(pk, at) for pk in sorted({*lapsed, *followed}))


@action("expire")
def _end(edition_pk: int, at: datetime) -> int:
    """Record one end; 0 if meanwhile it was recorded, or the successor was recalled before it started."""
    over = Q(valid_until__lte=at) | Q(superseded_at__lte=at)
    edition = (
        Edition.objects.select_for_update(of=("self",))
        .filter(over, pk=edition_pk, status__in=STANDING)
        .first()
    )
    if edition is None:
        return 0
    lapsed = edition.valid_until <= at
    edition.status = EditionStatus.EXPIRED if lapsed else EditionStatus.SUPERSEDED
    edition.ended_at = at
    edition.save(update_fields=["status", "ended_at"])
    edition_ended.send(sender=Edition, edition=edition)
    ledger.append(
        Stream.DECISIONS,
        f"edition.{edition.status}",
        subject=edition.ledger_subject,
        subject_sha256=edition.edition_sha256,
        at=at,
        payload={},
    )
    return 1
