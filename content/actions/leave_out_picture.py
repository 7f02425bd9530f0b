"""Leave out picture: one that a manager sent in is not used."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from content.actions.story_draft import look, note
from content.enums import MaskVerdict
from content.models import Masking
from core.actions import Conflict, action
from people.models import User


@action("leave_out_picture")
def leave_out_picture(component_id: UUID, sha256: str, *, actor: User, at: datetime) -> Masking:
    """Note that nobody has to look at the picture. Its bytes go with the others when the story is submitted.

    Raises what `look` raises, and Conflict for a picture that the draft uses.
    """
    looking = look(component_id, sha256, actor)
    if looking.source.image is not None:
        raise Conflict(_("The draft uses this picture: take it out there."))
    return note(looking, MaskVerdict.LEFT_OUT, "", (), actor, at)
