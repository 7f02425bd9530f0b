"""Type transcript: an author writes down the words of a picture that could not be read."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.domain.canonical import sha256 as sha256_of
from core.models import Stream
from people.models import User
from review.actions.read_again import own_picture
from review.models import PictureTranscript


@action("type_transcript")
def type_transcript(
    component_id: UUID, sha256: str, text: str, *, actor: User, at: datetime
) -> PictureTranscript:
    """Keep what `actor` typed for the picture of this draft; officers see that it was typed.

    Raises Component.DoesNotExist, Refused unless `actor` edits the piece, Conflict if the piece is not open
    for writing, or the picture is not among its pictures or was read meanwhile.
    """
    component, state = own_picture(component_id, sha256, actor)
    if not state.may_be_typed:
        raise Conflict(_("This picture is read by the system. There is nothing to type."))
    made: PictureTranscript = PictureTranscript.objects.create(
        component_public_id=component.public_id, sha256=sha256, text=text, typed_by=actor, typed_at=at
    )
    ledger.append(
        Stream.DECISIONS,
        "picture.typed",
        subject=f"component:{component.public_id}",
        subject_sha256=sha256,
        at=at,
        payload={"typed_by": actor.actor, "text_sha256": sha256_of(text.encode())},
        personal={"typed_by": str(actor)},
    )
    return made
