"""Producing what a pull hands out: the approved words and poster, with the manager's own fields in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from content.domain.document import ChannelText, channel_text
from content.domain.links import CallToAction
from content.domain.merge import BRANCH, LINK, MANAGER, fields_in, filled
from content.domain.poster_drawing import NameCard
from content.domain.wecom_limits import excesses
from content.enums import Channel, Segment
from core.actions import Conflict
from distribution.actions.opening import Before, Line, Opening, line_of
from distribution.domain.gate import Lock, Reason
from distribution.domain.openings import opened
from distribution.domain.produced import produced
from distribution.queries.editions import offer_of
from distribution.queries.limits import manager_day
from distribution.queries.posters import named_poster
from distribution.queries.reasons import reason_words
from distribution.queries.tracking import tracked_address
from people.models import User
from people.queries import authority
from review.models import Edition


class Locked(Exception):
    """The gate is shut for this channel or segment; the words say what would do, and when."""

    def __init__(self, reason: Reason, today: date) -> None:
        super().__init__(reason_words(reason, today))
        self.lock = reason.lock


@dataclass(frozen=True, slots=True)
class Order:
    """What the manager asks for.

    `request_key` is made with the form, so that the same order twice is one pull. `through` is the opaque id
    of the system that asked in the manager's name, for the ledger.
    """

    edition_id: UUID
    channel: Channel
    segment: Segment
    request_key: UUID
    wording: int = 0
    opening: Opening | None = None
    through: str = ""

    def pull_id(self, actor: User) -> UUID:
        """The same order of the same manager has the same id, so that its link is known before its row is
        there.
        """
        return uuid5(actor.public_id, str(self.request_key))


@dataclass(frozen=True, slots=True)
class Produced:
    """The document of what is handed out, and everything that is to be kept with it."""

    body: bytes
    poster: bytes

    @property
    def files(self) -> tuple[bytes, ...]:
        """What goes into the blob store, the document last."""
        return (self.poster, self.body) if self.poster else (self.body,)


def produce(edition: Edition, order: Order, actor: User, at: datetime) -> Produced:
    """Return what `order` hands out of `edition`, which the caller has just found visible to `actor`.

    Not to be called inside a transaction: it may draw. Raises Locked by the gate, Conflict if there is no
    such wording, OpeningRefused and Conflict for the opening line, Refused without a branch.
    """
    offer, today = offer_of(edition), manager_day(actor, at)
    reason = today.channel_reason(offer, order.channel) or today.segment_reason(
        offer, order.channel, order.segment
    )
    if reason is not None:
        raise Locked(reason, today.day)
    text = channel_text(edition.content, order.channel)
    if text is None:
        raise Locked(Reason(Lock.NOTHING_WRITTEN), today.day)
    if order.wording >= len(text.wordings):
        raise Conflict(_("There is no such wording. Open the piece again and choose one."))
    values = _values(order, actor)
    wording = text.wordings[order.wording]
    fields = {name: value for name, value in values.items() if name in fields_in(wording)}
    line = None
    if order.opening is not None:
        before = Before(edition.content, order.channel, order.segment, wording)
        line = line_of(order.opening, before, values, today, actor, at)
    whole = opened(line.text if line else "", filled(wording, fields))
    _require_room(whole, line, order.channel)
    poster = named_poster(edition.content, _card(values, text))
    body = produced(
        edition=str(edition.public_id),
        edition_sha256=edition.edition_sha256,
        channel=order.channel,
        segment=order.segment,
        manager=actor.actor,
        wording=order.wording,
        text=whole,
        pictures=text.pictures,
        action=dict(text.action_block) if text.action_block else None,
        fields={**fields, **(line.fields if line else {})},
        opening=line.entry if line else None,
        poster=poster.entry if poster else None,
    )
    return Produced(body, poster.content if poster else b"")


def _require_room(whole: str, line: Line | None, channel: Channel) -> None:
    if line is not None and excesses(channel, whole, 0):
        raise Conflict(
            _("With the opening line the text is longer than WeCom takes. Choose a shorter one, or none.")
        )


def _values(order: Order, actor: User) -> dict[str, str]:
    branch = authority.own_branch(actor, subject=f"edition:{order.edition_id}")
    return {
        MANAGER: str(actor),
        BRANCH: branch.short_name,
        LINK: tracked_address(order.pull_id(actor)),
    }


def _card(values: Mapping[str, str], text: ChannelText) -> NameCard:
    """The code leads where the tracked link leads; where there is no page to lead to, there is no code."""
    return NameCard(values[MANAGER], values[BRANCH], values[LINK] if _leads_on(text.action) else "")


def _leads_on(action: CallToAction | None) -> bool:
    return action is not None and action.address.startswith("https://")
