"""What holds for every request of somebody logged in: limits of the session, second factor, denials."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from core import clock
from people import security_log
from people.enums import DESK
from people.models import User
from people.queries import session_state
from people.queries.second_factor import has_second_factor, needs_second_factor

NEVER_ASKED = frozenset({"live", "ready"})
"""A supervisor's questions. They know no session."""

ALWAYS_OPEN = NEVER_ASKED | {"login", "account_login", "logout", "set_language"}
"""What anybody may reach: log-in, log-out, language."""

SETTING_UP = frozenset(
    {
        "account_reauthenticate",
        "mfa_reauthenticate",
        "mfa_reauthenticate_webauthn",
        "mfa_index",
        "mfa_activate_totp",
        "mfa_add_webauthn",
    }
)
"""What somebody may reach whose role needs a second factor that is not there yet."""

BY_ITSELF = frozenset({"wagtailadmin_editing_sessions"})
"""Addresses that an open page calls by itself. They are no sign of somebody being there."""

SEEN_PARTS = 30
"""That somebody was here is written down after such a part of the idle limit: each minute for a desk role.
For managers seldom, so that thousands who open their page at half past eight are no thousands of writes.
"""

GetResponse = Callable[[HttpRequest], HttpResponse]


class DenialLogMiddleware:
    """A line in the security log for each 403 (OWASP ASVS 5.0, 16.3.2)."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 403:
            security_log.note("denied", request, by=request.user)
        return response


class SessionLimitsMiddleware:
    """Ends a session that was idle for too long, or is too old (OWASP ASVS 5.0, 7.3.1, 7.3.2).

    A session without the two times, such as one made by a test, gets them at its first request.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        if match is None or match.view_name in NEVER_ASKED or not isinstance(request.user, User):
            return None
        at = clock.now()
        started = session_state.started(request.session) or at
        seen = session_state.seen(request.session) or at
        if _is_over(request.user, started, seen, at):
            security_log.note("session.expired", request, by=request.user)
            logout(request)
        elif not BY_ITSELF & set(match.namespaces):
            if session_state.started(request.session) is None:
                session_state.note_start(request.session, at)
            elif at - seen >= _idle_limit(request.user) / SEEN_PARTS:
                session_state.note_seen(request.session, at)
        return None


class SecondFactorMiddleware:
    """Nobody gets in by a password alone who has a second factor, or whose role needs one. Fails closed:
    whatever address is added later is behind it (OWASP ASVS 5.0, 6.3.3, 6.3.4).
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> HttpResponse | None:
        match = request.resolver_match
        name = match.view_name if match is not None else ""
        if name in ALWAYS_OPEN or not isinstance(request.user, User):
            return None
        if has_second_factor(request.user):
            if session_state.proved_second_factor(request.session, request.user):
                return None
            security_log.note("second_factor.missing", request, by=request.user)
            logout(request)
            return _go(request, redirect_to_login(_here(request)).url)
        if needs_second_factor(request.user) and name not in SETTING_UP:
            return _go(request, reverse("mfa_index"))
        return None


def _is_over(user: User, started: datetime, seen: datetime, at: datetime) -> bool:
    longest = timedelta(hours=settings.ARMOURY_SESSION_HOURS)
    return at - seen > _idle_limit(user) or at - started > longest


def _idle_limit(user: User) -> timedelta:
    is_desk = user.is_superuser or bool(user.roles & DESK)
    return timedelta(minutes=settings.ARMOURY_DESK_IDLE_MINUTES if is_desk else settings.ARMOURY_IDLE_MINUTES)


def _here(request: HttpRequest) -> str:
    if request.htmx:  # type: ignore[attr-defined]
        return request.htmx.current_url_abs_path or "/"  # type: ignore[attr-defined]
    return request.get_full_path() if request.method == "GET" else "/"


def _go(request: HttpRequest, address: str) -> HttpResponse:
    """A partial cannot hold a page, so HTMX is told to go there."""
    if request.htmx:  # type: ignore[attr-defined]
        return HttpResponseClientRedirect(address)
    return HttpResponseRedirect(address)
