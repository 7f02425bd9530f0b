"""Choosing the line before a text: approved ones, and one's own where head office lets managers."""

from uuid import UUID

from django import forms
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from content.blocks.channels import MOST_VARIANTS
from content.domain.document import channel_text
from content.enums import Channel
from core import clock
from distribution.actions.opening import ApprovedOpening, FreeOpening, Opening
from distribution.domain.openings import MOST_CHARACTERS
from distribution.portal.access import for_managers
from distribution.queries.editions import visible_edition
from distribution.queries.openings import (
    OpeningRefused,
    free_lines_allowed,
    offered_lines,
    screened_line,
)
from review.models import Edition

FREE = "free"
"""What the choice of one's own line sends."""

MOST_TYPED = 200
"""Characters that are looked at; more than a line takes, so that what is too long is said in words."""


class OpeningField(forms.CharField):
    """The choice as its radio buttons send it: nothing, "free", or "edition:wording"."""

    def clean(self, value: str | None) -> ApprovedOpening | str | None:
        chosen = super().clean(value)
        if chosen in {"", FREE}:
            return chosen or None
        try:
            edition, wording = chosen.split(":")
            return ApprovedOpening(UUID(edition), range(MOST_VARIANTS + 1).index(int(wording)))
        except ValueError as error:
            raise ValidationError("no line") from error


class OpeningForm(forms.Form):
    """What of a tap is about the opening line."""

    opening = OpeningField(required=False)
    opening_text = forms.CharField(required=False, max_length=MOST_TYPED)

    def chosen(self) -> Opening | None:
        """Return the choice of a valid form."""
        opening = self.cleaned_data["opening"]
        return FreeOpening(self.cleaned_data["opening_text"]) if opening == FREE else opening


class TypedForm(forms.Form):
    """A line that is being typed, and before what."""

    channel = forms.ChoiceField(choices=Channel.choices)
    opening_text = forms.CharField(required=False, max_length=MOST_TYPED)
    wording = forms.IntegerField(min_value=0, max_value=MOST_VARIANTS, required=False)


@require_safe
@for_managers
def openings(request: HttpRequest, public_id: UUID, channel: str) -> HttpResponse:
    """What may stand before the text of an edition on `channel`, to choose from."""
    at = clock.now()
    try:
        found = visible_edition(request.user, public_id, at)
    except Edition.DoesNotExist as error:
        raise Http404 from error
    if channel not in Channel.values:
        raise Http404
    context = {
        "edition": found,
        "channel": channel,
        "lines": offered_lines(request.user, Channel(channel), at),
        "may_type": free_lines_allowed(request.user, at),
        "most": MOST_CHARACTERS,
    }
    return render(request, "portal/_openings.html", context)


@require_POST
@for_managers
def check_opening(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say while it is typed whether a line may be sent. The pull asks again."""
    at = clock.now()
    try:
        content = visible_edition(request.user, public_id, at).content
    except Edition.DoesNotExist as error:
        raise Http404 from error
    form = TypedForm(request.POST)
    text = channel_text(content, request.POST.get("channel", ""))
    if text is None or not form.is_valid() or not free_lines_allowed(request.user, at):
        return render(request, "portal/_opening_said.html", {"words": _("This line cannot be checked.")})
    wording = min(form.cleaned_data["wording"] or 0, len(text.wordings) - 1)
    try:
        screened_line(form.cleaned_data["opening_text"], content, text.channel, text.wordings[wording])
    except OpeningRefused as refusal:
        return render(request, "portal/_opening_said.html", {"words": str(refusal)})
    return render(request, "portal/_opening_said.html", {"words": ""})
