"""To the editors: what a manager says of pieces and asks for, and what became of it."""

import uuid
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import clock
from core.clock import business_day
from distribution.actions.ask_for_content import Wish, ask_for_content
from distribution.actions.give_feedback import Opinion, give_feedback
from distribution.enums import Unusable, Usefulness
from distribution.forms.feedback import FeedbackForm, RequestForm
from distribution.portal.access import for_managers
from distribution.portal.edition import ended
from distribution.portal.page import page, problem
from distribution.queries.feedback import given_by, requests_of
from review.models import Edition


@require_safe
@for_managers
def voice(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    context = {"given": given_by(request.user), "requests": requests_of(request.user, at)}
    return page(request, "portal/voice.html", context, at=at)


@require_POST
@for_managers
def opine(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Keep what the manager says of an edition."""
    form = FeedbackForm(request.POST)
    if not form.is_valid():
        words = next(iter(form.errors.values()))[0]
        return problem(request, str(words), status=400)
    said = form.cleaned_data
    reason = Unusable(said["reason"]) if said["reason"] else None
    opinion = Opinion(Usefulness(said["usefulness"]), reason, said["words"])
    try:
        give_feedback(public_id, opinion, actor=request.user, at=clock.now())
    except Edition.DoesNotExist:
        return ended(request, public_id)
    messages.success(request, _("Told the editors. You see here what they answer."))
    return redirect("voice")


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def new_request(request: HttpRequest) -> HttpResponse:
    """Ask for a piece. Whatever is wrong, what was typed stays."""
    at = clock.now()
    if request.method != "POST":
        form = RequestForm(initial={"request_key": uuid.uuid4()}, today=business_day(at))
        return page(request, "portal/new_request.html", {"form": form}, at=at)
    form = RequestForm(request.POST, today=business_day(at))
    if not form.is_valid():
        if "request_key" in form.errors:
            raise Http404
        return page(request, "portal/new_request.html", {"form": form}, at=at, status=400)
    ask_for_content(Wish(**form.cleaned_data), actor=request.user, at=at)
    messages.success(request, _("Told the editors. You see here what they answer."))
    return redirect("voice")
