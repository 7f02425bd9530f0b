"""Trying a draft: progress, what changes, quality before and after."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from review.actions.cancel_trial import cancel_trial
from review.actions.start_trial import start_trial
from review.domain.quality import Share
from review.domain.screening.result import Verdict
from review.models import RuleTrial
from review.queries.rule_trials import deciding_trial
from review.viewsets.rule_draft import DraftPage, DraftView

PAGE = 50
VERDICT_LABELS = {
    Verdict.block.value: gettext_lazy("Blocked"),
    Verdict.warn.value: gettext_lazy("Warned"),
    Verdict.pass_.value: gettext_lazy("Passes"),
}
GRADES = [("block", gettext_lazy("Block")), ("warn", gettext_lazy("Warn"))]
MEASURES = [("recall", gettext_lazy("Recall rate")), ("precision", gettext_lazy("Precision"))]


class TrialView(DraftPage):
    """The newest trial of the draft; POST starts one."""

    template_name = "review/rules/trial.html"
    page_title = gettext_lazy("Try it before it is put in force")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show()

    def post(self, request: HttpRequest) -> HttpResponse:
        start_trial(self.draft.public_id, actor=request.user, at=self.at)
        return redirect(self.draft_address("trial"))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        trial = self.draft.trials.select_related("started_by").first()
        context = super().get_context_data(**kwargs) | {"trial": trial}
        if trial is None:
            return context
        changes = trial.changes.select_related("edition__branch").defer("edition__certificate")
        page = Paginator(changes, PAGE).get_page(self.request.GET.get("p"))
        counts = trial.changes.order_by("before", "after").values_list("before", "after")
        deciding = deciding_trial(self.draft)
        return context | {
            "is_deciding": deciding is not None and deciding.pk == trial.pk,
            "page": page,
            "changes": [(_label(one.before), _label(one.after), one) for one in page],
            "counts": [
                (_label(before), _label(after), number)
                for before, after, number in counts.annotate(number=Count("pk"))
            ],
            "quality": quality_rows(trial),
        }


class CancelTrialView(DraftView):
    """Stops it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        cancel_trial(self.draft.public_id, actor=request.user, at=self.at)
        messages.success(request, _("Stopped."))
        return redirect(self.draft_address("trial"))


def quality_rows(trial: RuleTrial) -> list[tuple[Any, Any, str, str]]:
    """Return grade, measure, and the shares before and after."""
    if not trial.measured:
        return []
    before, after = trial.measured["before"], trial.measured["after"]
    return [
        (grade, measure, share_words(before[code][name]), share_words(after[code][name]))
        for code, grade in GRADES
        for name, measure in MEASURES
    ]


def share_words(kept: list[int]) -> str:
    """Return a share as people read it, with what it is a share of."""
    share = Share(*kept)
    return "—" if share.value is None else f"{share.value:.1%} ({share.part}/{share.whole})"


def _label(verdict: str) -> str:
    return str(VERDICT_LABELS[verdict])
