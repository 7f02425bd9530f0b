"""Pull: a manager takes an edition out for one channel and one customer segment."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from core import blobs, ledger
from core.actions import Conflict, action
from core.domain import canonical
from core.models import Stream
from distribution.actions.contacts import lock_customers, take_contacts
from distribution.actions.opening import ApprovedOpening, is_same, visible_opening
from distribution.actions.places import Claim, LimitReached, take_places
from distribution.actions.produce import Locked, Order, produce
from distribution.domain.counters import limits_on
from distribution.models import Pull
from distribution.queries.editions import offer_of, visible_edition
from distribution.queries.limits import manager_day
from distribution.queries.openings import OpeningRefused
from distribution.queries.pulls import opening_entry
from distribution.queries.reach import Audience, Sending, audiences, reached
from distribution.queries.reasons import unreachable_words
from people.enums import Role
from people.models import User
from people.queries import authority
from review.models import Edition

__all__ = ["LimitReached", "Locked", "OpeningRefused", "Order", "Unreachable", "pull"]


class Unreachable(Exception):
    """None of the customers may get it; the words say why, and when that changes."""

    def __init__(self, audience: Audience, today: date) -> None:
        super().__init__(unreachable_words(audience, today))
        self.audience = audience


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
    made = produce(visible_edition(actor, order.edition_id, at), order, actor, at)
    for content in made.files:
        blobs.put(content)
    return _reserve(order, canonical.sha256(made.body), actor=actor, at=at)


@action("pull")
def _reserve(order: Order, produced_sha256: str, *, actor: User, at: datetime) -> Pull:
    authority.require_role(actor, {Role.MANAGER}, subject=f"edition:{order.edition_id}")
    edition, opening = _locked(order, actor, at)
    own = manager_day(actor, at)
    sending = Sending(actor, order.channel, offer_of(edition), own.rules, own.day)
    lock_customers(actor.pk, order.segment)
    audience = _audience(sending, order)
    made, created = Pull.objects.get_or_create(
        manager=actor,
        request_key=order.request_key,
        defaults={
            "public_id": order.pull_id(actor),
            "branch": authority.own_branch(actor, subject=edition.ledger_subject),
            "edition": edition,
            "channel": order.channel,
            "segment": order.segment,
            "wording": order.wording,
            "opening_edition": opening,
            "day": own.day,
            "reached": audience.visible if audience else None,
            "produced_sha256": produced_sha256,
            "pulled_at": at,
        },
    )
    if not created:
        return _same(made, order)
    if audience is not None and not audience.visible:
        raise Unreachable(audience, own.day)
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


def _locked(order: Order, actor: User, at: datetime) -> tuple[Edition, Edition | None]:
    """Return the edition and that of an approved opening line, read again under their locks."""
    opening = order.opening if isinstance(order.opening, ApprovedOpening) else None
    wanted = {order.edition_id, opening.edition_id} if opening else {order.edition_id}
    list(
        Edition.objects.select_for_update(of=("self",), no_key=True)
        .filter(public_id__in=wanted)
        .order_by("pk")
        .values_list("pk")
    )
    edition = visible_edition(actor, order.edition_id, at)
    return edition, visible_opening(opening, actor, at) if opening else None


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
    made = (earlier.edition.public_id, earlier.channel, earlier.segment, earlier.wording)
    if made != asked or not is_same(order.opening, opening_entry(earlier)):
        raise Conflict(
            _("You have taken this for other customers already. Open it again to take it once more.")
        )
    return earlier
