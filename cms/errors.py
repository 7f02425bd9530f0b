"""Error pages that say in words what to do next: whole pages, a line for HTMX, JSON for the API."""

from collections.abc import Iterator

from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.problems import is_api, problem

MOST_SHOWN = 200
"""How many typed values an error page shows again."""


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """An outdated form token: nothing was done, and what was typed can be sent once more.

    Only where the browser itself says that the form stood on our own page; what a foreign page posts is not
    offered again. Passwords and files are not kept.
    """
    from_here = request.headers.get("Sec-Fetch-Site") == "same-origin"
    kept = list(_typed(request)) if from_here else []
    return render(request, "csrf_failure.html", {"kept": kept, "again": request.get_full_path()}, status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """What Django itself refuses. A body over the limit is told so, without being read."""
    is_too_large = isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent)
    if is_api(request):
        return problem(413 if is_too_large else 400)
    if is_too_large:
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


def unreadable(request: HttpRequest) -> HttpResponse:
    """A form that cannot be taken as it stands: nothing was done, and what was typed is shown for copying.

    For requests whose form token has been checked already.
    """
    if is_api(request):
        return problem(400)
    kept = [value for _name, value in _typed(request) if len(value) > 1 and value[:1] not in {"{", "["}]
    shown = [_visible(value) for value in kept[:MOST_SHOWN]]
    return render(request, "400.html", {"kept": shown}, status=400)


def permission_denied(request: HttpRequest, exception: Exception) -> HttpResponse:
    return render(request, "403.html", status=403)


def page_not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    return problem(404) if is_api(request) else render(request, "404.html", status=404)


def server_error(request: HttpRequest) -> HttpResponse:
    """Needs no database: context processors that would ask it are lazy, and the page does not use them."""
    return problem(500) if is_api(request) else render(request, "500.html", status=500)


def not_here(request: HttpRequest, rest: str = "") -> HttpResponse:
    """A part of Wagtail's admin that this product does not have. Raises Http404 for everybody."""
    raise Http404


def _typed(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name != "csrfmiddlewaretoken" and "password" not in name:
            yield from ((name, str(value)) for value in values)


def _visible(value: str) -> str:
    """Return `value` with a mark in place of what no page and no database can hold."""
    return value.replace("\0", "\N{REPLACEMENT CHARACTER}").encode(errors="replace").decode()
