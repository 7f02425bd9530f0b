"""Which HTTP methods the house knows."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed

from core.problems import is_api, problem

KNOWN = ("GET", "HEAD", "OPTIONS", "PATCH", "POST")
"""PATCH is for Wagtail's dismissible notices alone; its view is the only one that takes it."""


class MethodsMiddleware:
    """Answers 405 to every other method.

    Django's generic views take PUT for POST, and Wagtail's delete views act on DELETE without the page that
    asks "are you sure". Nothing here uses either.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.method in KNOWN:
            return self.get_response(request)
        refusal = problem(405) if is_api(request) else HttpResponseNotAllowed(KNOWN)
        refusal["Allow"] = ", ".join(KNOWN)
        return refusal
