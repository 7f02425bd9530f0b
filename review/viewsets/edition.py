"""Editions: their list, their page with the certificate, their recall, and the exact bytes for download."""

import json
from typing import Any
from uuid import UUID

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column, TitleColumn
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.viewsets.base import ViewSet

from content.kinds import kind_choices
from core.actions import Conflict
from people.enums import REVIEWING
from people.queries.signing import authenticated_at, note_authentication
from review.actions.recall import recall
from review.enums import EditionStatus
from review.forms.recall import RecallForm
from review.models import Edition, Recall
from review.models.candidate import TamperedContent
from review.queries.editions import Standing, overseen_editions, standing_of, with_standing
from review.queries.records import records_about
from review.registry import dependents
from review.viewsets.access import DeskPage, DeskView
from review.viewsets.columns import CountColumn, KindColumn, MomentColumn, StandingColumn, ValidityColumn
from review.viewsets.menu import DeskMenuItem
from review.viewsets.rendering import document_context
from review.viewsets.where_used import EditionUsesView

EDITIONS_CRUMB = {"url": reverse_lazy("review_edition:index"), "label": gettext_lazy("Editions")}


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


class OverseenEditionView(DeskView):
    """A view on one edition that the reader oversees; no other exists for the reader."""

    edition: Edition

    def dispatch(self, request: HttpRequest, *args: Any, public_id: UUID, **kwargs: Any) -> HttpResponseBase:
        visible = overseen_editions(request.user).filter(public_id=public_id).first()
        reading = request.method in {"GET", "HEAD"}
        self.hidden = visible is None and not request.user.is_superuser
        everything = Edition.objects.none() if reading else Edition.objects.all()
        self.edition = visible or get_object_or_404(everything, public_id=public_id)
        return super().dispatch(request, *args, **kwargs)


class EditionView(OverseenEditionView, DeskPage):
    """What was approved, by whom and under which rules; what depends on it; and its recall."""

    template_name = "review/edition.html"
    header_icon = "doc-full-inverse"
    crumbs = (EDITIONS_CRUMB,)

    def get_page_title(self) -> str:
        return self.edition.title

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(form=self._form())

    def post(self, request: HttpRequest) -> HttpResponse:
        if self.hidden or not request.user.roles & REVIEWING:
            self._recall(reason="", correction="", signed_at=None)
        form = self._form(request.POST)
        if not form.is_valid():
            return self.show(form=form)
        if form.asks_for_password:
            note_authentication(request.session, self.at)
        self._recall(
            reason=form.cleaned_data["reason"],
            correction=form.cleaned_data["correction"],
            signed_at=form.signed_at,
        )
        messages.success(
            request,
            _("Recalled. It is gone from every page; managers who took it out are asked to delete it."),
        )
        return redirect("review_edition:edition", self.edition.public_id)

    def conflict(self, conflict: Conflict) -> HttpResponse:
        self.edition.refresh_from_db(fields=["status", "ended_at", "superseded_at"])
        messages.error(self.request, conflict.words)
        return self.show(status=409, form=self._form())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        edition, case = self.edition, self.edition.case
        context = super().get_context_data(**kwargs) | {
            "edition": edition,
            "case": case,
            "standing": standing_of(edition, self.at),
            "decisions": case.decisions.select_related("officer"),
            "records": records_about({edition.ledger_subject, case.subject}),
            "successors": edition.successors.all(),
            "dependents": [(one.label, one.count([edition.pk]).get(edition.pk, 0)) for one in dependents()],
            "recall": Recall.objects.filter(edition=edition).select_related("recalled_by").first(),
            "may_recall": edition.status != EditionStatus.RECALLED
            and bool(self.request.user.roles & REVIEWING),
            "segments": [one.get_segment_display() for one in edition.segments.all()],
        }
        return context | self._content()

    def _content(self) -> dict[str, Any]:
        """Nothing is shown of an edition that the ledger does not bear out or whose bytes were changed."""
        if not self.edition.is_recorded:
            return {"forged": True}
        try:
            self.edition.content  # noqa: B018  (reading it checks its hashes)
            return document_context(self.edition.case) | {
                "certificate": json.loads(bytes(self.edition.certificate)),
                "screening": self.edition.candidate.screening,
            }
        except TamperedContent:
            return {"tampered": True}

    def _form(self, data: Any = None) -> RecallForm:
        return RecallForm(
            data,
            user=self.request.user,
            authenticated_at=authenticated_at(self.request.session),
            at=self.at,
        )

    def _recall(self, *, reason: str, correction: str, signed_at: Any) -> None:
        recall(
            self.edition.public_id,
            reason=reason,
            correction=correction,
            actor=self.request.user,
            authenticated_at=signed_at,
            at=self.at,
        )


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
            path("<uuid:public_id>/", EditionView.as_view(), name="edition"),
            path(
                "<uuid:public_id>/certificate.json",
                DownloadView.as_view(part="certificate"),
                name="certificate",
            ),
            path("<uuid:key>/where-used/", EditionUsesView.as_view(), name="where_used"),
            path("<uuid:public_id>/document.json", DownloadView.as_view(part="document"), name="document"),
        ]
