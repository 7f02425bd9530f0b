"""Numbers in the admin: what was taken out and what came of it, as charts, tables and a workbook."""

from collections.abc import Iterator
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core import clock
from core.breadcrumbs import HOME
from core.clock import business_day
from core.domain.bars import bars
from core.file_responses import saved
from core.forms import PeriodForm
from core.spreadsheets import Cell, xlsx
from distribution.queries.numbers import Numbers, Row, numbers, reads_numbers
from people.models import Branch
from people.queries.branches import branch_below

MOST_DRAWN = 40
"""A chart of more lines than this says less than its table, which is shown alone."""


class ReadingMixin:
    """Stands before what only those who read numbers have; finds branch and period of the request."""

    request: HttpRequest

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not reads_numbers(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def branch(self) -> Branch:
        """Return the branch that the address names. Raises Http404 for one that is not the reader's."""
        try:
            return branch_below(self.request.user, self.request.GET.get("branch", ""))
        except Branch.DoesNotExist as error:
            raise Http404 from error

    def form(self) -> PeriodForm:
        return PeriodForm(self.request.GET, day=business_day(clock.now()))


class NumbersView(ReadingMixin, WagtailAdminTemplateMixin, TemplateView):
    """Four charts with their tables. A period that cannot be is said, and the usual one shown."""

    template_name = "distribution/numbers/index.html"
    page_title = gettext_lazy("Numbers")
    header_icon = "table"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        form, branch = self.form(), self.branch()
        period = form.cleaned_data["period"] if form.is_valid() else form.usual
        found = numbers(self.request.user, branch, period)
        asked = {"branch": branch.code, "first": period.first, "last": period.last}
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "numbers": found,
            "is_own": branch.pk == self.request.user.branch_id,
            "sections": list(_sections(found)),
            "asked": urlencode({name: asked[name] for name in ("first", "last")}),
            "download": f"{reverse('numbers:xlsx')}?{urlencode(asked)}",
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": "", "label": self.page_title},
        ]


class NumbersFileView(ReadingMixin, View):
    """The same as a workbook."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        form, branch = self.form(), self.branch()
        if not form.is_valid():
            raise Http404
        found = numbers(request.user, branch, form.cleaned_data["period"])
        name = f"{branch.short_name} {found.period.first} {found.period.last}.xlsx"
        return saved(HttpResponse(xlsx([_("Table"), _("Item"), *_heads()], _lines(found))), name)


def _tables(found: Numbers) -> tuple[tuple[str, str, tuple[Row, ...]], ...]:
    return (
        ("day", _("By day"), found.by_day),
        ("slot", _("By slot"), found.by_slot),
        ("kind", _("By kind"), found.by_kind),
        ("branch", _("By branch"), found.by_branch),
    )


def _sections(found: Numbers) -> Iterator[dict[str, Any]]:
    for code, heading, rows in _tables(found):
        chart = bars([(row.label, _parts(row)) for row in rows]) if len(rows) <= MOST_DRAWN else None
        yield {"code": code, "heading": heading, "rows": rows, "chart": chart}


def _parts(row: Row) -> dict[str, int]:
    return {"sent": row.counts.sent, "waiting": row.counts.waiting, "lapsed": row.counts.lapsed}


def _heads() -> list[str]:
    return [_("Taken out"), _("Declared sent"), _("Not declared yet"), _("Lapsed"), _("Links opened")]


def _lines(found: Numbers) -> Iterator[list[Cell]]:
    for _code, heading, rows in (*_tables(found), ("all", _("In all"), (Row("", found.total),))):
        for row in rows:
            one = row.counts
            yield [heading, row.label, one.taken, one.sent, one.waiting, one.lapsed, one.opened]


class ReadersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reads_numbers(request.user)


class NumbersViewSet(ViewSet):
    name = "numbers"
    url_prefix = "numbers"
    icon = "table"
    menu_label = gettext_lazy("Numbers")
    menu_order = 158
    add_to_admin_menu = True
    menu_item_class = ReadersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", NumbersView.as_view(), name="index"),
            path("xlsx/", NumbersFileView.as_view(), name="xlsx"),
        ]
