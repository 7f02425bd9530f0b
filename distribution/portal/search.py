"""Finding something among all that this manager may use."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.enums import Segment
from content.kinds import kind_choices
from core import clock
from distribution.actions.tell_editors import request_key
from distribution.domain.searches import Search
from distribution.portal.access import for_managers
from distribution.portal.page import page
from distribution.queries.cards import Card, cards_of
from distribution.queries.editions import visible_editions
from distribution.queries.limits import manager_day
from distribution.queries.own_searches import has_told, own_searches
from review.models import Edition
from review.models.edition import EditionQuerySet
from search import index
from search.domain.highlighting import Stretch
from search.domain.private import may_be_personal
from search.queries.found import Found
from search.queries.snippets import snippet

LONGEST_QUERY = 60
SHOWN_INSTEAD = 3


@dataclass(frozen=True, slots=True)
class Hit:
    """A card with the words in which it was found."""

    card: Card
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True)
class Facet:
    """One value to narrow by, as a checkbox."""

    code: str
    label: str
    count: int
    is_chosen: bool


@require_safe
@for_managers
def search(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    asked = asked_for(request.GET)
    query, kinds, segments = asked.query, asked.kinds, asked.segments
    within = visible_editions(request.user, at)
    found = index.find(query, within=within, kinds=kinds, segments=segments, at=at, page=page_number(request))
    hashes = {edition.pk: edition.edition_sha256 for edition in found.editions}
    cards = cards_of(hashes, request.user, manager_day(request.user, at))
    context = {
        "at": at,
        "query": query,
        "asked": asked.asked,
        "found": found,
        "hits": _hits(found, cards),
        "kinds": _facets(kind_choices(), found.facets.kinds, kinds),
        "segments": _facets(Segment.choices, found.facets.segments, segments),
        "unfiltered": _without_filters(asked, found, within, at),
        "newest": _newest(asked, found, within, at),
        "is_lacking": bool(query) and (found.relaxed or not found.total) and not asked.is_narrowed,
    }
    if context["is_lacking"]:
        context["is_private"] = may_be_personal(query)
        context["has_told"] = has_told(request_key(query, request.user), request.user)
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "portal/_results.html", context)
    context["own"] = own_searches(request.user)
    return page(request, "portal/search.html", context, at=at)


def asked_for(given: QueryDict) -> Search:
    """Return the search with its filters that a form or an address asks for, without what is no filter."""
    return Search(
        given.get("q", "").replace("\x00", "").strip()[:LONGEST_QUERY],
        tuple(code for code, _label in kind_choices() if code in given.getlist("kind")),
        tuple(code for code in Segment.values if code in given.getlist("segment")),
    )


def _without_filters(asked: Search, found: Found, within: EditionQuerySet, at: datetime) -> int:
    """Return how many there would be if nothing were filtered, where the filters leave nothing."""
    if found.total or not asked.is_narrowed:
        return 0
    return index.find(asked.query, within=within, at=at, per_page=1).total


def _newest(asked: Search, found: Found, within: EditionQuerySet, at: datetime) -> Sequence[Edition]:
    """Return a few of the newest pieces, where there is nothing else to show."""
    if found.total or asked.is_narrowed or not asked.query:
        return ()
    return index.find("", within=within, at=at, per_page=SHOWN_INSTEAD).editions


def page_number(request: HttpRequest) -> int:
    """Return the page that was asked for, the first for what is no number."""
    number = request.GET.get("page", "1")
    return int(number) if number.isascii() and number.isdecimal() and len(number) < 6 else 1


def _hits(found: Found, cards: dict[int, Card]) -> list[Hit]:
    return [
        Hit(cards[edition.pk], snippet(edition, found.terms))
        for edition in found.editions
        if edition.pk in cards
    ]


def _facets(choices: list[tuple[str, str]], counts: dict[str, int], chosen: Sequence[str]) -> list[Facet]:
    return [
        Facet(code, label, counts.get(code, 0), code in chosen)
        for code, label in choices
        if counts.get(code) or code in chosen
    ]
