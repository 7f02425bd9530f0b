"""Beside the search itself: what is offered while typing, own searches, and a word to the editors."""

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.actions import Conflict
from distribution.actions.forget_searches import forget_searches
from distribution.actions.note_search import note_search
from distribution.actions.save_search import save_search
from distribution.actions.tell_editors import tell_editors
from distribution.domain.searches import Search
from distribution.portal.access import for_managers
from distribution.portal.page import problem
from distribution.portal.search import LONGEST_QUERY, asked_for
from distribution.queries.editions import visible_editions
from distribution.queries.own_searches import own_searches
from search import index
from search.actions.count_missed import NEAREST
from search.queries.suggestions import suggest


@require_safe
@for_managers
def suggestions(request: HttpRequest) -> HttpResponse:
    """Titles that go on as typed, after the manager's own searches that do; without a word those of late."""
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    context = {
        "query": query,
        "own": own_searches(request.user, query),
        "titles": suggest(query, visible_editions(request.user, clock.now())) if query else [],
    }
    return render(request, "portal/_offered.html", context)


@require_POST
@for_managers
def note(request: HttpRequest) -> HttpResponse:
    """The page says that a search has stood for a moment: it was meant, not typed through."""
    at, search = clock.now(), _posted(request)
    if search.query:
        found = index.find(
            search.query,
            within=visible_editions(request.user, at),
            kinds=search.kinds,
            segments=search.segments,
            at=at,
            per_page=NEAREST,
        )
        note_search(search, found, actor=request.user, at=at)
    return HttpResponse(status=204)


@require_POST
@for_managers
def keep(request: HttpRequest) -> HttpResponse:
    """Save the search with its filters."""
    search = _posted(request)
    try:
        if search.query:
            save_search(search, actor=request.user, at=clock.now())
    except Conflict as conflict:
        return problem(request, conflict.words, status=409)
    if request.htmx:
        return render(request, "portal/_kept.html", {"is_kept": True})
    return redirect("search")


@require_POST
@for_managers
def forget(request: HttpRequest) -> HttpResponse:
    """Wipe out one own search, or all that are not saved."""
    forget_searches(request.POST.get("asked", ""), actor=request.user)
    if request.htmx:
        context = {"query": "", "own": own_searches(request.user), "titles": []}
        return render(request, "portal/_offered.html", context)
    return redirect("search")


@require_POST
@for_managers
def tell(request: HttpRequest) -> HttpResponse:
    """Tell the editors what was searched and not found."""
    search = _posted(request)
    try:
        if search.query:
            tell_editors(search.query, actor=request.user, at=clock.now())
    except Conflict as conflict:
        return problem(request, conflict.words, status=409)
    if request.htmx:
        return render(request, "portal/_told.html", {"has_told": True})
    return redirect("voice")


def _posted(request: HttpRequest) -> Search:
    """Return the search that a button or the page itself names, as it stands in the address."""
    return asked_for(QueryDict(request.POST.get("asked", "")))
