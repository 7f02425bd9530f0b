"""How a file leaves the house: saved, or shown as a picture and as nothing else.

ASVS 5.0: 3.2.1 (content only in its context), 5.4.1 and 5.4.2 (names), 14.3.2. Names: RFC 6266 and RFC 8187.
"""

from typing import TypeVar

from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

SHOWN_TYPES = frozenset({"image/jpeg", "image/png", "image/webp"})
POLICY = (
    "default-src 'none'; script-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'; sandbox"
)

Response = TypeVar("Response", bound=HttpResponseBase)


def saved(response: Response, name: str) -> Response:
    """Return `response` as a download called `name`, of no type that a browser would open by itself."""
    response["Content-Type"] = "application/octet-stream"
    return _guarded(response, "attachment", content_disposition_header(True, name))


def shown(response: Response, name: str, mime: str) -> Response:
    """Return `response` as a picture that shows itself. Any `mime` that is no picture's is only saved."""
    if mime not in SHOWN_TYPES:
        return saved(response, name)
    response["Content-Type"] = mime
    return _guarded(response, "inline", content_disposition_header(False, name))


def _guarded(response: Response, fallback: str, disposition: str | None) -> Response:
    response["Content-Disposition"] = disposition or fallback
    response["Content-Security-Policy"] = POLICY
    response["X-Content-Type-Options"] = "nosniff"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
