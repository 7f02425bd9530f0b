"""One edition, channel by channel, as the customer will see it."""

import uuid
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.domain.document import channel_text, channel_texts, with_text
from content.domain.merge import filled
from content.enums import Channel, PersonaType, Segment
from content.kinds import LESSON, kind_label
from core import clock
from distribution.actions.note_opened import note_opened
from distribution.domain.counters import Period, day_after
from distribution.domain.gate import Offer, Reason
from distribution.domain.pictures import derivatives
from distribution.domain.quiz import without_test
from distribution.domain.rotation import proposed_wording
from distribution.enums import Unusable
from distribution.portal.access import for_managers
from distribution.portal.page import page
from distribution.queries.editions import (
    ending_of,
    offer_of,
    successor_of,
    suspension_reason,
    visible_edition,
)
from distribution.queries.lessons import test_of
from distribution.queries.limits import ManagerDay, manager_day
from distribution.queries.own_fields import own_fields
from distribution.queries.own_pieces import is_saved
from distribution.queries.persona import persona_of
from distribution.queries.reach import Audience, Sending, audiences
from distribution.queries.reasons import audience_words, ending_words, reason_hint, reason_words
from review.enums import EditionStatus
from review.models import Edition


@dataclass(frozen=True, slots=True)
class Tab:
    """One channel, and why it is shut if it is."""

    channel: Channel
    reason: Reason | None
    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One segment that the edition is for, with the places left (None: any number), or why it is shut now.

    `again` is the day of the next places where none are left.
    """

    segment: Segment
    left: int | None
    words: str
    reach: str
    again: date | None = None
    is_chosen: bool = False

    @property
    def is_open(self) -> bool:
        return not self.words and self.left != 0


@require_safe
@for_managers
def edition(request: HttpRequest, public_id: UUID) -> HttpResponse:
    at = clock.now()
    try:
        found = visible_edition(request.user, public_id, at)
    except Edition.DoesNotExist:
        return ended(request, public_id)
    own, offer = manager_day(request.user, at), offer_of(found)
    tabs = _tabs(offer, own)
    wanted = request.GET.get("channel")
    shown = next((tab for tab in tabs if tab.channel == wanted), _first_open(tabs))
    text = channel_text(found.content, shown.channel)
    wordings, marks = (text.wordings, text.personas) if text else (("",), ((),))
    persona = persona_of(request.user) if any(marks) else None
    proposed = proposed_wording(request.user.pk, own.day, marks, persona)
    wording = _wording(request.GET.get("wording"), proposed, len(wordings))
    sending = Sending(request.user, shown.channel, offer, own.rules, own.day)
    choices = _choices(found, sending, own)
    context = {
        "at": at,
        "edition": found,
        "kind": kind_label(found.kind),
        "document": found.content,
        "reading": without_test(found.content),
        "test": test_of(request.user, found) if found.kind == LESSON.code else None,
        "is_for_reading": not channel_texts(found.content),
        "worded": with_text(
            found.content, shown.channel, filled(wordings[wording], own_fields(request.user))
        ),
        "wording": wording,
        "next_wording": (wording + 1) % len(wordings),
        "wording_count": len(wordings),
        "suits_persona": PersonaType(persona).label if persona in marks[wording] else "",
        "picture_urls": picture_urls(found),
        "tabs": tabs,
        "shown": shown,
        "choices": choices,
        "is_full": all(choice.left == 0 for choice in choices),
        "again": min((choice.again for choice in choices if choice.again), default=None),
        "tomorrow": day_after(Period.DAY, own.day),
        "is_shut": not any(choice.is_open for choice in choices),
        "server_time": own.local,
        "is_saved": is_saved(request.user, found),
        "request_key": uuid.uuid4(),
        "unusable": Unusable.choices,
    }
    if request.htmx:
        return render(request, "portal/_channel.html", context)
    if request.method == "GET":
        note_opened(found, actor=request.user, at=at)
    return page(request, "portal/edition.html", context, at=at)


def ended(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Say with 410 how an edition has ended that this manager might have used.

    Raises Http404 for all others.
    """
    at = clock.now()
    try:
        ending = ending_of(request.user, public_id, at)
    except Edition.DoesNotExist as error:
        raise Http404 from error
    successor = successor_of(request.user, public_id, at) if ending == EditionStatus.SUPERSEDED else None
    context = {
        "words": ending_words(ending),
        "is_recalled": ending == EditionStatus.RECALLED,
        "reason": suspension_reason(public_id) if ending == EditionStatus.SUSPENDED else "",
        "successor": successor,
    }
    if request.htmx:
        return render(request, "portal/_gone.html", context, status=410)
    return page(request, "portal/gone.html", context, at=at, status=410)


def picture_urls(found: Edition) -> dict[str, str]:
    """Return where the portal shows each picture of the edition, by the hash of its original."""
    return {
        original: reverse("edition_media", args=[found.public_id, display])
        for original, display in derivatives(found.content, "display").items()
    }


def _tabs(offer: Offer, own: ManagerDay) -> tuple[Tab, ...]:
    reasons = {channel: own.channel_reason(offer, channel) for channel in Channel}
    return tuple(
        Tab(channel, reason, reason_words(reason, own.day) if reason else "")
        for channel, reason in reasons.items()
    )


def _first_open(tabs: tuple[Tab, ...]) -> Tab:
    return next((tab for tab in tabs if tab.reason is None), tabs[0])


def _choices(found: Edition, sending: Sending, own: ManagerDay) -> tuple[Choice, ...]:
    """The only segment that is open is chosen already."""
    choices, known = [], audiences(sending)
    for segment in found.content["audience"]["segments"]:
        reason = own.segment_reason(sending.offer, sending.channel, segment)
        audience = known.get(segment)
        words = reason_hint(reason, own.day) if reason else ""
        if audience is not None and not audience.visible:
            words = words or _("nobody may get it now")
        left = own.places_left(segment, sending.channel) if audience is None else own.own_left(segment)
        again = _again(sending, segment, own, audience) if left == 0 else None
        choices.append(Choice(Segment(segment), left, words, audience_words(audience), again))
    free = [choice for choice in choices if choice.is_open]
    return tuple(replace(choice, is_chosen=free == [choice]) for choice in choices)


def _again(sending: Sending, segment: str, own: ManagerDay, audience: Audience | None) -> date:
    """Where customers are counted one by one, it is the bank's own limit of the day that is full."""
    counted = own.places_again(segment, sending.channel) if audience is None else None
    return counted or day_after(Period.DAY, own.day)


def _wording(asked: str | None, proposed: int, count: int) -> int:
    if asked is None:
        return proposed
    return int(asked) if asked in {str(number) for number in range(count)} else 0
