"""Numbers of screening and deciding in the admin: charts, tables and a workbook."""

from collections.abc import Iterator, Sequence
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.urls import path, reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.menu import MenuItem
from wagtail.admin.viewsets.base import ViewSet

from core.clock import business_day
from core.domain.bars import bars
from core.domain.periods import Period
from core.file_responses import saved
from core.forms import PeriodForm
from core.spreadsheets import Cell, xlsx
from people.models import Branch
from people.queries.branches import branch_below
from review.queries.screening_numbers import (
    PassRow,
    ScreeningNumbers,
    reads_screening_numbers,
    screening_numbers,
)
from review.viewsets.access import DeskPage

MOST_DRAWN = 40
"""A chart of more lines than this says less than its table; it shows the first ones."""


class NumbersPage(DeskPage):
    """Finds branch and period of the request, for those who read these numbers."""

    page_title = gettext_lazy("Screening in numbers")
    header_icon = "glasses"
    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not reads_screening_numbers(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def branch(self) -> Branch:
        try:
            return branch_below(self.request.user, self.request.GET.get("branch", ""))
        except Branch.DoesNotExist as error:
            raise Http404 from error

    def form(self) -> PeriodForm:
        return PeriodForm(self.request.GET, day=business_day(self.at))


class NumbersView(NumbersPage):
    """Charts with their tables. A period that cannot be is said, and the usual one shown."""

    template_name = "review/numbers/index.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        form, branch = self.form(), self.branch()
        period: Period = form.cleaned_data["period"] if form.is_valid() else form.usual
        rule = request.GET.get("rule", "")
        found = screening_numbers(request.user, branch, period, rule)
        asked = {"branch": branch.code, "first": period.first, "last": period.last}
        return self.show(
            form=form,
            numbers=found,
            is_own=branch.pk == request.user.branch_id,
            rule=rule,
            here=urlencode(asked),
            charts=_charts(found),
            asked=urlencode({name: asked[name] for name in ("first", "last")}),
            download=f"{reverse('screening_numbers:xlsx')}?{urlencode(asked)}",
        )


class NumbersFileView(NumbersPage):
    """The same as a workbook."""

    def get(self, request: HttpRequest) -> HttpResponse:
        form, branch = self.form(), self.branch()
        if not form.is_valid():
            raise Http404
        found = screening_numbers(request.user, branch, form.cleaned_data["period"])
        name = f"{branch.short_name} {found.period.first} {found.period.last}.xlsx"
        return saved(
            HttpResponse(xlsx([_("Table"), _("Item"), _("Measure"), _("Count")], _lines(found))), name
        )


def _charts(found: ScreeningNumbers) -> dict[str, Any]:
    return {
        "week": bars(
            [
                (f"{row.monday:%m-%d}", {"strong": row.warned, "pale": row.submitted - row.warned})
                for row in found.by_week
            ]
        ),
        "rule": bars(
            [
                (f"{row.rule} {row.title}".strip(), {"strong": row.warned, "pale": row.informed})
                for row in found.by_rule[:MOST_DRAWN]
            ]
        ),
        "kind": bars([(row.label, _passes(row)) for row in found.first_by_kind]),
        "branch": bars([(row.label, _passes(row)) for row in found.first_by_branch[:MOST_DRAWN]]),
    }


def _passes(row: PassRow) -> dict[str, int]:
    return {"strong": row.passed, "pale": row.first - row.passed}


def _lines(found: ScreeningNumbers) -> Iterator[list[Cell]]:
    for week in found.by_week:
        yield [_("By week"), week.monday, _("Submitted"), week.submitted]
        yield [_("By week"), week.monday, _("With a warning"), week.warned]
    for rule in found.by_rule:
        counts = (rule.warned, rule.informed, rule.alarms, rule.agreed)
        for measure, count in zip(_rule_measures(), counts, strict=True):
            yield [_("By rule"), f"{rule.rule} {rule.title}".strip(), measure, count]
    for table, rows in (
        (_("First submissions by kind"), found.first_by_kind),
        (_("First submissions by branch"), found.first_by_branch),
    ):
        for row in rows:
            yield [table, row.label, _("First submissions decided"), row.first]
            yield [table, row.label, _("Approved at once"), row.passed]
    for took in found.times:
        for measure, count in zip(_time_measures(), (*took.within, took.in_time), strict=True):
            yield [_("Time to decision"), took.label, measure, count]
        yield [_("Time to decision"), took.label, _("Hours on average"), round(took.hours, 1)]


def _rule_measures() -> Sequence[str]:
    return _("Pieces warned of"), _("Pieces informed of"), _("Called a false alarm"), _("Of these agreed")


def _time_measures() -> Sequence[str]:
    return _("Within 1 hour"), _("Within 4 hours"), _("Within 1 day"), _("Later"), _("In time")


class NumbersMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reads_screening_numbers(request.user)


class ScreeningNumbersViewSet(ViewSet):
    name = "screening_numbers"
    url_prefix = "review/numbers"
    icon = "glasses"
    add_to_admin_menu = True
    menu_label = gettext_lazy("Screening in numbers")
    menu_name = "screening-numbers"
    menu_order = 223
    menu_item_class = NumbersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", NumbersView.as_view(), name="index"),
            path("xlsx/", NumbersFileView.as_view(), name="xlsx"),
        ]
