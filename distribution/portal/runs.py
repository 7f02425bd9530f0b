"""An activity as a script of the day: what is next, what is sent, what the host does."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from content.kinds import ACTIVITY_KIT
from core import clock
from core.actions import Conflict
from distribution.actions.start_run import start_run
from distribution.domain.schedule import script_of
from distribution.portal.access import for_managers
from distribution.portal.edition import ended, picture_urls
from distribution.portal.page import page
from distribution.queries.editions import visible_edition
from distribution.queries.reasons import ending_words
from distribution.queries.runs import is_taken_for_groups, run_of, runs_of
from review.models import Edition


class StartForm(forms.Form):
    """When it starts, in business time."""

    day = forms.DateField(
        label=_("Day"), widget=forms.DateInput(attrs={"type": "date", "class": "field"}, format="%Y-%m-%d")
    )
    time = forms.TimeField(
        label=_("Start"), widget=forms.TimeInput(attrs={"type": "time", "class": "field"}, format="%H:%M")
    )


@require_safe
@for_managers
def runs(request: HttpRequest) -> HttpResponse:
    """What I run."""
    at = clock.now()
    planned = [(one, ending_words(one.ending) if one.ending else "") for one in runs_of(request.user, at)]
    return page(request, "portal/runs.html", {"runs": planned}, at=at)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def run(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Plan the start, then follow the script. A kit that has ended says so and shows nothing of it."""
    at = clock.now()
    try:
        edition = visible_edition(request.user, public_id, at)
    except Edition.DoesNotExist:
        return ended(request, public_id)
    if edition.kind != ACTIVITY_KIT.code:
        return ended(request, public_id)
    if request.method != "POST":
        return _script(request, edition, None)
    form = StartForm(request.POST)
    if form.is_valid() and _start(request, form, public_id):
        return redirect("run", public_id)
    return _script(request, edition, form, status=400)


def _start(request: HttpRequest, form: StartForm, public_id: UUID) -> bool:
    said = form.cleaned_data
    starts = timezone.make_aware(datetime.combine(said["day"], said["time"]))
    try:
        start_run(public_id, starts, actor=request.user, at=clock.now())
    except Conflict as conflict:
        form.add_error("day", conflict.words)
        return False
    return True


def _script(
    request: HttpRequest, edition: Edition, form: StartForm | None, *, status: int = 200
) -> HttpResponse:
    at = clock.now()
    planned = run_of(request.user, edition)
    local = timezone.localtime(planned.starts_at if planned else at)
    context: dict[str, Any] = {
        "edition": edition,
        "planned": planned,
        "form": form or StartForm(initial={"day": local.date(), "time": local.time() if planned else None}),
    }
    if planned:
        script = script_of(edition.content, planned.starts_at)
        place = script.next_step(at)
        context |= {
            "script": script,
            "next_place": place,
            "next_step": None if place is None else script.steps[place],
            "is_taken": is_taken_for_groups(request.user, edition),
            "pictures": picture_urls(edition),
        }
    return page(request, "portal/run.html", context, at=at, status=status)
