"""Lessons on the phone: what I must take, and the three questions."""

from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from core import clock
from distribution.actions.answer_lesson import answer_lesson
from distribution.portal.access import for_managers
from distribution.portal.edition import ended
from distribution.portal.page import page, problem
from distribution.queries.editions import visible_edition
from distribution.queries.lessons import lessons_of, test_of
from review.models import Edition

MOST_ANSWERS = 5


class AnswersForm(forms.Form):
    """What the three questions send: the number of each answer."""

    answer_1 = forms.IntegerField(min_value=1, max_value=MOST_ANSWERS)
    answer_2 = forms.IntegerField(min_value=1, max_value=MOST_ANSWERS)
    answer_3 = forms.IntegerField(min_value=1, max_value=MOST_ANSWERS)


@require_safe
@for_managers
def lessons(request: HttpRequest) -> HttpResponse:
    at = clock.now()
    return page(request, "portal/lessons.html", {"lessons": lessons_of(request.user, at)}, at=at)


@require_POST
@for_managers
def answers(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Answer the questions; the page then says what was right and why."""
    at, form = clock.now(), AnswersForm(request.POST)
    words = _("Answer all three questions, then tap again.")
    if not form.is_valid():
        return problem(request, words, status=400)
    chosen = [form.cleaned_data[name] for name in form.fields]
    try:
        answer_lesson(public_id, chosen, actor=request.user, at=at)
        edition = visible_edition(request.user, public_id, at)
    except ValueError:
        return problem(request, words, status=400)
    except Edition.DoesNotExist:
        return ended(request, public_id)
    if not request.htmx:
        return redirect(f"{reverse('edition', args=[public_id])}#test")
    return render(request, "portal/_test.html", {"edition": edition, "test": test_of(request.user, edition)})
