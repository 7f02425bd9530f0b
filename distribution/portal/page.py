"""What every page of the portal shares."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.clock import business_day
from distribution.queries.recalls import pending_recalls
from people.enums import DESK

MINE = frozenset(
    {
        "mine",
        "persona",
        "saved",
        "lessons",
        "runs",
        "run",
        "pulls",
        "taken",
        "influence",
        "voice",
        "new_request",
        "stories",
        "new_story",
    }
)
"""Pages that one comes to from Mine."""


def page(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, at: datetime, status: int = 200
) -> HttpResponse:
    """Render a whole page, with what its bar shows: recalls that wait for an answer, a way to the desk."""
    shared = {
        "at": at,
        "pending_recalls": pending_recalls(request.user, business_day(at)),
        "is_mine": request.resolver_match is not None and request.resolver_match.url_name in MINE,
        "has_desk_role": bool(request.user.roles & DESK),
    }
    return render(request, template, {**shared, **context}, status=status)


def problem(request: HttpRequest, words: str, *, status: int) -> HttpResponse:
    """Say in words why something was not done: a line for HTMX, otherwise a page with a way back."""
    return render(request, "core/words.html", {"words": words}, status=status)
