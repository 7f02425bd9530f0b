"""Forget: take messages that were finished long ago out of the outbox, so that it does not grow for ever."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from core.models import FINISHED, OutboxMessage

BATCH = 1000


def forget_finished(at: datetime) -> int:
    """Delete up to `BATCH` messages that were finished ARMOURY_OUTBOX_KEPT_DAYS before `at`; return how many.

    What waits for a person (given up, outcome unknown) stays however old it is. An event whose message is
    gone and that were announced again would be delivered again: the days kept are longer than anything that
    repeats an announcement.
    """
    before = at - timedelta(days=settings.ARMOURY_OUTBOX_KEPT_DAYS)
    old = OutboxMessage.objects.filter(status__in=FINISHED, finished_at__lt=before).order_by("finished_at")
    with transaction.atomic():
        deleted, _by_model = OutboxMessage.objects.filter(
            pk__in=list(old.values_list("pk", flat=True)[:BATCH])
        ).delete()
    return deleted
