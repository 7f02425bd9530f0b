"""My influence: what a manager's own work adds up to, beside the own weeks before."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from core import clock
from core.domain.bars import bars
from distribution.domain.influence import WEIGHTS, Week, earlier_average
from distribution.enums import InfluenceTerm
from distribution.portal.access import for_managers
from distribution.portal.page import page
from distribution.queries.influence import influence_of


@require_safe
@for_managers
def influence(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    weeks = influence_of(request.user, at)
    context = {
        "this_week": weeks[0],
        "average": earlier_average(weeks),
        "sum": [
            (InfluenceTerm(term).label, weeks[0].counted[term], weight, weight * weeks[0].counted[term])
            for term, weight in WEIGHTS.items()
        ],
        "heads": [InfluenceTerm(term).label for term in WEIGHTS],
        "weeks": [(_name(week, weeks[0]), list(week.counted.values()), week.points) for week in weeks],
        "chart": bars([(_name(week, weeks[0]), {"sent": week.points}) for week in weeks]),
        "hours": settings.ARMOURY_RECALL_ANSWER_HOURS,
    }
    return page(request, "portal/influence.html", context, at=at)


def _name(week: Week, newest: Week) -> str:
    return _("This week") if week is newest else _("Week of %(day)s") % {"day": f"{week.monday:%m-%d}"}
