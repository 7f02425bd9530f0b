"""Pull: a manager takes an edition out for one channel and one customer segment."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID, uuid5

from django.utils.translation import gettext as _

from content.domain.document import channel_text
from content.domain.merge import BRANCH, LINK, MANAGER, fields_in, filled
from content.enums import Channel, Segment
from core import blobs, ledger
from core.actions import Conflict, action
from core.domain import canonical
from core.models import Stream
from distribution.actions.contacts import lock_customers, take_contacts
from distribution.actions.places import Claim, LimitReached, take_places
from distribution.domain.counters import limits_on
from distribution.domain.gate import Lock, Reason
from distribution.domain.produced import produced
from distribution.models import Pull
from distribution.queries.editions import offer_of, visible_edition
from distribution.queries.limits import manager_day
from distribution.queries.reach import Audience, Sending, audiences, reached
from distribution.queries.reasons import reason_words, unreachable_words
from distribution.queries.tracking import tracked_address
from people.enums import Role
from people.models import User
from people.queries import authority
from review.models import Edition

__all__ = ["LimitReached", "Locked", "Order", "Unreachable", "pull"]


class Locked(Exception):
    """The gate is shut for this channel or segment; the words say what would do, and when."""

    def __init__(self, reason: Reason, today: date) -> None:
        super().__init__(reason_words(reason, today))
        self.lock = reason.lock


class Unreachable(Exception):
    """None of the customers may get it; the words say why, and when that changes."""

    def __init__(self, audience: Audience) -> None:
        super().__init__(unreachable_words(audience))
        self.audience = audience


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
    through: str = ""


def pull(order: Order, *, actor: User, at: datetime) -> Pull:
    """Take the edition out: reserve a place, keep the produced bytes, return the pull.

    For a repeated order that is the earlier pull. Raises Edition.DoesNotExist for what `actor` may not see at
    `at` (recalled, lapsed, foreign: no difference is told), Refused for other roles, Conflict if the key
    served another order or there is no such wording, Locked by the gate, LimitReached, Unreachable. Counters
    are exact under concurrency (I6); a recall that was committed before holds (I4), because the edition is
    read again under its lock.
    """
    earlier = (
        Pull.objects.filter(manager=actor, request_key=order.request_key).select_related("edition").first()
    )
    if earlier is not None:
        return _same(earlier, order)
    body = _produce(visible_edition(actor, order.edition_id, at), order, actor, at)
    blobs.put(body)
    return _reserve(order, canonical.sha256(body), actor=actor, at=at)


@action("pull")
def _reserve(order: Order, produced_sha256: str, *, actor: User, at: datetime) -> Pull:
    authority.require_role(actor, {Role.MANAGER}, subject=f"edition:{order.edition_id}")
    Edition.objects.select_for_update(of=("self",), no_key=True).get(public_id=order.edition_id)
    edition = visible_edition(actor, order.edition_id, at)
    own = manager_day(actor, at)
    sending = Sending(actor, order.channel, offer_of(edition), own.rules, own.day)
    lock_customers(actor.pk, order.segment)
    audience = _audience(sending, order)
    made, created = Pull.objects.get_or_create(
        manager=actor,
        request_key=order.request_key,
        defaults={
            "public_id": _pull_id(order, actor),
            "branch": authority.own_branch(actor, subject=edition.ledger_subject),
            "edition": edition,
            "channel": order.channel,
            "segment": order.segment,
            "wording": order.wording,
            "day": own.day,
            "reached": audience.visible if audience else None,
            "produced_sha256": produced_sha256,
            "pulled_at": at,
        },
    )
    if not created:
        return _same(made, order)
    if audience is not None and not audience.visible:
        raise Unreachable(audience)
    take_places(Claim(actor, order.segment, order.channel, own.day), _allowances(sending, audience))
    if audience is not None:
        take_contacts(made, reached(sending, order.segment))
    ledger.append(
        Stream.PULLS,
        "edition.pulled",
        subject=f"pull:{made.public_id}",
        subject_sha256=produced_sha256,
        at=at,
        payload={
            "edition": str(order.edition_id),
            "manager": actor.actor,
            "channel": order.channel.value,
            **({"through": order.through} if order.through else {}),
        },
    )
    return made


def _audience(sending: Sending, order: Order) -> Audience | None:
    """Return who would get it, or None where the manager's table does not say. The customers are locked."""
    return audiences(sending).get(order.segment)


def _allowances(sending: Sending, audience: Audience | None) -> dict[str, int | None]:
    """What customers may get is counted for each of them where they are known, for the segment otherwise."""
    return {
        limit.code: None
        if audience is not None and limit.is_of_customers
        else sending.rules.allowance(limit.code, sending.day)
        for limit in limits_on(sending.channel)
    }


def _same(earlier: Pull, order: Order) -> Pull:
    """Return the pull that this key made before. Raises Conflict if it was for something else."""
    asked = (order.edition_id, order.channel, order.segment, order.wording)
    if (earlier.edition.public_id, earlier.channel, earlier.segment, earlier.wording) != asked:
        raise Conflict(
            _("You have taken this for other customers already. Open it again to take it once more.")
        )
    return earlier


def _produce(edition: Edition, order: Order, actor: User, at: datetime) -> bytes:
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
    used = fields_in(text.wordings[order.wording])
    fields = {name: value for name, value in _values(order, actor).items() if name in used}
    return produced(
        edition=str(edition.public_id),
        edition_sha256=edition.edition_sha256,
        channel=order.channel,
        segment=order.segment,
        manager=actor.actor,
        wording=order.wording,
        text=filled(text.wordings[order.wording], fields),
        pictures=text.pictures,
        action=dict(text.action_block) if text.action_block else None,
        fields=fields,
    )


def _values(order: Order, actor: User) -> dict[str, str]:
    branch = authority.own_branch(actor, subject=f"edition:{order.edition_id}")
    return {
        MANAGER: str(actor),
        BRANCH: branch.short_name,
        LINK: tracked_address(_pull_id(order, actor)),
    }


def _pull_id(order: Order, actor: User) -> UUID:
    """The same order has the same id, so that its link can be known before its row is there."""
    return uuid5(actor.public_id, str(order.request_key))
