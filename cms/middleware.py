"""Language, and headers that depend on which part of the house answers."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

ADMIN_PREFIXES = ("/admin/", "/documents/")


class ChosenLanguageMiddleware:
    """Chinese, unless the person chose another language. What a browser prefers by itself is no choice."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


class HeadersMiddleware:
    """The admin gets its own content security policy; no page of portal or admin is kept by browser or proxy.

    Stands inside CSPMiddleware, which writes the header. ASVS 5.0: 3.4.3, 14.3.2.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = request.path_info.startswith(ADMIN_PREFIXES)
        if is_admin:
            response._csp_config = settings.ADMIN_POLICY  # type: ignore[attr-defined]
        if is_admin or response.get("Content-Type", "").startswith("text/html"):
            response["Cache-Control"] = "private, no-store"
        return response
