"""Who may come in."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, cast

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseClientRedirect

from people.enums import DESK, Role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponse]


def for_managers(view: View[P]) -> View[P]:
    """Let customer managers in; ask others to log in, or tell them in words where their work is."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        if not request.user.is_authenticated:
            return _to_login(request)
        if Role.MANAGER not in request.user.roles:
            has_desk = bool(request.user.roles & DESK)
            return render(request, "portal/not_a_manager.html", {"has_desk": has_desk}, status=403)
        return view(request, *args, **kwargs)

    return cast("View[P]", guarded)


def _to_login(request: HttpRequest) -> HttpResponse:
    """A partial cannot hold the log-in page, so HTMX is told to go there, and to come back to the page it
    was on.
    """
    if request.htmx:
        target = redirect_to_login(request.htmx.current_url_abs_path or "/")
        return HttpResponseClientRedirect(target.url)
    return redirect_to_login(request.get_full_path() if request.method == "GET" else "/")
