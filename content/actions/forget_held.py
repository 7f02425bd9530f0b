"""Forget held: pictures whose form was never finished are erased."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from content.models import StoryPicture
from core.actions.erase_blobs import erase_blobs
from core.erasures import ErasureReason

BATCH = 200


def forget_held(at: datetime) -> int:
    """Erase up to `BATCH` pictures that were held for longer than the setting says; return how many."""
    before = at - timedelta(hours=settings.ARMOURY_HELD_PICTURE_HOURS)
    with transaction.atomic():
        late = list(
            StoryPicture.objects.select_for_update(of=("self",))
            .filter(story=None, erased_at=None, held_at__lt=before)
            .order_by("pk")[:BATCH]
        )
        StoryPicture.objects.filter(pk__in=[one.pk for one in late]).update(erased_at=at)
        erase_blobs({one.sha256 for one in late}, ErasureReason.NOT_USED, about="held pictures", at=at)
    return len(late)
