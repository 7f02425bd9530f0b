"""One draft of a rule set: its rules, the form of each, what it would change."""

import json
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView

from core.actions import Conflict
from core.breadcrumbs import HOME
from core.domain import canonical
from review.actions.change_rule import change_rule
from review.actions.discard_draft import discard_draft
from review.actions.switch_rule import switch_rule
from review.domain.screening.kept import table_of
from review.domain.screening.rules import Rule
from review.enums import RuleChangeVerb, RuleDraftStatus
from review.forms.rule import SEVERITIES, STATUSES, RuleForm, initial_of
from review.models import DraftRule
from review.queries.rule_drafts import bodies_of, bodies_of_draft, keeps_rules
from review.queries.rule_sets import in_force
from review.viewsets.rule_pages import RULES_CRUMB, DraftView, RulesPage, difference_rows

CHANGED, OFF = "changed", "off"


def _choice(label: Any, choices: Any, **kwargs: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label=gettext_lazy("All"), widget=RadioSelect, **kwargs
    )


class DraftRuleFilterSet(WagtailFilterSet):
    severity = _choice(gettext_lazy("Severity"), SEVERITIES)
    status = _choice(gettext_lazy("Standing of the law"), STATUSES)
    state = _choice(
        gettext_lazy("State"),
        [(CHANGED, gettext_lazy("Changed")), (OFF, gettext_lazy("Switched off"))],
        method="by_state",
    )

    def by_state(self, rules: QuerySet[DraftRule], name: str, value: str) -> QuerySet[DraftRule]:
        return rules.filter(is_off=True) if value == OFF else rules.filter(is_changed=True)

    class Meta:
        model = DraftRule
        fields: list[str] = []


class LabelColumn(Column):
    """The label of a code."""

    def __init__(self, name: str, *, labels: Any, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.labels = dict(labels)

    def get_value(self, instance: Any) -> Any:
        return self.labels[super().get_value(instance)]


class StateColumn(Column):
    """Whether the rule is off or was changed."""

    def get_value(self, instance: DraftRule) -> str:
        if instance.is_off:
            return _("Switched off")
        return _("Changed") if instance.is_changed else ""


class DraftRulesView(DraftView, BaseListingView):
    """The rules of the draft; the same number of queries however many there are."""

    template_name = "review/rules/draft.html"
    results_template_name = "review/rules/draft_results.html"
    filterset_class = DraftRuleFilterSet
    paginate_by = 50
    header_icon = "glasses"
    is_searchable = True
    search_fields = ["rule_id", "title", "category", "law"]
    search_backend_name = None
    http_method_names = ["get", "head"]

    def get_page_title(self) -> str:
        return self.draft.name

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [HOME, RULES_CRUMB, {"url": "", "label": self.draft.name}]

    def get_index_url(self) -> str:
        return self.draft_address()

    def get_index_results_url(self) -> str:
        return self.draft_address("draft_results")

    def get_base_queryset(self) -> QuerySet[DraftRule]:
        return self.draft.rules.defer("body")

    @cached_property
    def columns(self) -> list[Column]:
        return [
            Column("rule_id", label=_("Rule number")),
            TitleColumn(
                "title",
                label=_("Title"),
                get_url=lambda rule: self.draft_address("rule", rule.rule_id),
            ),
            Column("category", label=_("Category")),
            LabelColumn("severity", label=_("Severity"), labels=SEVERITIES),
            Column("law", label=_("Law")),
            LabelColumn("status", label=_("Standing of the law"), labels=STATUSES),
            StateColumn("state", label=_("State")),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "draft": self.draft,
            "is_open": self.draft.status == RuleDraftStatus.OPEN,
            "keeps": keeps_rules(self.request.user),
        }


class DraftPage(DraftView, RulesPage):
    """A page below a draft."""

    @property
    def crumbs(self) -> tuple[dict[str, Any], ...]:  # type: ignore[override]
        return (RULES_CRUMB, self.draft_crumb())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        is_open = self.draft.status == RuleDraftStatus.OPEN
        return super().get_context_data(**kwargs) | {"draft": self.draft, "is_open": is_open}


class RuleView(DraftPage):
    """A rule with its form; nothing that was typed is lost, whatever is wrong with it."""

    template_name = "review/rules/rule.html"
    rule: DraftRule | None

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        self.rule_id = kwargs.pop("rule_id", "")
        return super().dispatch(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return self.rule_id or _("New rule")

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        if not keeps_rules(request.user):
            self._save(in_force().rules[0], "")
        form = RuleForm(request.POST, rule_id=self.rule_id)
        self.rule = self._rule()
        if not form.is_valid():
            return self.show(form=form, status=400)
        try:
            self._save(form.rule, form.cleaned_data["shown_sha256"])
        except Conflict as conflict:
            messages.error(request, conflict.words)
            return self.show(form=form, status=409)
        messages.success(request, _("Saved. Every sentence of the rule came out as it should."))
        return redirect(self.draft_address("rule", form.rule.id))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        changes = self.draft.changes.filter(rule_id=self.rule_id).select_related("changed_by")
        return super().get_context_data(**kwargs) | {
            "rule": self.rule,
            "switch_url": self.draft_address("switch", self.rule_id) if self.rule_id else "",
            "changes": changes.defer("body") if self.rule_id else [],
        }

    def _save(self, rule: Rule, shown_sha256: str) -> None:
        """Whoever does not keep the rules is refused here whatever is posted, which puts it on record."""
        change_rule(
            self.draft.public_id, rule, shown_sha256=shown_sha256, actor=self.request.user, at=self.at
        )

    def _rule(self) -> DraftRule | None:
        return get_object_or_404(self.draft.rules, rule_id=self.rule_id) if self.rule_id else None

    def _form(self) -> RuleForm:
        self.rule = self._rule()
        if self.rule is None:
            return RuleForm(initial={"severity": "warn", "status": "practice", "verified": "practice"})
        body = bytes(self.rule.body)
        initial = initial_of(table_of(json.loads(body))) | {"shown_sha256": canonical.sha256(body)}
        return RuleForm(initial=initial, rule_id=self.rule_id)


class AddRuleView(RuleView):
    """The same form, empty."""


class SwitchView(DraftView):
    """Switches a rule off or on."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, rule_id: str) -> HttpResponse:
        wanted = request.POST.get("verb")
        verb = RuleChangeVerb.SWITCHED_ON if wanted == "on" else RuleChangeVerb.SWITCHED_OFF
        switch_rule(self.draft.public_id, rule_id, verb, actor=request.user, at=self.at)
        return redirect(self.draft_address("rule", rule_id))


class DraftDifferencesView(DraftPage):
    """What the draft would change of the rules in force, rule by rule."""

    template_name = "review/rules/differences.html"
    page_title = gettext_lazy("What the draft would change")
    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(rows=difference_rows(bodies_of(in_force()), bodies_of_draft(self.draft)))


class DiscardView(DraftView):
    """Closes the draft."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        discard_draft(self.draft.public_id, actor=request.user, at=self.at)
        messages.success(request, _("Discarded. What was changed in it can still be read."))
        return redirect("rule_sets:index")
