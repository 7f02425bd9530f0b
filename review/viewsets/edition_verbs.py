"""What an officer does with an edition on its page, each verb signed: recall, suspend, resume."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from people.enums import REVIEWING
from people.portal.signing import SignedForm
from people.queries.signing import note_authentication
from review.actions.recall import recall
from review.actions.resume import resume
from review.actions.suspend import suspend
from review.forms.recall import RecallForm
from review.forms.suspension import ResumptionForm, SuspensionForm
from review.viewsets.edition_page import EditionView


class VerbView(EditionView):
    """The edition's page, which takes one signed form. `form_name` is the form's name on the page.

    Who may not do it at all is refused by the action, which keeps the attempt on record, before the form is
    looked at.
    """

    form_class: type[SignedForm]
    form_name: str
    done: str | Promise

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.hidden or not request.user.roles & REVIEWING:
            self.act(signed_at=None, reason="")
        form = self.form_of(self.form_class, request.POST)
        if not form.is_valid():
            return self.show(**{self.form_name: form})
        if form.asks_for_password:
            note_authentication(request.session, self.at)
        self.act(signed_at=form.signed_at, **_without_password(form))
        messages.success(request, self.done)
        return redirect("review_edition:edition", self.edition.public_id)

    def act(self, *, signed_at: datetime | None, reason: str, **more: str) -> None:
        """Call the action with what the form holds."""
        raise NotImplementedError


class RecallView(VerbView):
    form_class = RecallForm
    form_name = "form"
    done = _("Recalled. It is gone from every page; managers who took it out are asked to delete it.")

    def act(self, *, signed_at: datetime | None, reason: str, correction: str = "", **more: str) -> None:
        recall(
            self.edition.public_id,
            reason=reason,
            correction=correction,
            actor=self.request.user,
            authenticated_at=signed_at,
            at=self.at,
        )


class SuspendView(VerbView):
    form_class = SuspensionForm
    form_name = "suspend_form"
    done = _("Suspended. It is gone from every page until somebody resumes it.")

    def act(self, *, signed_at: datetime | None, reason: str, **more: str) -> None:
        suspend(
            self.edition.public_id,
            reason=reason,
            actor=self.request.user,
            authenticated_at=signed_at,
            at=self.at,
        )


class ResumeView(VerbView):
    form_class = ResumptionForm
    form_name = "resume_form"
    done = _("Resumed. Managers can use it again.")

    def act(self, *, signed_at: datetime | None, reason: str, **more: str) -> None:
        resume(
            self.edition.public_id,
            reason=reason,
            actor=self.request.user,
            authenticated_at=signed_at,
            at=self.at,
        )


def _without_password(form: SignedForm) -> dict[str, Any]:
    return {name: value for name, value in form.cleaned_data.items() if name != "password"}
