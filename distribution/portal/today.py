"""Today: what was laid out for this day, what is due first."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.enums import Segment, Slot
from core import clock
from distribution.domain.slots import due_slot, slots_by_need
from distribution.portal.access import for_managers
from distribution.portal.page import business_day, page
from distribution.queries.cards import Card, cards_of
from distribution.queries.limits import manager_day
from distribution.queries.today import LaidOut, laid_out


@dataclass(frozen=True, slots=True)
class Shelf:
    """One slot with its cards, each edition once."""

    slot: Slot
    is_due: bool
    cards: tuple[Card, ...]


@require_safe
@for_managers
def today(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    day = business_day(at)
    own = manager_day(request.user, at)
    items = laid_out(request.user, day, at)
    cards = cards_of({item.edition_id: item.edition_sha256 for item in items}, request.user, own)
    local = timezone.localtime(at).time()
    due = due_slot(local)
    shelves = [Shelf(Slot(slot), slot == due, _cards_in(slot, items, cards)) for slot in slots_by_need(local)]
    context = {
        "day": day,
        "shelves": [shelf for shelf in shelves if shelf.cards],
        "places": [
            (Segment(segment).label, left) for segment, left in own.own_places().items() if left is not None
        ],
    }
    return page(request, "portal/today.html", context, at=at)


def _cards_in(slot: str, items: list[LaidOut], cards: dict[int, Card]) -> tuple[Card, ...]:
    keys = dict.fromkeys(item.edition_id for item in items if item.slot == slot)
    return tuple(cards[key] for key in keys if key in cards)
