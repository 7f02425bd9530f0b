"""Customers' stories: sending one in, seeing what became of it, withdrawing the consent."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from content.actions.hold_picture import hold_picture
from content.actions.take_story import NotTaken, Telling, take_story
from content.enums import Channel
from content.models import Story
from core import clock
from core.actions import Conflict
from distribution.forms.story import StoryForm
from distribution.portal.access import for_managers
from distribution.portal.page import page
from distribution.queries.stories import stories_of, story_of_manager, told
from review.actions.withdraw_consent import withdraw_consent
from review.enums import WithdrawalGround


@require_safe
@for_managers
def stories(request: HttpRequest) -> HttpResponse:
    """What I have sent in."""
    return page(request, "portal/stories.html", {"stories": stories_of(request.user)}, at=clock.now())


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def new_story(request: HttpRequest) -> HttpResponse:
    """Send one in. Whatever is wrong, what was typed stays, and so do the pictures that were sound."""
    if request.method != "POST":
        return _form(request, StoryForm(manager=request.user))
    form = StoryForm(request.POST, request.FILES, manager=request.user)
    form.is_valid()
    _hold(form, request.user)
    if form.is_valid() and _take(form, request.user):
        messages.success(request, _("Sent to the editors. You see here what becomes of it."))
        return redirect("stories")
    return _form(request, form, status=400)


@require_http_methods(["GET", "HEAD", "POST"])
@for_managers
def withdraw_story(request: HttpRequest, story_id: UUID) -> HttpResponse:
    """Withdraw the consent: asked once more on a page of its own, done by one tap."""
    try:
        story = story_of_manager(request.user, story_id)
    except Story.DoesNotExist as error:
        raise Http404 from error
    if request.method == "POST":
        withdraw_consent(
            story.component.public_id,
            ground=WithdrawalGround.CUSTOMER,
            actor=request.user,
            at=clock.now(),
        )
        messages.success(request, _("The consent is withdrawn. Nobody can take the story out any more."))
        return redirect("stories")
    (found,) = told([story])
    return page(request, "portal/withdraw_story.html", {"found": found}, at=clock.now())


def _hold(form: StoryForm, manager: Any) -> None:
    """Keep the sound pictures of this try, so that nobody has to choose them again."""
    for accepted in form.cleaned_data.get("pictures", []):
        try:
            form.held.append(hold_picture(accepted, actor=manager, at=clock.now()))
        except Conflict as conflict:
            form.add_error("pictures", conflict.words)
            return


def _take(form: StoryForm, manager: Any) -> bool:
    said = form.cleaned_data
    telling = Telling(
        told=said["told"],
        consent_number=said["consent_number"],
        given_on=said["given_on"],
        holds_until=said["holds_until"],
        channels=tuple(Channel(code) for code in said["channels"]),
        pictures=tuple(one.public_id for one in form.held),
        request_key=said["request_key"],
    )
    try:
        take_story(telling, actor=manager, at=clock.now())
    except NotTaken as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def _form(request: HttpRequest, form: StoryForm, *, status: int = 200) -> HttpResponse:
    return page(request, "portal/new_story.html", {"form": form}, at=clock.now(), status=status)
