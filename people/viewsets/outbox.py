"""Messages that need a person, for those who look after the outbox."""

from datetime import datetime
from typing import Any

import django_filters
from django.contrib import messages
from django.db.models import QuerySet
from django.forms import RadioSelect
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse, reverse_lazy
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.menu import MenuItem
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.base import BaseListingView, WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core import clock, outbox
from core.actions import Refused
from core.breadcrumbs import HOME
from core.models import STUCK, OutboxMessage, OutboxStatus
from core.queries.outbox import dead_by_handler
from people.actions.close_message import close_message
from people.actions.retry_dead_messages import retry_dead_messages
from people.actions.retry_message import retry_message
from people.queries.outbox import history_of, keeps_outbox, require_keeper
from people.viewsets.outbox_forms import CloseForm, RetryForm

LIST_URL = reverse_lazy("outbox:index")
EVERYTHING = "all"


class KeeperView(View):
    """For those who look after the outbox. Reading is refused here, changing by the action, on record."""

    at: datetime

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        self.at = clock.now()
        try:
            if request.method in {"GET", "HEAD"}:
                require_keeper(request.user, subject="outbox")
            return super().dispatch(request, *args, **kwargs)
        except Refused as refusal:  # Wagtail would send whoever is refused home, and not say this
            return render(request, "core/refused.html", {"words": refusal.words}, status=403)


class MessageFilterSet(WagtailFilterSet):
    """Without a status, what needs a person is shown."""

    status = django_filters.ChoiceFilter(
        label=gettext_lazy("Status"),
        choices=[*OutboxStatus.choices, (EVERYTHING, gettext_lazy("All"))],
        empty_label=gettext_lazy("Needs a person"),
        widget=RadioSelect,
        method="by_status",
    )
    topic = django_filters.ChoiceFilter(
        label=gettext_lazy("Topic"),
        choices=lambda: [(topic, topic) for topic in sorted({one.topic for one in outbox.handlers()})],
        empty_label=gettext_lazy("All"),
        widget=RadioSelect,
    )
    handler = django_filters.CharFilter(label=gettext_lazy("Receiver"), lookup_expr="startswith")
    object_key = django_filters.CharFilter(label=gettext_lazy("Object begins with"), lookup_expr="startswith")

    class Meta:
        model = OutboxMessage
        fields: list[str] = []

    def by_status(self, found: QuerySet[OutboxMessage], name: str, value: str) -> QuerySet[OutboxMessage]:
        return found if value == EVERYTHING else found.filter(status=value)

    def filter_queryset(self, queryset: QuerySet[OutboxMessage]) -> QuerySet[OutboxMessage]:
        found: QuerySet[OutboxMessage] = super().filter_queryset(queryset)
        return found if self.form.cleaned_data.get("status") else found.filter(status__in=STUCK)


class CellColumn(Column):
    """A column with a cell of ours."""

    def __init__(self, name: str, **kwargs: Any) -> None:
        super().__init__(name, **kwargs)
        self.cell_template_name = f"people/outbox/cells/{name}.html"


class MessageListView(KeeperView, BaseListingView):
    """The newest first."""

    template_name = "people/outbox/list.html"
    results_template_name = "people/outbox/list_results.html"
    index_url_name = "outbox:index"
    index_results_url_name = "outbox:index_results"
    filterset_class = MessageFilterSet
    paginate_by = 20
    header_icon = "mail"
    page_title = gettext_lazy("Deliveries")
    columns = [
        CellColumn("message", label=gettext_lazy("Message")),
        CellColumn("status", label=gettext_lazy("Status")),
        CellColumn("error", label=gettext_lazy("What happened")),
        Column("attempts", label=gettext_lazy("Attempts")),
        CellColumn("announced_at", label=gettext_lazy("Announced")),
    ]

    def get_base_queryset(self) -> QuerySet[OutboxMessage]:
        return OutboxMessage.objects.defer("payload").order_by("-pk")

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "dead_by_handler": dead_by_handler(),
            "has_filters": self.is_filtering,
        }


class MessageView(KeeperView, WagtailAdminTemplateMixin):
    """One message: what it is, what happened, what can be done, and what was done by whom."""

    template_name = "people/outbox/message.html"
    header_icon = "mail"

    @cached_property
    def message(self) -> OutboxMessage:
        return get_object_or_404(OutboxMessage.objects.defer("payload"), pk=self.kwargs["message_id"])

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        return self.show()

    def get_page_title(self) -> str:
        return _("Message %(number)d") % {"number": self.message.pk}

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": LIST_URL, "label": _("Deliveries")},
            {"url": "", "label": self.get_page_title()},
        ]

    def show(self, **forms: Any) -> HttpResponse:
        """Return the page; `forms` that were filled in wrongly take the place of empty ones."""
        context = {
            "message": self.message,
            "is_stuck": self.message.status in STUCK,
            "is_unknown": self.message.status == OutboxStatus.UNKNOWN,
            "history": history_of(self.message),
            "retry_form": RetryForm(message=self.message),
            "close_form": CloseForm(),
        }
        return self.render_to_response(self.get_context_data(**context | forms))

    def back(self, words: str) -> HttpResponse:
        messages.success(self.request, words)
        return redirect("outbox:message", self.message.pk)


class RetryView(MessageView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = RetryForm(request.POST, message=self.message)
        if keeps_outbox(request.user) and not form.is_valid():
            return self.show(retry_form=form)
        note = form.cleaned_data["note"] if form.is_valid() else ""
        retry_message(self.message.pk, note=note, actor=request.user, at=self.at)
        return self.back(_("The message will be delivered again within seconds."))


class CloseView(MessageView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        form = CloseForm(request.POST)
        if keeps_outbox(request.user) and not form.is_valid():
            return self.show(close_form=form)
        said = form.cleaned_data if form.is_valid() else {}
        close_message(
            self.message.pk,
            outcome=OutboxStatus(said.get("outcome", OutboxStatus.NOT_NEEDED)),
            note=said.get("note", ""),
            actor=request.user,
            at=self.at,
        )
        return self.back(_("The message is closed."))


class RetryDeadView(KeeperView):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        count = retry_dead_messages(request.POST.get("handler", ""), actor=request.user, at=self.at)
        words = ngettext(
            "%(count)d message will be delivered again.", "%(count)d messages will be delivered again.", count
        )
        messages.success(request, words % {"count": count})
        return redirect(reverse("outbox:index"))


class OutboxMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return keeps_outbox(request.user)


class OutboxViewSet(ViewSet):
    """List, message, and the three verbs."""

    name = "outbox"
    url_prefix = "outbox"
    icon = "mail"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Deliveries")
    menu_name = "outbox"
    menu_order = 820
    menu_item_class = OutboxMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", MessageListView.as_view(), name="index"),
            path("results/", MessageListView.as_view(results_only=True), name="index_results"),
            path("retry-dead/", RetryDeadView.as_view(), name="retry_dead"),
            path("<int:message_id>/", MessageView.as_view(), name="message"),
            path("<int:message_id>/retry/", RetryView.as_view(), name="retry"),
            path("<int:message_id>/close/", CloseView.as_view(), name="close"),
        ]
