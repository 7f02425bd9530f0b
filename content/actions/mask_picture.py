"""Mask picture: the masked picture takes the place of the one that somebody could be known by."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from wagtail.models import ReferenceIndex

from content.actions.story_draft import look, note, place, put_into_library
from content.domain.masking import Box
from content.enums import MaskVerdict, RightsBasis
from content.models import LibraryImage, Masking
from content.models.media_files import AcceptedFile
from core.actions import action
from people.models import User


@action("mask_picture")
def mask_picture(
    component_id: UUID,
    sha256: str,
    masked: AcceptedFile,
    boxes: Sequence[Box],
    *,
    actor: User,
    at: datetime,
) -> Masking:
    """Put `masked`, which content.queries.masking rendered, into the library and the draft.

    A picture of the library that stood there by this consent alone is deleted, unless another piece uses it.
    Raises what `look` raises, and ValueError without boxes.
    """
    if not boxes:
        raise ValueError("a picture is masked somewhere")
    looking = look(component_id, sha256, actor)
    image = put_into_library(looking, masked, actor)
    place(looking, image, actor)
    if looking.source.image is not None:
        _forget(looking.source.image)
    return note(looking, MaskVerdict.MASKED, image.content_sha256, boxes, actor, at)


def _forget(image: LibraryImage) -> None:
    is_used = ReferenceIndex.get_references_to(image).exists()
    if image.rights_basis == RightsBasis.CONSENT and not is_used:
        image.delete()
