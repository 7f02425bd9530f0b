"""What the verbs of an editor on a content request share."""

from uuid import UUID

from django.utils.translation import gettext as _

from core.actions import Conflict
from distribution.enums import RequestState
from distribution.models import ContentRequest
from people.enums import Role
from people.models import User
from people.queries import authority


def open_request(request_id: UUID, actor: User) -> ContentRequest:
    """Return the request, its row locked, in the caller's transaction.

    Raises ContentRequest.DoesNotExist, Refused unless `actor` is an editor who oversees its branch, Conflict
    if somebody has dealt with it.
    """
    found: ContentRequest = (
        ContentRequest.objects.select_for_update(of=("self",))
        .select_related("branch")
        .get(public_id=request_id)
    )
    subject = f"content_request:{found.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, found.branch, subject=subject)
    if found.state != RequestState.OPEN:
        raise Conflict(_("Somebody has dealt with this request already. Load the list again."))
    return found
