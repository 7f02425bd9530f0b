"""The queue of an officer, and all cases that somebody oversees."""

from datetime import datetime
from typing import Any

import django_filters
from django.db.models import Q, QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.viewsets.base import ViewSet

from content.kinds import kind_choices
from people.enums import OVERSEEING, REVIEWING
from review.enums import CaseStatus, Level
from review.models import Case
from review.queries.cases import overseen_cases, queue_of, waiting_count
from review.viewsets.access import DeskView
from review.viewsets.columns import DueColumn, KindColumn, MomentColumn, TitleWithOwnColumn, VerdictColumn
from review.viewsets.menu import DeskMenuItem


def _choice(label: Any, choices: Any, **kwargs: Any) -> django_filters.ChoiceFilter:
    return django_filters.ChoiceFilter(
        label=label, choices=choices, empty_label=_("All"), widget=RadioSelect, **kwargs
    )


class CaseFilterSet(WagtailFilterSet):
    """Filters of both lists."""

    kind = _choice(_("Kind"), kind_choices, field_name="candidate__kind")
    level = _choice(_("Level"), Level.choices, field_name="current_level")
    overdue = _choice(_("Overdue"), [("yes", _("Overdue")), ("no", _("Not overdue"))], method="by_overdue")

    def __init__(self, *args: Any, at: datetime, **kwargs: Any) -> None:
        self.at = at
        super().__init__(*args, **kwargs)

    def by_overdue(self, cases: QuerySet[Case], name: str, value: str) -> QuerySet[Case]:
        overdue = Q(status=CaseStatus.OPEN, due_at__lt=self.at)
        return cases.filter(overdue if value == "yes" else ~overdue)

    class Meta:
        model = Case
        fields: list[str] = []


class AllFilterSet(CaseFilterSet):
    """The list of all cases has every status."""

    status = _choice(_("Status"), CaseStatus.choices)


class CaseListView(DeskView, BaseListingView):
    """What both lists share."""

    template_name = "review/case_list.html"
    results_template_name = "review/case_list_results.html"
    filterset_class = CaseFilterSet
    paginate_by = 20
    header_icon = "tasks"
    page_title = _("Review")
    tab = ""

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return super().get_filterset_kwargs() | {"at": self.at}

    def case_columns(self) -> list[Column]:
        return [
            TitleWithOwnColumn("title", label=_("Title")),
            KindColumn("kind", label=_("Kind"), accessor="candidate.kind"),
            Column("branch", label=_("Branch"), accessor="branch.short_name"),
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "tab": self.tab,
            "reads": bool(self.request.user.roles & REVIEWING),
            "has_filters": self.is_filtering,
        }


class QueueView(CaseListView):
    """What waits for the reader, most urgent first. Somebody who decides nothing is led to all cases."""

    tab = "queue"
    page_subtitle = _("Waiting for me")
    index_url_name = "review:index"
    index_results_url_name = "review:index_results"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.roles & REVIEWING:
            return redirect(reverse("review:all"))
        return super().get(request, *args, **kwargs)

    def get_base_queryset(self) -> QuerySet[Case]:
        return queue_of(self.request.user)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            *self.case_columns(),
            Column("level", label=_("Level"), accessor="get_current_level_display"),
            Column("submitted_by", label=_("Submitted by"), accessor="candidate.submitted_by"),
            MomentColumn("submitted_at", label=_("Submitted"), accessor="candidate.submitted_at"),
            DueColumn("due_at", label=_("Due"), at=self.at),
            VerdictColumn("verdict", label=_("Screening"), accessor="candidate.screening.verdict"),
        ]


class AllCasesView(CaseListView):
    """Every case of the reader's branch and those below."""

    tab = "all"
    page_subtitle = _("All cases")
    index_url_name = "review:all"
    index_results_url_name = "review:all_results"
    filterset_class = AllFilterSet

    def get_base_queryset(self) -> QuerySet[Case]:
        return overseen_cases(self.request.user)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            *self.case_columns(),
            Column("status", label=_("Status"), accessor="get_status_display"),
            Column("level", label=_("Level"), accessor="get_current_level_display"),
            Column("submitted_by", label=_("Submitted by"), accessor="candidate.submitted_by"),
            MomentColumn("opened_at", label=_("Submitted"), accessor="opened_at"),
            DueColumn("due_at", label=_("Due"), at=self.at),
            MomentColumn("closed_at", label=_("Closed"), accessor="closed_at"),
        ]


class ReviewMenuItem(DeskMenuItem):
    """Says how many cases wait for the reader."""

    roles = OVERSEEING

    def label_for(self, request: HttpRequest) -> str:
        waiting = waiting_count(request.user)
        return f"{self.label} ({waiting})" if waiting else str(self.label)


class ReviewViewSet(ViewSet):
    """The two lists."""

    name = "review"
    url_prefix = "review"
    icon = "tasks"
    add_to_admin_menu = True
    menu_label = _("Review")
    menu_name = "review"
    menu_order = 200
    menu_item_class = ReviewMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", QueueView.as_view(), name="index"),
            path("results/", QueueView.as_view(results_only=True), name="index_results"),
            path("all/", AllCasesView.as_view(), name="all"),
            path("all/results/", AllCasesView.as_view(results_only=True), name="all_results"),
        ]
