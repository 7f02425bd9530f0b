"""Editions: their list, their page with the certificate, and the exact bytes for download."""

from typing import Any

import django_filters
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.urls import path
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.viewsets.base import ViewSet

from content.kinds import kind_choices
from review.models import Edition
from review.queries.editions import Standing, overseen_editions, with_standing
from review.registry import dependents
from review.viewsets.access import DeskView
from review.viewsets.columns import CountColumn, KindColumn, MomentColumn, StandingColumn, ValidityColumn
from review.viewsets.edition_page import OverseenEditionView
from review.viewsets.edition_verbs import RecallView, ResumeView, SuspendView
from review.viewsets.menu import DeskMenuItem
from review.viewsets.where_used import EditionUsesView


class EditionFilterSet(WagtailFilterSet):
    standing = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=Standing.choices,
        empty_label=gettext_lazy("All"),
        widget=RadioSelect,
        method="by_standing",
    )
    kind = django_filters.ChoiceFilter(
        label=gettext_lazy("Kind"), choices=kind_choices, empty_label=gettext_lazy("All"), widget=RadioSelect
    )

    def __init__(self, *args: Any, at: Any, **kwargs: Any) -> None:
        self.at = at
        super().__init__(*args, **kwargs)

    def by_standing(self, editions: Any, name: str, value: str) -> QuerySet[Edition]:
        return with_standing(editions, Standing(value), self.at)

    class Meta:
        model = Edition
        fields: list[str] = []


class EditionListView(DeskView, BaseListingView):
    """Every edition of the reader's branch and those below, newest first."""

    template_name = "review/edition_list.html"
    results_template_name = "review/edition_list_results.html"
    index_url_name = "review_edition:index"
    index_results_url_name = "review_edition:index_results"
    filterset_class = EditionFilterSet
    paginate_by = 20
    header_icon = "doc-full-inverse"
    page_title = gettext_lazy("Editions")
    is_searchable = True
    search_fields = ["title", "number"]
    search_backend_name = None

    def get_filterset_kwargs(self) -> dict[str, Any]:
        return super().get_filterset_kwargs() | {"at": self.at}

    def get_base_queryset(self) -> QuerySet[Edition]:
        return overseen_editions(self.request.user)

    @cached_property
    def columns(self) -> list[Column]:
        return [
            TitleColumn(
                "title", label=_("Title"), url_name="review_edition:edition", id_accessor="public_id"
            ),
            Column("number", label=_("Review number")),
            KindColumn("kind", label=_("Kind")),
            Column("branch", label=_("Branch"), accessor="branch.short_name"),
            StandingColumn("standing", label=_("Status"), at=self.at),
            ValidityColumn("validity", label=_("Validity")),
            MomentColumn("issued_at", label=_("Issued")),
        ]

    def get_table(self, object_list: Any) -> Any:
        keys = [edition.pk for edition in object_list]
        counted = [CountColumn(one.code, label=one.label, counts=one.count(keys)) for one in dependents()]
        return self.table_class([*self.columns, *counted], object_list, **self.get_table_kwargs())


class DownloadView(OverseenEditionView):
    """The exact bytes, as evidence: `part` is "certificate" or "document"."""

    http_method_names = ["get", "head"]
    part = ""

    def get(self, request: HttpRequest) -> HttpResponse:
        parts = {"certificate": self.edition.certificate, "document": self.edition.candidate.document}
        name = f"{self.part}-{self.edition.public_id}.json"
        return HttpResponse(
            bytes(parts[self.part]),
            content_type="application/json",
            headers={
                "Content-Disposition": f'attachment; filename="{name}"',
                "Cache-Control": "private, no-store",
                "X-Content-Type-Options": "nosniff",
            },
        )


class EditionViewSet(ViewSet):
    """List, page and downloads."""

    name = "review_edition"
    url_prefix = "review/edition"
    icon = "doc-full-inverse"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Editions")
    menu_name = "editions"
    menu_order = 210
    menu_item_class = DeskMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", EditionListView.as_view(), name="index"),
            path("results/", EditionListView.as_view(results_only=True), name="index_results"),
            path("<uuid:public_id>/", RecallView.as_view(), name="edition"),
            path("<uuid:public_id>/suspend/", SuspendView.as_view(), name="suspend"),
            path("<uuid:public_id>/resume/", ResumeView.as_view(), name="resume"),
            path(
                "<uuid:public_id>/certificate.json",
                DownloadView.as_view(part="certificate"),
                name="certificate",
            ),
            path("<uuid:key>/where-used/", EditionUsesView.as_view(), name="where_used"),
            path("<uuid:public_id>/document.json", DownloadView.as_view(part="document"), name="document"),
        ]
