"""The ledger, for those who check it."""

from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from typing import Any

import django_filters
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView
from wagtail.admin.viewsets.base import ViewSet

from core.models import LedgerRecord, Stream
from core.queries import checkpoints, ledger
from review.queries.records import LEDGER_READERS, all_records, reads_ledger
from review.viewsets.access import DeskPage, DeskView
from review.viewsets.columns import MomentColumn
from review.viewsets.menu import DeskMenuItem

SHOWN_FLAWS = 50


@dataclass(frozen=True, slots=True)
class ShownCheckpoint:
    """The last signed checkpoint of a stream as the page tells it; no `signed_at` before the first."""

    stream: str
    signed_at: datetime | None
    sequence: int
    sha256: str
    uncovered: int
    refused: str


def shown_checkpoints(at: datetime) -> list[ShownCheckpoint]:
    """Return where the checkpoints of each stream stand at `at`."""
    return [
        ShownCheckpoint(
            stream=str(one.stream.label),
            signed_at=datetime.fromisoformat(one.last.at) if one.last else None,
            sequence=one.last.sequence if one.last else 0,
            sha256=one.last.sha256[:16] if one.last else "",
            uncovered=one.uncovered,
            refused=one.refused,
        )
        for one in checkpoints.standings(at)
    ]


class LedgerFilterSet(WagtailFilterSet):
    stream = django_filters.ChoiceFilter(
        label=_("Stream"), choices=Stream.choices, empty_label=_("All"), widget=RadioSelect
    )
    event = django_filters.CharFilter(label=_("Event"), lookup_expr="startswith")
    subject = django_filters.CharFilter(label=_("Subject"), lookup_expr="startswith")

    class Meta:
        model = LedgerRecord
        fields: list[str] = []


class LedgerReaderView(DeskView):
    """Only auditors and operators of head office: the streams hold every branch's records."""

    roles = LEDGER_READERS

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reads_ledger(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)


class LedgerListView(LedgerReaderView, BaseListingView):
    """The newest records first."""

    template_name = "review/ledger.html"
    index_url_name = "review_ledger:index"
    index_results_url_name = "review_ledger:index_results"
    filterset_class = LedgerFilterSet
    paginate_by = 50
    header_icon = "history"
    page_title = _("Ledger")
    columns = [
        Column("stream", label=_("Stream"), accessor="get_stream_display"),
        Column("sequence", label=_("No.")),
        MomentColumn("at", label=_("Time")),
        Column("event", label=_("Event")),
        Column("subject", label=_("Subject")),
        Column("record_sha256", label=_("SHA-256"), accessor=lambda record: record.record_sha256[:16]),
    ]

    def get_base_queryset(self) -> QuerySet[LedgerRecord]:
        return all_records()

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"checkpoints": shown_checkpoints(self.at)}


class VerifyView(LedgerReaderView, DeskPage):
    """Walks the whole chain and everything that must agree with it, and says what it found."""

    http_method_names = ["post"]
    template_name = "review/verified.html"
    header_icon = "history"
    page_title = _("Ledger")
    page_subtitle = _("Verification")

    def post(self, request: HttpRequest) -> HttpResponse:
        breaks = [ledger.words(found) for found in islice(ledger.verify(), SHOWN_FLAWS)]
        disagreements = list(islice(ledger.disagreements(), SHOWN_FLAWS))
        return self.show(
            breaks=breaks,
            disagreements=disagreements,
            count=ledger.record_count(),
            verified_at=self.at,
            checkpoints=shown_checkpoints(self.at),
        )


class LedgerMenuItem(DeskMenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reads_ledger(request.user)


class LedgerViewSet(ViewSet):
    """The list of records and its verification."""

    name = "review_ledger"
    url_prefix = "review/ledger"
    icon = "history"
    add_to_admin_menu = True
    menu_label = _("Ledger")
    menu_name = "ledger"
    menu_order = 220
    menu_item_class = LedgerMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", LedgerListView.as_view(), name="index"),
            path("results/", LedgerListView.as_view(results_only=True), name="index_results"),
            path("verify/", VerifyView.as_view(), name="verify"),
        ]
