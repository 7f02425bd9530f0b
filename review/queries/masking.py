"""What was proposed to be masked in a picture."""

from collections.abc import Sequence

from content.domain.masking import Box
from content.enums import MaskOrigin
from core.domain.canonical import sha256
from review.domain.pictures.reading import READER
from review.models import MaskProposal, WaitingPicture


def proposed_boxes(content: bytes) -> Sequence[Box] | None:
    """Return the boxes proposed for the picture, for a person to keep or drop; None while it waits.

    A picture that could not be read, or that nobody asked about, has none: the person draws them.
    """
    digest = sha256(content)
    proposal = MaskProposal.objects.filter(sha256=digest, reader=READER).first()
    if proposal is not None:
        origin = MaskOrigin.PROPOSED.value
        return [Box(x, y, width, height, origin) for x, y, width, height in proposal.areas]
    waits = WaitingPicture.objects.filter(sha256=digest, reader=READER, trouble="").exists()
    return None if waits else []
