"""Mine: a manager's own things, one tap away."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from content.enums import PersonaType
from core import clock
from distribution.portal.access import for_managers
from distribution.portal.page import page
from distribution.queries.lessons import lessons_of
from distribution.queries.own_pieces import opened_lately, saved_count
from distribution.queries.persona import persona_of
from distribution.queries.runs import planned_count


@require_safe
@for_managers
def mine(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    chosen = persona_of(request.user)
    context = {
        "persona": PersonaType(chosen).label if chosen else "",
        "lessons_due": sum(one.is_due for one in lessons_of(request.user, at)),
        "run_count": planned_count(request.user, at),
        "saved_count": saved_count(request.user),
        "opened": opened_lately(request.user, at),
    }
    return page(request, "portal/mine.html", context, at=at)
