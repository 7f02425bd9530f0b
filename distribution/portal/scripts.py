"""Scripts and frequent questions, in two taps."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from content.enums import ScriptScene
from content.kinds import FAQ
from core import clock
from distribution.portal.access import for_managers
from distribution.portal.page import page
from distribution.portal.search import LONGEST_QUERY, page_number
from distribution.queries.editions import visible_editions
from distribution.queries.limits import manager_day
from distribution.queries.scripts import TALKING, of_scene, scenes_for, talks
from search import index
from search.domain.understanding import is_question


@dataclass(frozen=True, slots=True)
class Chip:
    """One scene to narrow by, as a link."""

    code: str
    label: str
    is_chosen: bool


@require_safe
@for_managers
def scripts(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    query = request.GET.get("q", "").strip()[:LONGEST_QUERY]
    scenes = scenes_for(request.user, at)
    known = [(scene.value, str(scene.label)) for scene in ScriptScene if scene in scenes.values()]
    known = [("", _("All")), (FAQ.code, _("Questions")), *known]
    chosen = next((code for code, _label in known if code == request.GET.get("scene")), "")
    within = of_scene(visible_editions(request.user, at), chosen, scenes)
    first = (FAQ.code,) if is_question(query) else ()
    found = index.find(query, within=within, kinds=TALKING, first=first, at=at, page=page_number(request))
    context = {
        "at": at,
        "query": query,
        "found": found,
        "scene": chosen,
        "chips": [Chip(code, label, code == chosen) for code, label in known],
        "talks": talks(found.editions, request.user, manager_day(request.user, at)),
    }
    if request.htmx and not request.htmx.history_restore_request:
        return render(request, "portal/_talks.html", context)
    return page(request, "portal/scripts.html", context, at=at)
