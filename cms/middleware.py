"""Language, and headers that depend on which part of the house answers."""

from collections.abc import Callable

from csp.constants import HEADER, NONE
from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse
from django.utils import translation

from core.file_responses import POLICY as FILE_POLICY
from core.problems import is_api

ADMIN_PREFIXES = ("/admin/", "/documents/")


class ChosenLanguageMiddleware:
    """Chinese, unless the person chose another language. What a browser prefers by itself is no choice;
    what another system says with Accept-Language is.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        language = translation.get_language_from_request(request) if is_api(request) else _chosen(request)
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
        response.headers.setdefault("Content-Language", language)
        return response


def _chosen(request: HttpRequest) -> str:
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
    return chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE


class HeadersMiddleware:
    """What every answer carries, whoever gives it: page, picture, static file, error.

    Stands inside CSPMiddleware, which writes the policy chosen here, and outside everything else. Browsers
    and proxies keep no answer, except static files, which hold no data. ASVS 5.0: 3.4.3 to 3.4.8, 14.3.2.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        is_admin = request.path_info.startswith(ADMIN_PREFIXES)
        response._csp_config = _policy(request, is_admin)  # type: ignore[attr-defined]
        # CSPMiddleware keeps a policy that stands: ours for files, a sandbox, and not one of Wagtail's.
        if response.get(HEADER) != FILE_POLICY:
            response.headers.pop(HEADER, None)
        for name, value in settings.HEADERS_ON_EVERY_ANSWER.items():
            response.headers.setdefault(name, value)
        response["X-Frame-Options"] = "SAMEORIGIN" if is_admin else "DENY"
        if not request.path_info.startswith(settings.STATIC_URL):
            response["Cache-Control"] = "private, no-store"
        return response


def _policy(request: HttpRequest, is_admin: bool) -> dict[str, list[str]]:
    """Return the policy with the places that scripts may come from; nowhere, if the host is not ours."""
    policy, paths = (
        (settings.ADMIN_POLICY, settings.ADMIN_SCRIPT_PATHS)
        if is_admin
        else (settings.PORTAL_POLICY, settings.SCRIPT_PATHS)
    )
    try:
        own = f"{request.scheme}://{request.get_host()}"
    except DisallowedHost:
        return {**policy, "script-src": [NONE]}
    return {**policy, "script-src": [f"{own}/{path}" for path in paths]}
