"""Where a customer arrives who taps a tracked link: on the frozen address, and nowhere else."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core import clock
from distribution.actions.count_open import count_open
from distribution.domain.robots import is_of_a_person
from distribution.domain.tracking import Tampered
from distribution.portal.page import problem
from distribution.queries.tracking import LinkOver, target_of
from people.queries.client_address import client_address


@require_safe
@never_cache
def follow(request: HttpRequest, token: str) -> HttpResponse:
    """For everybody: customers have no account here."""
    at = clock.now()
    try:
        target = target_of(token, at)
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
    if is_of_a_person(request.method or "", request.headers):
        visitor = f"{client_address(request)} {request.headers['user-agent']}"
        count_open(target.pull_id, visitor, at=at)
    return HttpResponseRedirect(target.address)
