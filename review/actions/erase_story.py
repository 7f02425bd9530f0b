"""Erase story: once the consent was withdrawn, all files of a customer's story go; their hashes stay."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from content.enums import RightsBasis
from content.models import Component, KeptBlob, LibraryImage, Masking, Story, StoryPicture
from core import blobs
from core.actions.erase_blobs import erase_blobs
from core.erasures import ErasureReason, erasures_of
from review.models import ConsentWithdrawal, PictureReading, WaitingPicture

LOOKED_AFTER = timedelta(days=1)
"""A page that prepared the piece meanwhile may have put files back: they are looked for so long."""
REMOVAL_TAKES = timedelta(minutes=10)


def erase_what_is_left(at: datetime) -> int:
    """Erase what another piece needed at the time of the withdrawal and needs no more, or what came back.

    Return how many withdrawals were looked at. Each has a transaction of its own.
    """
    recent = Q(erased_at=None) | Q(withdrawn_at__gt=at - LOOKED_AFTER)
    withdrawals = list(ConsentWithdrawal.objects.filter(recent).values_list("public_id", flat=True))
    for public_id in withdrawals:
        with transaction.atomic():
            erase_story(public_id, at)
    return len(withdrawals)


def erase_story(withdrawal_id: UUID, at: datetime) -> None:
    """Erase every file of the story: originals, masked pictures of the library with their renditions, blobs.

    The caller holds a transaction; repeating it is harmless. Bytes that another piece in review or in force
    needs as well stay until that piece has ended; `erased_at` is set once none is left. The text stays in the
    frozen document, which nobody is shown any more: it is what was approved (PIPL art. 47, second paragraph).
    """
    withdrawal = (
        ConsentWithdrawal.objects.select_for_update(of=("self",))
        .select_related("component")
        .get(public_id=withdrawal_id)
    )
    component = withdrawal.component
    _remove_library_images(component, at)
    Story.objects.filter(component=component).update(told="")
    StoryPicture.objects.filter(story__component=component, erased_at=None).update(erased_at=at)
    wanted = _to_be_erased(component, at)
    erased = erase_blobs(
        wanted, ErasureReason.CONSENT_WITHDRAWN, about=f"component:{component.public_id}", at=at
    )
    if withdrawal.erased_at is None and erased == wanted:
        withdrawal.erased_at = at
        withdrawal.save(update_fields=["erased_at"])


def _to_be_erased(component: Component, at: datetime) -> set[str]:
    """Return what has no record yet, and what is there in spite of one that is not quite new."""
    pictures = StoryPicture.objects.filter(story__component=component)
    kept = KeptBlob.objects.filter(component=component)
    digests = {*pictures.values_list("sha256", flat=True), *kept.values_list("sha256", flat=True)}
    recorded = erasures_of(digests)
    settled = {digest for digest, since in recorded.items() if since > at - REMOVAL_TAKES}
    return {digest for digest in digests - settled if digest not in recorded or blobs.exists(digest)}


def _remove_library_images(component: Component, at: datetime) -> None:
    """Remove the pictures that stand in the library by this consent alone; other pieces lose them too.

    Files first, rows after: what is killed in between is found again by its row.
    """
    results = Masking.objects.filter(component=component).exclude(result_sha256="")
    images = LibraryImage.objects.filter(
        content_sha256__in=results.values("result_sha256"),
        collection__branch=component.branch_id,
        rights_basis=RightsBasis.CONSENT,
    )
    for image in images.prefetch_related("renditions"):
        for rendition in image.renditions.all():
            rendition.file.storage.delete(rendition.file.name)
        image.file.storage.delete(image.file.name)
        image.delete()
    _forget_readings(results.values_list("result_sha256", flat=True), at)


def _forget_readings(digests: Iterable[str], at: datetime) -> None:
    """Empty what was read in pictures that no library holds any more."""
    wanted = set(digests)
    held = LibraryImage.objects.filter(content_sha256__in=wanted)
    gone = wanted - set(held.values_list("content_sha256", flat=True))
    PictureReading.objects.filter(sha256__in=gone, erased_at=None).update(result=b"", erased_at=at)
    WaitingPicture.objects.filter(sha256__in=gone).delete()
