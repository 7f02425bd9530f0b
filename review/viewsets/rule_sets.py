"""Rule sets in the admin: what is in force, what was, drafts, and what an upgrade would change."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.viewsets.base import ViewSet

from review.actions.make_draft import make_draft
from review.domain.screening.kept import bodies_in
from review.domain.screening.loader import builtin
from review.enums import RuleDraftStatus, RuleSource
from review.forms.rule_draft import DraftForm
from review.models import RuleDraft, RuleSetVersion
from review.queries.rule_drafts import bodies_of, keeps_rules
from review.queries.rule_sets import in_force
from review.viewsets.menu import DeskMenuItem
from review.viewsets.rule_activation import ActivateView
from review.viewsets.rule_draft import (
    AddRuleView,
    DiscardView,
    DraftDifferencesView,
    DraftRulesView,
    RuleView,
    SwitchView,
)
from review.viewsets.rule_pages import RulesPage, difference_rows, reads_rules
from review.viewsets.rule_trial import CancelTrialView, TrialView

DRAFTS_SHOWN = 20


class RuleSetsView(RulesPage):
    """What is in force since when and by whom, drafts, earlier sets; takes the beginning of a draft."""

    template_name = "review/rules/index.html"
    page_title = gettext_lazy("Rules of screening")
    crumbs = ()

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=DraftForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = DraftForm(request.POST)
        if keeps_rules(request.user) and not form.is_valid():
            return self.show(form=form, status=400)
        given = form.cleaned_data if form.is_valid() else {"name": "", "source": RuleSource.IN_FORCE}
        draft = make_draft(given["name"], RuleSource(given["source"]), actor=request.user, at=self.at)
        messages.success(request, _("The draft is there. Nothing changes until it is put in force."))
        return redirect("rule_sets:draft", draft.public_id)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        standing = in_force()
        drafts = RuleDraft.objects.select_related("made_by").annotate(
            changed=Count("rules", filter=Q(rules__is_changed=True))
        )
        return super().get_context_data(**kwargs) | {
            "standing": standing,
            "rule_count": len(standing.rules),
            "versions": RuleSetVersion.objects.recorded()
            .select_related("made_by", "activated_by")
            .defer("rules", "switched_off"),
            "drafts": drafts.filter(status=RuleDraftStatus.OPEN)[:DRAFTS_SHOWN],
            "shipped_differs": builtin().fingerprint != standing.fingerprint,
        }


class ShippedView(RulesPage):
    """What the catalogue of this version of the software would change of the rules in force."""

    template_name = "review/rules/differences.html"
    page_title = gettext_lazy("The shipped catalogue compared with the rules in force")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(rows=difference_rows(bodies_of(in_force()), bodies_of(builtin())))


class VersionView(RulesPage):
    """A set that was put in force, with what it changed of the one before."""

    template_name = "review/rules/version.html"

    def get_page_title(self) -> str:
        return str(self.version)

    def get(self, request: HttpRequest, number: int) -> HttpResponse:
        versions = RuleSetVersion.objects.recorded().select_related("made_by", "activated_by")
        self.version = get_object_or_404(versions, number=number)
        before = versions.filter(rules_sha256=self.version.replaced_sha256, number__lt=number).first()
        earlier = bodies_in(bytes(before.rules)) if before else bodies_of(builtin())
        return self.show(
            version=self.version, rows=difference_rows(earlier, bodies_in(bytes(self.version.rules)))
        )


class RulesMenuItem(DeskMenuItem):
    """Shown to the head office's officers and auditors."""

    def is_shown(self, request: HttpRequest) -> bool:
        return reads_rules(request.user)


class RuleSetsViewSet(ViewSet):
    name = "rule_sets"
    url_prefix = "review/rules"
    icon = "glasses"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Rules of screening")
    menu_name = "rule_sets"
    menu_order = 215
    menu_item_class = RulesMenuItem

    def get_urlpatterns(self) -> list[Any]:
        draft = "<uuid:public_id>/"
        return [
            path("", RuleSetsView.as_view(), name="index"),
            path("shipped/", ShippedView.as_view(), name="shipped"),
            path("versions/<int:number>/", VersionView.as_view(), name="version"),
            path(draft, DraftRulesView.as_view(), name="draft"),
            path(f"{draft}results/", DraftRulesView.as_view(results_only=True), name="draft_results"),
            path(f"{draft}add/", AddRuleView.as_view(), name="add"),
            path(f"{draft}differences/", DraftDifferencesView.as_view(), name="differences"),
            path(f"{draft}trial/", TrialView.as_view(), name="trial"),
            path(f"{draft}trial/stop/", CancelTrialView.as_view(), name="cancel_trial"),
            path(f"{draft}activate/", ActivateView.as_view(), name="activate"),
            path(f"{draft}discard/", DiscardView.as_view(), name="discard"),
            path(f"{draft}rule/<str:rule_id>/", RuleView.as_view(), name="rule"),
            path(f"{draft}rule/<str:rule_id>/switch/", SwitchView.as_view(), name="switch"),
        ]
