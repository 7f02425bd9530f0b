"""Putting a tried draft in force, signed."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.actions import Conflict
from people.queries.signing import authenticated_at, note_authentication
from review.actions.activate_rules import Activation, activate_rules
from review.enums import FollowUp
from review.forms.activation import ActivationForm
from review.queries.rule_drafts import authors_of, keeps_rules
from review.queries.rule_trials import deciding_trial, newly_blocked
from review.viewsets.rule_draft import DraftPage
from review.viewsets.rule_trial import quality_rows


class ActivateView(DraftPage):
    """What would change once more, and the form that is signed."""

    template_name = "review/rules/activate.html"
    page_title = gettext_lazy("Put the draft in force")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not keeps_rules(request.user) or request.user.pk in authors_of(self.draft):
            self._activate(Activation("", "", FollowUp.RENEW, None))
        form = self._form(request.POST)
        if not form.is_valid():
            return self.show(form=form, status=400)
        if form.asks_for_password:
            note_authentication(request.session, self.at)
        self._activate(form.activation)
        messages.success(request, _("In force from the next screening on."))
        return redirect("rule_sets:index")

    def conflict(self, conflict: Conflict) -> HttpResponse:
        messages.error(self.request, conflict.words)
        return self.show(status=409, form=self._form())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trial = deciding_trial(self.draft)
        return super().get_context_data(**kwargs) | {
            "trial": trial,
            "newly_blocked": newly_blocked(trial).count() if trial else 0,
            "quality": quality_rows(trial) if trial else [],
            "is_author": self.request.user.pk in authors_of(self.draft),
        }

    def _activate(self, signed: Activation) -> None:
        activate_rules(self.draft.public_id, signed, actor=self.request.user, at=self.at)

    def _form(self, data: Any = None) -> ActivationForm:
        trial = deciding_trial(self.draft)
        return ActivationForm(
            data,
            initial={"rules_sha256": trial.rules_sha256 if trial else "", "follow_up": FollowUp.RENEW},
            user=self.request.user,
            authenticated_at=authenticated_at(self.request.session),
            at=self.at,
        )
