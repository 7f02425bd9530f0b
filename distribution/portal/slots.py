"""One slot of a day, taken in one tap: what goes, what stays and why, what was taken."""

import uuid
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from content.blocks.channels import MOST_VARIANTS
from content.enums import Channel, Segment, Slot
from core import clock
from distribution.actions.pull import Order
from distribution.actions.pull_each import pull_each
from distribution.portal.access import for_managers
from distribution.portal.page import page, problem
from distribution.queries.slot_orders import slot_order
from distribution.queries.today import served_days

MOST_PIECES = 60
"""As many as one tap takes; a package holds fewer."""


class PiecesField(forms.Field):
    """Pieces as their checkboxes send them: "edition:wording:request key"."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: list[str] | None) -> list[tuple[uuid.UUID, int, uuid.UUID]]:
        return [self._piece(one) for one in value or []]

    def _piece(self, text: str) -> tuple[uuid.UUID, int, uuid.UUID]:
        try:
            edition, wording, key = text.split(":")
            return uuid.UUID(edition), range(MOST_VARIANTS + 1).index(int(wording)), uuid.UUID(key)
        except ValueError as error:
            raise ValidationError("no piece") from error

    def validate(self, value: list[Any]) -> None:
        super().validate(value)
        if len(value) > MOST_PIECES:
            raise ValidationError("too many")


class SlotForm(forms.Form):
    """What a manager's tap on a slot sends."""

    channel = forms.ChoiceField(choices=Channel.choices)
    segment = forms.ChoiceField(choices=Segment.choices)
    piece = PiecesField()


@require_safe
@for_managers
def slot(request: HttpRequest, day: date, slot: str) -> HttpResponse:
    """Show the slot for a channel and a segment. Raises Http404 for a day that is not served now."""
    at = clock.now()
    served = next((one for one in served_days(request.user, at) if one.day == day), None)
    if served is None or slot not in served.windows:
        raise Http404
    wish = (request.GET.get("channel", ""), request.GET.get("segment", ""))
    items = [item for item in served.items if item.slot == slot]
    order = slot_order(items, wish, request.user, at)
    context = {
        "day": day,
        "slot": Slot(slot),
        "window": served.windows[slot],
        "order": order,
        "pieces": [(one, uuid.uuid4()) for one in order.going],
        "channels": Channel,
        "segments": Segment,
        "has_gone": "gone" in request.GET,
    }
    return page(request, "portal/slot.html", context, at=at)


@require_POST
@for_managers
def take_slot(request: HttpRequest, day: date, slot: str) -> HttpResponse:
    """Pull each of the pieces that are ticked; the page of the slot then says what was taken and what not."""
    form = SlotForm(request.POST)
    if not form.is_valid():
        return problem(request, _("Tick at least one piece, then tap again."), status=400)
    channel, segment = form.cleaned_data["channel"], form.cleaned_data["segment"]
    orders = [
        Order(edition, Channel(channel), Segment(segment), key, wording)
        for edition, wording, key in form.cleaned_data["piece"]
    ]
    gone = pull_each(orders, actor=request.user, at=clock.now())
    shown = {"channel": channel, "segment": segment, **({"gone": "1"} if gone else {})}
    return redirect(f"{reverse('slot', args=[day, slot])}?{urlencode(shown)}")
