"""Erase unmasked: once a story is submitted, nobody needs the pictures as the manager sent them in."""

from datetime import datetime
from uuid import UUID

from content.models import StoryPicture
from core.actions.erase_blobs import erase_blobs
from core.erasures import ErasureReason
from review.models import Case


def erase_unmasked(case_id: UUID, at: datetime) -> None:
    """Erase the originals of the story that the case is about, if it is about one.

    The outbox holds the transaction; repeating it is harmless. A picture in which nothing had to be masked
    was submitted as it came: its bytes are the candidate's now, and stay.
    """
    case = Case.objects.select_related("candidate__component").get(public_id=case_id)
    component = case.candidate.component
    originals = StoryPicture.objects.select_for_update(of=("self",)).filter(
        story__component=component, erased_at=None
    )
    digests = set(originals.values_list("sha256", flat=True))
    StoryPicture.objects.filter(story__component=component, erased_at=None).update(erased_at=at)
    erase_blobs(digests, ErasureReason.MASKED, about=f"component:{component.public_id}", at=at)
