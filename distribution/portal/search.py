"""Finding something among all that this manager may use."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from content.enums import Segment
from content.kinds import kind_choices
from core import clock
from distribution.portal.access import for_managers
from distribution.portal.page import page
from distribution.queries.cards import Card, cards_of
from distribution.queries.editions import visible_editions
from distribution.queries.limits import manager_day
from search import index
from search.domain.highlighting import Stretch
from search.queries.found import Found
from search.queries.snippets import snippet
from search.queries.suggestions import suggest

LONGEST_QUERY = 60


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
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    kinds = [code for code, _label in kind_choices() if code in request.GET.getlist("kind")]
    segments = [code for code in Segment.values if code in request.GET.getlist("segment")]
    within = visible_editions(request.user, at)
    found = index.find(query, within=within, kinds=kinds, segments=segments, at=at, page=page_number(request))
    hashes = {edition.pk: edition.edition_sha256 for edition in found.editions}
    cards = cards_of(hashes, request.user, manager_day(request.user, at))
    context = {
        "at": at,
        "query": query,
        "found": found,
        "hits": _hits(found, cards),
        "kinds": _facets(kind_choices(), found.facets.kinds, kinds),
        "segments": _facets(Segment.choices, found.facets.segments, segments),
        "suggestions": suggest(query, within) if query and not found.total else [],
    }
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "portal/_results.html", context)
    return page(request, "portal/search.html", context, at=at)


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


def _facets(choices: list[tuple[str, str]], counts: dict[str, int], chosen: list[str]) -> list[Facet]:
    return [
        Facet(code, label, counts.get(code, 0), code in chosen)
        for code, label in choices
        if counts.get(code) or code in chosen
    ]
