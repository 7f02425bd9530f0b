"""Ask for reading: a picture that nobody has read yet waits for the work loop."""

from collections.abc import Collection
from datetime import datetime

from review.domain.pictures.reading import READER
from review.models import MaskProposal, PictureReading, WaitingPicture


def ask_for_reading(digests: Collection[str], at: datetime) -> None:
    """Let each picture wait that today's reader has not read. Repeating it is harmless.

    Needs no permission: whoever may bring a picture in, or use one, has it read.
    """
    known = PictureReading.objects.filter(sha256__in=digests, reader=READER, erased_at=None)
    _wait(set(digests) - set(known.values_list("sha256", flat=True)), at)


def ask_for_proposal(digests: Collection[str], at: datetime) -> None:
    """Let each picture wait for which nothing was proposed to be masked. Repeating it is harmless."""
    known = MaskProposal.objects.filter(sha256__in=digests, reader=READER)
    _wait(set(digests) - set(known.values_list("sha256", flat=True)), at)


def _wait(digests: Collection[str], at: datetime) -> None:
    if digests:
        WaitingPicture.objects.bulk_create(
            (WaitingPicture(sha256=one, reader=READER, asked_at=at, due_at=at) for one in sorted(digests)),
            ignore_conflicts=True,
        )
