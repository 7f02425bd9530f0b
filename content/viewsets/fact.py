"""Facts: their list, their pages, the chooser, and the two ways in (by hand, as a table)."""

from functools import cached_property
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views import View
from wagtail.admin.panels import FieldPanel, FieldRowPanel, ObjectList
from wagtail.admin.ui.tables import BulkActionsCheckboxColumn, Column
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.views.generic.permissions import PermissionCheckedMixin
from wagtail.admin.widgets.button import HeaderButton
from wagtail.snippets.views import chooser, snippets

from content.actions.take_facts import take_facts
from content.forms.facts import FactForm, FactTableForm
from content.models import Fact
from content.queries.dependents import dependents_of_fact
from content.queries.facts import history, offered
from content.viewsets.chooser_access import LookedAtMixin
from content.viewsets.choosing import QuietSnippetChooser, SearchForm
from core import clock
from core.actions import Conflict
from core.clock import business_day


class FactSearchForm(SearchForm):
    searched = ("label", "value", "subject", "product__name", "product__code")


class FactChooseMixin:
    """Only the newest of each series, and only while it is good."""

    filter_form_class = FactSearchForm

    def get_object_list(self) -> QuerySet[Fact]:
        return offered(business_day(clock.now()))

    @property
    def columns(self) -> list[Any]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("source", label=gettext_lazy("Source"), accessor="source"),
            Column("expires_on", label=gettext_lazy("Expires on"), accessor="expires_on"),
        ]


class FactChooseView(FactChooseMixin, chooser.ChooseView):
    pass


class FactChooseResultsView(FactChooseMixin, chooser.ChooseResultsView):
    pass


class FactChooserViewSet(LookedAtMixin, chooser.SnippetChooserViewSet):
    base_widget_class = QuietSnippetChooser
    choose_view_class = FactChooseView
    choose_results_view_class = FactChooseResultsView


class FactIndexView(snippets.IndexView):
    """The newest value of each series comes first in it; the older ones follow."""

    table_url_name: str | None = None

    def get_base_queryset(self) -> QuerySet[Fact]:
        return Fact.objects.all()

    @cached_property
    def columns(self) -> list[Any]:
        return [column for column in super().columns if not isinstance(column, BulkActionsCheckboxColumn)]

    @cached_property
    def header_buttons(self) -> list[Any]:
        buttons = list(super().header_buttons)
        if self.user_has_permission("add"):
            buttons.append(
                HeaderButton(
                    label=_("Paste or upload"),
                    url=reverse(self.table_url_name),
                    icon_name="table",
                    priority=5,
                )
            )
        return buttons


class FactCreateView(snippets.CreateView):
    """Saved by the action, so that its history and the ledger know of it."""

    def save_instance(self) -> Fact:
        fact: Fact = self.form.save(commit=False)
        taken = take_facts([fact], actor=self.request.user, at=clock.now())
        self.is_known = not taken.added
        return fact

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            return super().form_valid(form)
        except Conflict as conflict:
            messages.error(self.request, conflict.words)
            return self.render_to_response(self.get_context_data(form=form))

    def get_success_url(self) -> str:
        return reverse(self.index_url_name)

    def get_success_message(self, instance: Fact) -> str:
        return _("This fact is known already; nothing was added.") if self.is_known else _("Entered.")

    def get_success_buttons(self) -> list[Any]:
        return []


class FactInspectView(snippets.InspectView):
    """One fact, the values before and after it, and what cites it."""

    template_name = "content/facts/inspect.html"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        fact, at = self.object, clock.now()
        values = list(history(fact))
        return {
            **super().get_context_data(**kwargs),
            "values": values,
            "is_newest": values[0] == fact,
            "has_expired": fact.expires_on < business_day(at),
            "dependents": dependents_of_fact(fact, self.request.user, at),
        }


class FactTableView(PermissionCheckedMixin, WagtailAdminTemplateMixin, View):
    """Paste or upload, look, confirm. What was pasted stays in the box until it is taken."""

    model: Any = None
    index_url_name: str | None = None
    permission_required = "add"
    page_title = gettext_lazy("Paste or upload facts")
    header_icon = "table"
    template_name = "content/facts/table.html"

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse(self.index_url_name), "label": _("Facts")},
            {"url": "", "label": self.get_page_title()},
        ]

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(FactTableForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        form = FactTableForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(form)
        if "confirm" in request.POST and form.was_seen and not form.problem_count:
            try:
                taken = take_facts(form.facts, actor=request.user, at=clock.now())
            except Conflict as conflict:
                messages.error(request, conflict.words)
                return self._show(form.for_confirmation(), previewed=form)
            messages.success(request, _told(len(taken.added), taken.known))
            return redirect(self.index_url_name)
        return self._show(form.for_confirmation(), previewed=form)

    def _show(self, form: FactTableForm, previewed: FactTableForm | None = None) -> HttpResponse:
        context = self.get_context_data(form=form, previewed=previewed, media=form.media)
        return render(self.request, self.template_name, context)


def _told(added: int, known: int) -> str:
    told = ngettext("%(count)d fact entered.", "%(count)d facts entered.", added) % {"count": added}
    if known:
        told += " " + ngettext(
            "%(count)d row was known already.", "%(count)d rows were known already.", known
        ) % {"count": known}
    return told


class FactViewSet(snippets.SnippetViewSet):
    """Everybody at the desk may look; head office enters. There is no changing and no deleting."""

    model = Fact
    icon = "snippet"
    menu_label = gettext_lazy("Facts")
    base_url_path = "content/facts"
    admin_url_namespace = "content_facts"
    chooser_viewset_class = FactChooserViewSet
    index_view_class = FactIndexView
    add_view_class = FactCreateView
    inspect_view_class = FactInspectView
    inspect_template_name = FactInspectView.template_name
    copy_view_enabled = False
    inspect_view_enabled = True
    inspect_view_fields = ["source", "source_url", "entered_by", "entered_at"]
    search_backend_name = None
    search_fields = ["label", "value", "subject", "product__name", "product__code"]
    list_per_page = 50
    ordering = ("product", "subject", "label", "-as_of", "-correction")
    list_display = [
        "label",
        Column("about", label=gettext_lazy("About"), accessor="about"),
        Column("value", label=gettext_lazy("Value"), accessor=lambda fact: f"{fact.value}{fact.unit}"),
        Column("as_of", label=gettext_lazy("As of"), accessor="as_of", sort_key="as_of"),
        Column("expires_on", label=gettext_lazy("Expires on"), accessor="expires_on", sort_key="expires_on"),
        Column("source", label=gettext_lazy("Source"), accessor="source"),
    ]
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("product"), FieldPanel("subject")]),
            FieldRowPanel([FieldPanel("label"), FieldPanel("value"), FieldPanel("unit")]),
            FieldRowPanel([FieldPanel("as_of"), FieldPanel("expires_on")]),
            FieldRowPanel([FieldPanel("source"), FieldPanel("source_url")]),
        ],
        base_form_class=FactForm,
    )

    def get_index_view_kwargs(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_index_view_kwargs(table_url_name=self.get_url_name("table"), **kwargs)

    def get_urlpatterns(self) -> list[Any]:
        table = self.construct_view(FactTableView)
        return [*super().get_urlpatterns(), path("table/", table, name="table")]
