"""Declare nothing to mask: somebody has looked, and nobody can be known by this picture."""

from datetime import datetime
from uuid import UUID

from content.actions.story_draft import look, note, place, put_into_library
from content.enums import MaskVerdict
from content.models import Masking
from content.models.media_files import AcceptedFile
from core.actions import action
from people.models import User


@action("declare_nothing_to_mask")
def declare_nothing_to_mask(
    component_id: UUID, sha256: str, as_it_is: AcceptedFile, *, actor: User, at: datetime
) -> Masking:
    """Let the picture be submitted as it is; one that a manager sent in comes into library and draft.

    `as_it_is` is what content.queries.masking read. Raises what `look` raises.
    """
    looking = look(component_id, sha256, actor)
    if looking.source.image is None:
        image = put_into_library(looking, as_it_is, actor)
        place(looking, image, actor)
        return note(looking, MaskVerdict.NOTHING, image.content_sha256, (), actor, at)
    return note(looking, MaskVerdict.NOTHING, sha256, (), actor, at)
