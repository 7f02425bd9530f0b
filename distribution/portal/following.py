"""Where a customer arrives who taps a tracked link: on the frozen address, and nowhere else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock
from distribution.domain.tracking import Tampered
from distribution.portal.page import problem
from distribution.queries.tracking import LinkOver, target_of


@require_safe
@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """For everybody: customers have no account here."""
    try:
        return HttpResponseRedirect(target_of(token, clock.now()))
    except Tampered:
        return problem(
            request,
            _("This link is not complete. Ask your customer manager to send it once more."),
            status=404,
        )
    except LinkOver:
        return problem(
            request, _("This offer is over. Your customer manager knows what there is now."), status=410
        )
