"""Turn an action's refusal into a page with words, whichever view it came from."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.actions import Conflict, Refused


class RefusalMiddleware:
    """Refused becomes 403, Conflict 409; both say in words what happened and what to do next."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        if isinstance(exception, Refused):
            return render(request, "core/refused.html", {"words": exception.words}, status=403)
        if isinstance(exception, Conflict):
            return render(request, "core/conflict.html", {"words": exception.words}, status=409)
        return None
