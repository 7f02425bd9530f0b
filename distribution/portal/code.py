"""The QR code of a link that an edition asks customers to follow."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from content.domain import codes
from content.domain.document import channel_text
from core import clock
from core.file_responses import saved, shown
from distribution.portal.access import for_managers
from distribution.queries.editions import visible_edition
from review.models import Edition


@require_safe
@for_managers
def edition_code(request: HttpRequest, public_id: UUID, channel: str) -> HttpResponse:
    """Return the code of the link on `channel` as a picture, for who may use the edition now."""
    try:
        sent = channel_text(visible_edition(request.user, public_id, clock.now()).content, channel)
    except Edition.DoesNotExist as error:
        raise Http404 from error
    if sent is None or sent.action is None or not sent.action.address:
        raise Http404
    response = HttpResponse(codes.png(sent.action.address))
    name = f"code-{public_id}-{channel}.png"
    return saved(response, name) if "save" in request.GET else shown(response, name, "image/png")
