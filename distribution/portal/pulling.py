"""Taking an edition out, and what was taken."""

from datetime import timedelta
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from content.blocks.channels import MOST_VARIANTS
from content.enums import Channel, Segment
from core import clock
from core.clock import business_day
from distribution.actions.declare_sent import declare_sent
from distribution.actions.pull import LimitReached, Locked, OpeningRefused, Order, Unreachable, pull
from distribution.models import Pull
from distribution.portal.access import for_managers
from distribution.portal.edition import ended
from distribution.portal.openings import OpeningForm
from distribution.portal.page import page, problem
from distribution.queries.pulls import hand_out, pull_of, pulls_of
from review.models import Edition

KEPT_DAYS = 30
"""How many days the list of one's own pulls goes back."""


class OrderForm(OpeningForm):
    """What a manager's tap sends."""

    channel = forms.ChoiceField(choices=Channel.choices)
    segment = forms.ChoiceField(choices=Segment.choices)
    request_key = forms.UUIDField()
    wording = forms.IntegerField(min_value=0, max_value=MOST_VARIANTS, required=False)


@require_POST
@for_managers
def take(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Pull. The same `request_key` gives the same pull, so a tap may be repeated."""
    form = OrderForm(request.POST)
    if not form.is_valid():
        return problem(request, _("Choose the customers whom it is for, then tap again."), status=400)
    order = Order(
        edition_id=public_id,
        channel=Channel(form.cleaned_data["channel"]),
        segment=Segment(form.cleaned_data["segment"]),
        request_key=form.cleaned_data["request_key"],
        wording=form.cleaned_data["wording"] or 0,
        opening=form.chosen(),
    )
    try:
        made = pull(order, actor=request.user, at=clock.now())
    except Edition.DoesNotExist:
        return ended(request, public_id)
    except (LimitReached, Locked, OpeningRefused, Unreachable) as refusal:
        return problem(request, str(refusal), status=409)
    if not request.htmx:
        return redirect("taken", made.public_id)
    return _handed_out(request, made, "portal/_taken.html")


@require_safe
@for_managers
def taken(request: HttpRequest, pull_id: UUID) -> HttpResponse:
    """What was taken, to copy it once more."""
    return _handed_out(request, _own(request, pull_id), "portal/taken.html")


@require_POST
@for_managers
def sent(request: HttpRequest, pull_id: UUID) -> HttpResponse:
    """Declare sent."""
    try:
        made = declare_sent(pull_id, actor=request.user, at=clock.now())
    except Pull.DoesNotExist as error:
        raise Http404 from error
    if not request.htmx:
        return redirect("pulls")
    return render(request, "portal/_pull_status.html", {"pull": made})


@require_safe
@for_managers
def pulls(request: HttpRequest) -> HttpResponse:
    """My pulls, by day."""
    at = clock.now()
    since = business_day(at) - timedelta(days=KEPT_DAYS)
    mine = pulls_of(request.user, since, at)
    days = [(day, list(group)) for day, group in groupby(mine, key=lambda one: one.day)]
    context = {"days": days, "today": business_day(at), "kept_days": KEPT_DAYS}
    return page(request, "portal/pulls.html", context, at=at)


def _own(request: HttpRequest, pull_id: UUID) -> Pull:
    try:
        return pull_of(request.user, pull_id)
    except Pull.DoesNotExist as error:
        raise Http404 from error


def _handed_out(request: HttpRequest, made: Pull, template: str) -> HttpResponse:
    at = clock.now()
    try:
        handed_out = hand_out(made, request.user, at)
    except Edition.DoesNotExist:
        return _ended(request, made)
    context: dict[str, Any] = {
        "at": at,
        "handed_out": handed_out,
        "pull": made,
        "edition": handed_out.edition,
    }
    if request.htmx:
        return render(request, template, context)
    return page(request, template, context, at=at)


def _ended(request: HttpRequest, made: Pull) -> HttpResponse:
    """Say how the edition of a pull has ended, or that of the line before its text."""
    try:
        return ended(request, made.edition.public_id)
    except Http404:
        if made.opening_edition is None:
            raise
        return ended(request, made.opening_edition.public_id)
