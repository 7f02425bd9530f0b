"""Problem details: how the API says that something is not so (RFC 9457)."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from django.http import HttpRequest, JsonResponse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

API_PREFIX = "/api/"
CONTENT_TYPE = "application/problem+json"

WORDS: Mapping[int, tuple[str, Promise]] = MappingProxyType(
    {
        400: ("unreadable", _("The request cannot be read. Send JSON in UTF-8.")),
        401: ("no-token", _("There is no valid token. Ask an administrator for one.")),
        403: ("not-allowed", _("This token does not open that. Ask an administrator for the scope.")),
        404: ("not-found", _("There is nothing here that this system may use.")),
        405: ("method", _("This address does not know that method.")),
        409: ("conflict", _("This cannot be done as things stand.")),
        413: ("too-large", _("The request is too large. Send it in parts.")),
        415: ("media-type", _("Send the body as application/json.")),
        422: ("invalid", _("Some of what was sent is not right. See the errors.")),
        429: ("too-many", _("Too many requests. Wait as long as Retry-After says.")),
        500: ("failure", _("Something went wrong here. Try again later.")),
    }
)
"""By status: the code at the end of `type`, and the title."""


def is_api(request: HttpRequest) -> bool:
    """Return whether `request` is another system's, to be answered in JSON."""
    return request.path_info.startswith(API_PREFIX)


def problem(
    status: int, detail: str = "", *, code: str = "", errors: Sequence[Mapping[str, str]] = ()
) -> JsonResponse:
    """Return an answer of `status` in problem details. `code` names the kind more closely than the status."""
    default, title = WORDS.get(status, ("other", _("This was not done.")))
    body: dict[str, object] = {
        "type": f"urn:armoury:problem:{code or default}",
        "title": str(title),
        "status": status,
    }
    if detail:
        body["detail"] = detail
    if errors:
        body["errors"] = [dict(error) for error in errors]
    return JsonResponse(
        body, status=status, content_type=CONTENT_TYPE, json_dumps_params={"ensure_ascii": False}
    )
