"""Read waiting: read the pictures that wait, one after another, outside of any transaction.

A try is counted and committed before it begins, as in the outbox: a picture that takes its process down each
time is given up in the end, and one whose process was killed is read again when it is due.
"""

import logging
import time
from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import F

from content.models import LibraryImage
from core import clock
from core.domain import canonical
from review.domain.pictures.proposing import proposed_areas
from review.domain.pictures.reading import READER, Reading
from review.enums import ReadingTrouble
from review.models import MaskProposal, PictureReading, WaitingPicture
from review.queries.picture_bytes import bytes_of
from review.queries.reader_process import NotRead, ReaderProcess

logger = logging.getLogger(__name__)

SECONDS_A_PICTURE: Final = 20.0
RESTS: Final = (timedelta(seconds=30), timedelta(seconds=30), timedelta(minutes=2))
"""How long a picture waits after each try that began; after the last one nobody tries any more."""


def read_waiting(reader: ReaderProcess, seconds: float) -> int:
    """Read what is due, beginning nothing after `seconds`; return how many pictures were looked at.

    Hold no transaction.
    """
    began = time.monotonic()
    count = 0
    while time.monotonic() - began < seconds and (waiting := _claimed(clock.now())) is not None:
        _look_at(waiting, reader)
        count += 1
    return count


def _claimed(at: datetime) -> WaitingPicture | None:
    """Count a try of the picture that has waited longest; None if there is none that nobody else took."""
    due = WaitingPicture.objects.filter(trouble="", due_at__lte=at).order_by("due_at", "pk")
    for waiting in due[:5]:
        tried = WaitingPicture.objects.filter(pk=waiting.pk, trouble="", attempts=waiting.attempts)
        if waiting.attempts >= len(RESTS):
            tried.update(trouble=ReadingTrouble.DIED)
        elif tried.update(attempts=F("attempts") + 1, due_at=at + RESTS[waiting.attempts]):
            return waiting
    return None


def _look_at(waiting: WaitingPicture, reader: ReaderProcess) -> None:
    try:
        content = bytes_of(waiting.sha256)
        if content is None:
            WaitingPicture.objects.filter(pk=waiting.pk).delete()
            return
        reading = reader.read(content, SECONDS_A_PICTURE)
    except NotRead as failed:
        logger.warning("picture %s was not read: %s", waiting.sha256, failed.trouble)
        if failed.trouble is not ReadingTrouble.DIED or waiting.attempts + 1 >= len(RESTS):
            WaitingPicture.objects.filter(pk=waiting.pk).update(trouble=failed.trouble)
        return
    _keep(waiting.sha256, reading, clock.now())


@transaction.atomic
def _keep(sha256: str, reading: Reading, at: datetime) -> None:
    """Write what was read, once. Of a picture that stands in no library only the areas to mask are kept."""
    if LibraryImage.objects.filter(content_sha256=sha256).exists():
        body = canonical.encode(reading.to_jsonable())
        PictureReading.objects.get_or_create(
            sha256=sha256,
            reader=READER,
            erased_at=None,
            defaults={"result": body, "result_sha256": canonical.sha256(body), "read_at": at},
        )
    areas = [area.to_jsonable() for area in proposed_areas(reading)]
    MaskProposal.objects.get_or_create(sha256=sha256, reader=READER, defaults={"areas": areas})
    WaitingPicture.objects.filter(sha256=sha256).delete()
