"""What was recalled: the manager says what became of the posts."""

from uuid import UUID

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from core import clock
from core.clock import business_day
from distribution.actions.declare_recall_outcome import declare_recall_outcome
from distribution.enums import RecallOutcome
from distribution.models import RecallTask
from distribution.portal.access import for_managers
from distribution.portal.page import page
from distribution.queries.recalls import recall_tasks_of


@require_safe
@for_managers
def recalls(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    tasks = list(recall_tasks_of(request.user, business_day(at)))
    context = {
        "waiting": [task for task in tasks if task.outcome == RecallOutcome.PENDING],
        "answered": [task for task in tasks if task.outcome != RecallOutcome.PENDING],
        "contact": settings.ARMOURY_RECALL_CONTACT,
    }
    return page(request, "portal/recalls.html", context, at=at)


@require_POST
@for_managers
def answer(request: HttpRequest, task_id: UUID) -> HttpResponse:
    """Declare the outcome that the button names."""
    try:
        outcome = RecallOutcome(request.POST.get("outcome", ""))
        task = declare_recall_outcome(task_id, outcome, actor=request.user, at=clock.now())
    except (ValueError, RecallTask.DoesNotExist) as error:
        raise Http404 from error
    if not request.htmx:
        return redirect("recalls")
    return render(request, "portal/_answered.html", {"task": task})
