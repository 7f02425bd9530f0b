"""What of one slot goes in one tap, what stays and why, what was taken already."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from django.utils.translation import gettext as _

from content.domain.document import ChannelText, channel_text
from content.domain.merge import filled
from content.enums import Channel, PersonaType, Segment
from distribution.domain.counters import LIMITS, OWN_LIMIT, Limit
from distribution.domain.gate import Offer
from distribution.domain.rotation import proposed_wording
from distribution.enums import COUNTED
from distribution.models import Pull
from distribution.queries.editions import offer_of, visible_by_key
from distribution.queries.limits import ManagerDay, manager_day
from distribution.queries.own_fields import own_fields
from distribution.queries.persona import persona_of
from distribution.queries.pulls import HandedOut, hand_outs
from distribution.queries.reach import Audience, Sending, audiences
from distribution.queries.reasons import audience_words, full_words, reason_words, unreachable_words
from distribution.queries.today import LaidOut
from people.models import User
from review.models import Edition


@dataclass(frozen=True, slots=True)
class Choice:
    """For whom, and in which form it is sent."""

    channel: Channel
    segment: Segment


@dataclass(frozen=True, slots=True)
class Going:
    """A piece that is free: its text as it will be sent, the number of that wording, who will see it.

    `suits_persona` is the manager's persona if the wording is meant for it.
    """

    edition: Edition
    text: str
    wording: int
    picture_count: int
    reach: str
    suits_persona: str


@dataclass(frozen=True, slots=True)
class Staying:
    """A piece that is locked, and why: what would be allowed, and when."""

    edition: Edition
    words: str


@dataclass(frozen=True, slots=True)
class SlotOrder:
    """One slot for one choice. Each piece stands in one of the three, in the order of the package."""

    choice: Choice
    going: tuple[Going, ...]
    staying: tuple[Staying, ...]
    taken: tuple[HandedOut, ...]


def slot_order(items: Sequence[LaidOut], wish: tuple[str, str], manager: User, at: datetime) -> SlotOrder:
    """Return what can be done with the items of a slot.

    `wish` is a channel and a segment; where it names none of them, those of the manager's last pull count,
    then the first that something was approved for. Nine queries at most, and one for each risk level that is
    offered one to one, and one for the persona where a wording is marked.
    """
    laid = {item.edition_id: item for item in items}
    editions = visible_by_key(manager, laid, at)
    editions = {key: editions[key] for key in laid if key in editions}
    offers = {key: offer_of(edition) for key, edition in editions.items()}
    own = manager_day(manager, at)
    choice = _choice(wish, list(offers.values()), own, _last(manager))
    taken = _taken(editions, choice, manager)
    desk = _Counter(manager, choice, own)
    going: list[Going] = []
    staying: list[Staying] = []
    for key, edition in editions.items():
        if key in taken:
            continue
        words = desk.refusal(offers[key], laid[key])
        if words:
            staying.append(Staying(edition, words))
        else:
            going.append(desk.going(edition, offers[key]))
    handed_out = hand_outs(list(taken.values()), editions, manager, at)
    return SlotOrder(choice, tuple(going), tuple(staying), tuple(handed_out))


class _Counter:
    """Looks at one piece after the other, as the pulls will: each that goes takes a place."""

    def __init__(self, manager: User, choice: Choice, own: ManagerDay) -> None:
        self._manager = manager
        self._choice = choice
        self._own = own
        self._going = 0
        self._known: dict[int | None, Mapping[str, Audience]] = {}

    def refusal(self, offer: Offer, item: LaidOut) -> str:
        """Return why the piece stays, or nothing."""
        channel, segment = self._choice.channel, self._choice.segment
        if item.segments and segment not in item.segments and segment in offer.segments:
            return _(
                "This was laid out for: %(segments)s. Choose them, or open the piece to take it alone."
            ) % {"segments": " · ".join(str(Segment(one).label) for one in item.segments)}
        reason = self._own.channel_reason(offer, channel) or self._own.segment_reason(offer, channel, segment)
        if reason is not None:
            return reason_words(reason, self._own.day)
        audience = self._audience(offer)
        if audience is not None and not audience.visible:
            return unreachable_words(audience, self._own.day)
        return self._full(audience)

    def going(self, edition: Edition, offer: Offer) -> Going:
        """Return the piece as it goes; it has a place from now on."""
        self._going += 1
        text: ChannelText | None = channel_text(edition.content, self._choice.channel)
        wordings, pictures, marks = (
            (text.wordings, text.pictures, text.personas) if text else (("",), (), ((),))
        )
        persona = self._persona if any(marks) else None
        wording = proposed_wording(self._manager.pk, self._own.day, marks, persona)
        return Going(
            edition,
            filled(wordings[wording], own_fields(self._manager)),
            wording,
            len(pictures),
            audience_words(self._audience(offer)),
            str(PersonaType(persona).label) if persona in marks[wording] else "",
        )

    @cached_property
    def _persona(self) -> str | None:
        return persona_of(self._manager)

    def _audience(self, offer: Offer) -> Audience | None:
        sending = Sending(self._manager, self._choice.channel, offer, self._own.rules, self._own.day)
        if sending.least not in self._known:
            self._known[sending.least] = audiences(sending)
        return self._known[sending.least].get(self._choice.segment)

    def _full(self, audience: Audience | None) -> str:
        segment, channel, day = self._choice.segment, self._choice.channel, self._own.day
        left = self._own.places_left(segment, channel) if audience is None else self._own.own_left(segment)
        if left is None or self._going < left:
            return ""
        if left:
            return _(
                "There is room for %(left)d more today, which the pieces above take. "
                "Leave one of them out, or take this one when there are new places."
            ) % {"left": left}
        limit, most = self._limit(audience)
        return full_words(limit, segment, most, day)

    def _limit(self, audience: Audience | None) -> tuple[Limit, int]:
        tightest = self._own.tightest(self._choice.segment, self._choice.channel)
        if audience is None and tightest is not None:
            return tightest
        limit = next(one for one in LIMITS if one.code == OWN_LIMIT)
        return limit, self._own.rules.allowance(OWN_LIMIT, self._own.day) or 0


def _last(manager: User) -> tuple[str, str] | None:
    last: tuple[str, str] | None = (
        Pull.objects.filter(manager=manager).values_list("channel", "segment").first()
    )
    return last


def _choice(
    wish: tuple[str, str], offers: Sequence[Offer], own: ManagerDay, last: tuple[str, str] | None
) -> Choice:
    before = last or ("", "")
    channels = [
        channel
        for channel in Channel.values
        if any(own.channel_reason(offer, channel) is None for offer in offers)
    ]
    segments = [segment for segment in Segment.values if any(segment in offer.segments for offer in offers)]
    return Choice(
        Channel(_first(wish[0], before[0], channels, Channel.values)),
        Segment(_first(wish[1], before[1], segments, Segment.values)),
    )


def _first(wished: str, before: str, fitting: Sequence[str], every: Sequence[str]) -> str:
    if wished in every:
        return wished
    if before in fitting:
        return before
    return next(iter(fitting), every[0])


def _taken(editions: Mapping[int, Edition], choice: Choice, manager: User) -> dict[int, Pull]:
    """Return the newest pull that counts of each edition, in the order of `editions`."""
    pulls = Pull.objects.filter(
        manager=manager,
        edition__in=list(editions),
        channel=choice.channel,
        segment=choice.segment,
        status__in=COUNTED,
    ).order_by("pulled_at", "pk")
    newest = {pull.edition_id: pull for pull in pulls}
    return {key: newest[key] for key in editions if key in newest}
