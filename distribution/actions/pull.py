"""Pull: a manager takes an edition out for one channel and one customer segment."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from content.domain.document import channel_text
from content.enums import Channel, Segment
from core import blobs, ledger
from core.actions import Conflict, action
from core.domain import canonical
from core.models import Stream
from distribution.domain.gate import Lock, channel_lock, segment_lock
from distribution.domain.produced import produced
from distribution.models import Pull, PullCounter
from distribution.queries.editions import offer_of, visible_edition
from people.enums import Role
from people.models import User
from people.queries import authority
from review.models import Edition

LOCK_WORDS = {
    Lock.NOTHING_WRITTEN: gettext_lazy("Nothing was approved for this channel. Choose another channel."),
    Lock.HIGH_RISK_IN_PUBLIC: gettext_lazy(
        "R4 and R5 may only be offered one to one, to customers whom they suit."
    ),
    Lock.OTHER_SEGMENT: gettext_lazy(
        "This was not approved for these customers. Choose a segment that it is for."
    ),
}


class LimitReached(Exception):
    """No place is left for this segment today."""

    def __init__(self, segment: str, limit: int) -> None:
        self.limit = limit
        super().__init__(
            _(
                "You have taken %(limit)d pieces for %(segment)s today, which is the limit. "
                "Tomorrow there are new places."
            )
            % {"limit": limit, "segment": Segment(segment).label}
        )


class Locked(Exception):
    """The gate is shut for this channel or segment; the words say what would do."""

    def __init__(self, lock: Lock) -> None:
        super().__init__(str(LOCK_WORDS[lock]))
        self.lock = lock


@dataclass(frozen=True, slots=True)
class Order:
    """What the manager asks for.

    `request_key` is made with the form, so that the same order twice is one pull.
    """

    edition_id: UUID
    channel: Channel
    segment: Segment
    request_key: UUID
    wording: int = 0


def pull(order: Order, *, actor: User, at: datetime) -> Pull:
    """Take the edition out: reserve a place, keep the produced bytes, return the pull.

    For a repeated order that is the earlier pull. Raises Edition.DoesNotExist for what `actor` may not see at
    `at` (recalled, lapsed, foreign: no difference is told), Refused for other roles, Conflict if the key
    served another order or there is no such wording, Locked by the gate, LimitReached. Counters are exact
    under concurrency (I6); a recall that was committed before holds (I4), because the edition is read again
    under its lock.
    """
    earlier = (
        Pull.objects.filter(manager=actor, request_key=order.request_key).select_related("edition").first()
    )
    if earlier is not None:
        return _same(earlier, order)
    body = _produce(visible_edition(actor, order.edition_id, at), order, actor)
    blobs.put(body)
    return _reserve(order, canonical.sha256(body), actor=actor, at=at)


@action("pull")
def _reserve(order: Order, produced_sha256: str, *, actor: User, at: datetime) -> Pull:
    authority.require_role(actor, {Role.MANAGER}, subject=f"edition:{order.edition_id}")
    Edition.objects.select_for_update(of=("self",), no_key=True).get(public_id=order.edition_id)
    edition = visible_edition(actor, order.edition_id, at)
    day = timezone.localtime(at).date()
    made, created = Pull.objects.get_or_create(
        manager=actor,
        request_key=order.request_key,
        defaults={
            "branch": authority.own_branch(actor, subject=edition.ledger_subject),
            "edition": edition,
            "channel": order.channel,
            "segment": order.segment,
            "wording": order.wording,
            "day": day,
            "produced_sha256": produced_sha256,
            "pulled_at": at,
        },
    )
    if not created:
        return _same(made, order)
    _take_place(actor, order.segment, day)
    ledger.append(
        Stream.PULLS,
        "edition.pulled",
        subject=f"pull:{made.public_id}",
        subject_sha256=produced_sha256,
        at=at,
        payload={"edition": str(order.edition_id), "manager": actor.actor, "channel": order.channel.value},
    )
    return made


def _same(earlier: Pull, order: Order) -> Pull:
    """Return the pull that this key made before. Raises Conflict if it was for something else."""
    asked = (order.edition_id, order.channel, order.segment, order.wording)
    if (earlier.edition.public_id, earlier.channel, earlier.segment, earlier.wording) != asked:
        raise Conflict(
            _("You have taken this for other customers already. Open it again to take it once more.")
        )
    return earlier


def _produce(edition: Edition, order: Order, actor: User) -> bytes:
    offer = offer_of(edition)
    lock = channel_lock(offer, order.channel) or segment_lock(offer, order.segment)
    if lock is not None:
        raise Locked(lock)
    text = channel_text(edition.content, order.channel)
    if text is None:
        raise Locked(Lock.NOTHING_WRITTEN)
    if order.wording >= len(text.wordings):
        raise Conflict(_("There is no such wording. Open the piece again and choose one."))
    return produced(
        edition=str(edition.public_id),
        edition_sha256=edition.edition_sha256,
        channel=order.channel,
        segment=order.segment,
        manager=actor.actor,
        wording=order.wording,
        text=text.wordings[order.wording],
        pictures=text.pictures,
        action=dict(text.action_block) if text.action_block else None,
    )


def _take_place(manager: User, segment: str, day: date) -> None:
    limit = settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY
    counter, _created = PullCounter.objects.get_or_create(manager=manager, segment=segment, day=day)
    taken = PullCounter.objects.filter(pk=counter.pk, used__lt=limit).update(used=F("used") + 1)
    if not taken:
        raise LimitReached(segment, limit)
