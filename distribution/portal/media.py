"""Bytes of pictures, each time after asking whether this user may see them now."""

import logging
import mimetypes
from pathlib import PurePosixPath
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag
from django.views.decorators.http import require_safe

from content.domain.file_names import download_name, extension_of
from content.models import LibraryImage
from core import blobs, clock
from core.file_responses import saved, shown
from distribution.models import Pull
from distribution.portal.access import for_managers
from distribution.queries.media import library_file, visible_medium
from distribution.queries.pulls import hand_out, pull_of
from review.models import CandidateMedium, Edition

logger = logging.getLogger(__name__)


@require_safe
@login_required
def edition_media(request: HttpRequest, public_id: UUID, sha256: str) -> HttpResponse:
    """A picture of an edition. Derivatives show themselves; the original is only ever saved."""
    try:
        return picture(request, visible_medium(request.user, public_id, sha256, clock.now()))
    except (CandidateMedium.DoesNotExist, FileNotFoundError, blobs.BlobChanged) as error:
        raise Http404 from error


def picture(request: HttpRequest, medium: CandidateMedium) -> HttpResponse:
    """Return the bytes of a medium that whoever asks may see.

    Raises FileNotFoundError, and BlobChanged, which is logged.
    """
    sha256 = medium.sha256
    try:
        response = HttpResponse(blobs.get(sha256))
    except blobs.BlobChanged:
        logger.exception("blob %s no longer has its hash and is not served", sha256)
        raise
    name = f"{sha256[:12]}{mimetypes.guess_extension(medium.mime) or '.bin'}"
    if medium.derivative and "save" not in request.GET:
        return _unless_known(request, shown(response, name, medium.mime), sha256)
    return _unless_known(request, saved(response, name), sha256)


@require_safe
@for_managers
def pull_poster(request: HttpRequest, pull_id: UUID, sha256: str) -> HttpResponse:
    """The poster of the manager's own pull, as long as its edition may be sent."""
    try:
        handed_out = hand_out(pull_of(request.user, pull_id), request.user, clock.now())
        if handed_out.poster is None or handed_out.poster.sha256 != sha256:
            raise Http404
        response = HttpResponse(blobs.get(sha256))
    except (Pull.DoesNotExist, Edition.DoesNotExist, FileNotFoundError, blobs.BlobChanged) as error:
        raise Http404 from error
    name = f"poster-{sha256[:12]}.png"
    answer = saved(response, name) if "save" in request.GET else shown(response, name, "image/png")
    return _unless_known(request, answer, sha256)


@require_safe
@login_required
def desk_media(request: HttpRequest, path: str) -> FileResponse:
    """A picture of the library under the address that Wagtail gives it, for the desks that may see it.

    A partner's original is only ever saved; its renditions show themselves.
    """
    try:
        image = library_file(request.user, path)
        response = FileResponse(default_storage.open(path))
    except (LibraryImage.DoesNotExist, FileNotFoundError) as error:
        raise Http404 from error
    if image.is_partner_original and path == image.file.name:
        return saved(response, download_name(image.title, extension_of(path)))
    return shown(response, PurePosixPath(path).name, mimetypes.guess_type(path)[0] or "")


def _unless_known(request: HttpRequest, response: HttpResponse, sha256: str) -> HttpResponse:
    """A recall must hold for what was shown before: nothing is kept. The ETag is the content's own hash."""
    etag = quote_etag(sha256)
    response["ETag"] = etag
    answer = get_conditional_response(request, etag=etag, response=response) or response
    answer["Cache-Control"] = "private, no-store"
    return answer
