"""Read again: a picture that could not be read waits once more."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from content.enums import ComponentState
from content.models import Component
from content.queries.freezing import chosen_images
from core.actions import Conflict, action
from people.enums import Role
from people.models import User
from people.queries import authority
from review.actions.prepare import latest_draft
from review.domain.pictures.reading import READER
from review.models import WaitingPicture
from review.queries.readings import PictureState, picture_states


@action("read_again")
def read_again(component_id: UUID, sha256: str, *, actor: User, at: datetime) -> None:
    """Let the picture of this draft be tried afresh. Repeating it is harmless.

    Raises Component.DoesNotExist, Refused unless `actor` edits the piece, Conflict if the piece is not open
    for writing or has no such picture.
    """
    own_picture(component_id, sha256, actor)
    WaitingPicture.objects.filter(sha256=sha256, reader=READER).exclude(trouble="").update(
        trouble="", attempts=0, asked_at=at, due_at=at
    )


def own_picture(component_id: UUID, sha256: str, actor: User) -> tuple[Component, PictureState]:
    """Lock the piece and return it with the state of its picture. Raises what `read_again` raises."""
    component = (
        Component.objects.select_for_update(of=("self",)).select_related("branch").get(public_id=component_id)
    )
    subject = f"component:{component.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, component.branch, subject=subject)
    if component.state != ComponentState.DRAFT or component.latest_revision_id is None:
        raise Conflict(_("This piece is in review or closed meanwhile. Nothing was changed."))
    draft = latest_draft(component)
    state = next((one for one in picture_states(draft, chosen_images(draft)) if one.sha256 == sha256), None)
    if state is None:
        raise Conflict(_("This picture is no longer in the piece. Nothing was changed."))
    return component, state
