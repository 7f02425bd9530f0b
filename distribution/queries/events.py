"""Customers' events as a manager is shown them: what happened, what may be sent, what hinders it now."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.db.models import BigIntegerField, DateField, DateTimeField, Q, QuerySet
from django.utils.translation import gettext as _

from content.enums import Channel, Segment
from core.prepared import Parameter, Prepared
from distribution.domain.events import CHANNEL, suits
from distribution.domain.gate import Offer
from distribution.enums import EventState
from distribution.models import EventSuggestion, ReceivedEvent
from distribution.queries.cards import Card, cards_of
from distribution.queries.editions import visible_editions
from distribution.queries.limits import ManagerDay
from distribution.queries.reach import Sending, Standing, standing_of
from distribution.queries.reasons import full_words, reason_words
from people.models import User
from people.queries.stand_ins import stood_in_for

MOST_SHOWN = 20
MOST_CARDS = 3
UNKNOWN = Standing(None, is_full=False)
"""Who is not in the manager's table: nothing is known of the customer, so no product is offered."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """An event with the cards of what fits it, best first. `hindrance` says why it has to wait, if it does;
    `manager` for whom it came, where the reader stands in.
    """

    event: ReceivedEvent
    cards: tuple[Card, ...]
    hindrance: str
    manager: User | None


def shown_to(user: User | Parameter, day: date | Parameter) -> QuerySet[ReceivedEvent]:
    """Return the events that name `user`, and on `day` those of whom `user` stands in for. Nobody else's."""
    events: QuerySet[ReceivedEvent] = ReceivedEvent.objects.filter(
        Q(manager=user) | Q(manager__in=stood_in_for(user, day))
    )
    return events.exclude(state=EventState.WITHOUT_FIT)


_OPEN: Final = Prepared(
    lambda user, day, at: (
        shown_to(user, day)
        .filter(state=EventState.OPEN, shown_until__gt=at)
        .select_related("manager")[:MOST_SHOWN]
    ),
    user=BigIntegerField(),
    day=DateField(),
    at=DateTimeField(),
)


def prompts_of(user: User, today: ManagerDay, at: datetime) -> list[Prompt]:
    """Return the open events of `user` with what may be sent now, the newest first.

    Each piece is checked again here: what was recalled, has ended or no longer suits the customer is gone,
    and the newest edition of a piece stands for the one that was found. An event of which nothing is left is
    not shown. Ten queries at most, one where there is no event; a stand-in's add two for each colleague.
    """
    events: list[ReceivedEvent] = _OPEN.rows(user=user.pk, day=today.day, at=at)
    if not events:
        return []
    current = _current(user, events, at)
    cards = cards_of({key: sha256 for keys in current.values() for key, sha256 in keys.items()}, user, today)
    standings = _standings(events, today)
    prompts = (
        _prompt(
            event,
            [cards[key] for key in current.get(event.pk, {}) if key in cards],
            standings.get((event.manager_id, event.customer), UNKNOWN),
            user,
            today,
        )
        for event in events
    )
    return [prompt for prompt in prompts if prompt.cards]


def _prompt(
    event: ReceivedEvent, cards: Iterable[Card], standing: Standing, user: User, today: ManagerDay
) -> Prompt:
    fitting = [card for card in cards if suits(card.reading.offer, event.segment, standing.tolerance)]
    return Prompt(
        event,
        tuple(fitting[:MOST_CARDS]),
        _hindrance(event, fitting[0].reading.offer, standing, today) if fitting else "",
        event.manager if event.manager_id != user.pk else None,
    )


def _hindrance(event: ReceivedEvent, offer: Offer, standing: Standing, today: ManagerDay) -> str:
    """Return why nothing may be sent to this customer now, and when it may."""
    if standing.is_full:
        return _("This customer has had what the limit allows. Send it on another day.")
    reason = today.segment_reason(offer, CHANNEL, event.segment)
    if reason is not None:
        return reason_words(reason, today.day)
    if today.places_left(event.segment, CHANNEL) == 0:
        tightest = today.tightest(event.segment, CHANNEL)
        if tightest is not None:
            return full_words(tightest[0], Segment(event.segment), tightest[1], today.day)
    return ""


def _current(user: User, events: Collection[ReceivedEvent], at: datetime) -> Mapping[int, dict[int, str]]:
    """Return by event the editions that `user` may use now of what was found, with hashes, in order."""
    rows = EventSuggestion.objects.filter(received__in=[event.pk for event in events])
    pieces = list(rows.order_by("position").values_list("received", "edition__component"))
    editions = (
        visible_editions(user, at)
        .filter(component__in={component for _event, component in pieces})
        .order_by("issued_at", "pk")
    )
    newest = {
        component: (key, sha256)
        for key, sha256, component in editions.values_list("pk", "edition_sha256", "component")
    }
    found: dict[int, dict[int, str]] = {}
    for event, component in pieces:
        if component in newest:
            key, sha256 = newest[component]
            found.setdefault(event, {})[key] = sha256
    return found


def _standings(events: Collection[ReceivedEvent], today: ManagerDay) -> Mapping[tuple[int, str], Standing]:
    """Return how the customers stand in the table of the manager whose they are."""
    by_manager: dict[User, set[str]] = {}
    for event in events:
        by_manager.setdefault(event.manager, set()).add(event.customer)
    nothing = Offer(frozenset({Channel.ONE_TO_ONE}), frozenset(), None)
    return {
        (manager.pk, customer): standing
        for manager, customers in by_manager.items()
        for customer, standing in standing_of(
            Sending(manager, CHANNEL, nothing, today.rules, today.day), customers
        ).items()
    }
