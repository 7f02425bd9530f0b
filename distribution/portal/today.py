"""Today: what was laid out for this day, what is due first."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from content.enums import Segment, Slot
from core import clock
from core.clock import business_day
from distribution.domain.slots import Window, by_need
from distribution.portal.access import for_managers
from distribution.portal.page import page
from distribution.queries.cards import Card, cards_of
from distribution.queries.events import prompts_of
from distribution.queries.limits import manager_day
from distribution.queries.reasons import opening_time
from distribution.queries.runs import reminders_due
from distribution.queries.today import LaidOutDay, served_days


@dataclass(frozen=True, slots=True)
class Shelf:
    """One slot with its cards, each edition once, how many of them were taken, and the kinds that it still
    waits for. A slot of yesterday that is still open has its own day.
    """

    slot: Slot
    window: Window
    is_due: bool
    is_of_yesterday: bool
    cards: tuple[Card, ...]
    taken: int
    awaited: tuple[str, ...]


@require_safe
@for_managers
def today(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    day = business_day(at)
    own = manager_day(request.user, at)
    days = {one.day: one for one in served_days(request.user, at)}
    hashes = {item.edition_id: item.edition_sha256 for one in days.values() for item in one.items}
    cards = cards_of(hashes, request.user, own)
    shelves = [
        _shelf(days[window.day], window, cards, at, day) for window in by_need(_windows(days, day, at), at)
    ]
    context = {
        "day": day,
        "shelves": [shelf for shelf in shelves if shelf.cards or shelf.awaited],
        "prompts": prompts_of(request.user, own, at),
        "reminders": reminders_due(request.user, at),
        "resting": [
            (Segment(segment).label, opening_time(reason, day)) for segment, reason in own.resting().items()
        ],
        "places": [
            (Segment(segment).label, left) for segment, left in own.own_places().items() if left is not None
        ],
    }
    return page(request, "portal/today.html", context, at=at)


def _windows(days: dict[date, LaidOutDay], day: date, at: datetime) -> Iterator[Window]:
    for one in days.values():
        yield from (window for window in one.windows.values() if one.day == day or window.is_open(at))


def _shelf(one: LaidOutDay, window: Window, cards: dict[int, Card], at: datetime, day: date) -> Shelf:
    keys = dict.fromkeys(item.edition_id for item in one.items if item.slot == window.slot)
    found = tuple(cards[key] for key in keys if key in cards)
    return Shelf(
        Slot(window.slot),
        window,
        is_due=window.is_open(at),
        is_of_yesterday=one.day != day,
        cards=found,
        taken=sum(any(state.is_taken for state in card.channels) for card in found),
        awaited=tuple(wait.kind for wait in one.awaited if wait.slot == window.slot),
    )
