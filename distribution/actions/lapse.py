"""Lapse: a reservation that nobody used gives its place back."""

from datetime import datetime, timedelta

from django.conf import settings

from core import ledger
from core.actions import action
from core.models import Stream
from distribution.actions.contacts import give_contacts_back
from distribution.actions.places import Claim, give_places_back
from distribution.enums import PullStatus
from distribution.models import Pull

BATCH = 200


def lapse_due(at: datetime) -> int:
    """Lapse up to `BATCH` reservations that are older than the setting at `at`; return how many."""
    limit = at - timedelta(hours=settings.ARMOURY_PULL_LAPSES_AFTER_HOURS)
    due = Pull.objects.filter(status=PullStatus.RESERVED, pulled_at__lte=limit).values_list("pk", flat=True)[
        :BATCH
    ]
    return sum(_lapse(pk, at) for pk in list(due))


@action("lapse")
def _lapse(pull_pk: int, at: datetime) -> int:
    pull = Pull.objects.select_for_update(of=("self",)).filter(pk=pull_pk, status=PullStatus.RESERVED).first()
    if pull is None:
        return 0
    pull.status = PullStatus.LAPSED
    pull.settled_at = at
    pull.save(update_fields=["status", "settled_at"])
    give_contacts_back(pull)
    give_places_back(Claim(pull.manager, pull.segment, pull.channel, pull.day))
    ledger.append(
        Stream.PULLS,
        "pull.lapsed",
        subject=f"pull:{pull.public_id}",
        subject_sha256=pull.produced_sha256,
        at=at,
        payload={},
    )
    return 1
