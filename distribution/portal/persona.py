"""My persona: who I am to my customers, step by step."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock
from distribution.actions.choose_persona import choose_persona
from distribution.actions.tick_steps import tick_steps
from distribution.enums import PersonaStep
from distribution.portal.access import for_managers
from distribution.portal.edition import ended
from distribution.portal.page import page
from distribution.queries.persona import own_persona, templates_for
from distribution.queries.reasons import ending_words
from review.models import Edition


class StepsForm(forms.Form):
    """What a tap on a step sends: all that are ticked."""

    step = forms.MultipleChoiceField(choices=PersonaStep.choices, required=False)


@require_safe
@for_managers
def persona(request: HttpRequest) -> HttpResponse:
    """The chosen persona, and those to choose from."""
    at = clock.now()
    own = own_persona(request.user, at)
    context = {
        "own": own,
        "ending": ending_words(own.ending) if own and own.ending else "",
        "templates": templates_for(request.user, at),
    }
    return page(request, "portal/persona.html", context, at=at)


@require_POST
@for_managers
def choose(request: HttpRequest, public_id: UUID) -> HttpResponse:
    try:
        chosen = choose_persona(public_id, actor=request.user, at=clock.now())
    except Edition.DoesNotExist:
        return ended(request, public_id)
    messages.success(request, _("You are now: %(persona)s.") % {"persona": chosen.get_persona_type_display()})
    return redirect("persona")


@require_POST
@for_managers
def tick(request: HttpRequest, public_id: UUID) -> HttpResponse:
    form = StepsForm(request.POST)
    if not form.is_valid():
        raise Http404
    done = [PersonaStep(code) for code in form.cleaned_data["step"]]
    try:
        tick_steps(public_id, done, actor=request.user, at=clock.now())
    except Edition.DoesNotExist:
        return ended(request, public_id)
    if not request.htmx:
        return redirect("persona")
    return render(request, "portal/_ticked.html", {"done": len(done), "steps": len(PersonaStep)})
