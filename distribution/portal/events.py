"""What happened to my customers: dealt with, or not needed."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from core import clock
from distribution.actions.settle_event import settle_event
from distribution.enums import EventState
from distribution.models import ReceivedEvent
from distribution.portal.access import for_managers
from distribution.portal.page import problem


@require_POST
@for_managers
def used(request: HttpRequest, event_id: UUID) -> HttpResponse:
    return _settle(request, event_id, EventState.USED)


@require_POST
@for_managers
def dismiss(request: HttpRequest, event_id: UUID) -> HttpResponse:
    return _settle(request, event_id, EventState.DISMISSED)


def _settle(request: HttpRequest, event_id: UUID, state: EventState) -> HttpResponse:
    try:
        settle_event(event_id, state, actor=request.user, at=clock.now())
    except ReceivedEvent.DoesNotExist:
        return problem(request, _("This is no longer here. Look at Today again."), status=404)
    return redirect("home")
