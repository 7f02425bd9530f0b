"""The calendar's tables in the admin: days by year, festivals and seasons, columns of the week."""

from typing import Any

from django.db.models import Count, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel, ObjectList
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views import snippets

from content.domain.calendar import festival_spans
from content.enums import Segment
from content.forms.calendar import WeeklyColumnForm
from content.kinds import kind_label
from content.models import CalendarYear, Festival, WeeklyColumn
from content.viewsets.calendar_import import CalendarImportViewSet
from content.viewsets.calendar_month import CalendarMonthViewSet
from content.viewsets.oversight import NeverView, OverseenMixin
from content.viewsets.table import TableIndexView, TableViewSet
from core import clock
from core.clock import business_day


class CalendarYearViewSet(TableViewSet):
    model = CalendarYear
    icon = "calendar-alt"
    menu_label = _("Business and trading days")
    base_url_path = "calendar/days"
    admin_url_namespace = "calendar_days"
    list_display = [
        "__str__",
        Column("count", label=_("Days that differ"), accessor="count"),
        Column("source", label=_("Source"), accessor="source"),
        BooleanColumn("is_verified", label=_("Compared with the notice")),
    ]
    list_filter = ["table", "year", "is_verified"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("table"), FieldPanel("year")]),
                    FieldPanel("source"),
                    FieldPanel("is_verified"),
                ],
                heading=_("Year"),
            ),
            InlinePanel(
                "days",
                heading=_("Days that differ"),
                label=_("Day that differs"),
                help_text=_(
                    "Weekdays are open and weekends closed but for these. "
                    "The exchange never trades at weekends."
                ),
                panels=[FieldRowPanel([FieldPanel("day"), FieldPanel("name"), FieldPanel("is_open")])],
            ),
        ]
    )

    def get_queryset(self, request: Any) -> QuerySet[CalendarYear]:
        return CalendarYear.objects.annotate(count=Count("days")).order_by("-year", "table")


class FestivalIndexView(TableIndexView):
    """With the dates of this year and the next, or the words that there are none."""

    def get_table(self, object_list: Any) -> Any:
        year = business_day(clock.now()).year
        listed = list(object_list)
        for festival in listed:
            festival.dates = "、".join(dates_of(festival, one) for one in (year, year + 1))
        return super().get_table(listed)


def dates_of(festival: Festival, year: int) -> str:
    """Return the festival's dates in `year` in words; clear words where it has none."""
    spans = festival_spans(festival.reckoning, year)
    if not spans:
        return gettext("no date in %(year)d") % {"year": year}
    return "、".join(
        f"{span.first}" if span.first == span.last else f"{span.first} – {span.last}" for span in spans
    )


class FestivalViewSet(TableViewSet):
    model = Festival
    icon = "date"
    menu_label = _("Festivals and seasons")
    base_url_path = "calendar/festivals"
    admin_url_namespace = "calendar_festivals"
    index_view_class = FestivalIndexView
    list_per_page = 100
    search_fields = ["name", "code"]
    list_display = [
        "name",
        Column("occasion", label=_("Sort"), accessor="get_occasion_display"),
        Column("rule", label=_("Rule"), accessor="get_rule_display"),
        Column("dates", label=_("This year and the next"), accessor="dates"),
        Column("source", label=_("Source"), accessor="source"),
    ]
    list_filter = ["occasion", "rule"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [FieldRowPanel([FieldPanel("name"), FieldPanel("code")]), FieldPanel("occasion")],
                heading=_("Festival or season"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("rule"),
                    FieldRowPanel([FieldPanel("month"), FieldPanel("day")]),
                    FieldRowPanel([FieldPanel("nth"), FieldPanel("weekday"), FieldPanel("term")]),
                    FieldRowPanel([FieldPanel("shift"), FieldPanel("lasts")]),
                ],
                heading=_("When"),
            ),
            FieldPanel("source"),
        ]
    )


class ColumnIndexView(OverseenMixin, TableIndexView):
    def get_base_queryset(self) -> QuerySet[WeeklyColumn]:
        return WeeklyColumn.objects.overseen_by(self.request.user).select_related("branch")


class ColumnCreateView(OverseenMixin, snippets.CreateView):
    pass


class ColumnEditView(OverseenMixin, snippets.EditView):
    pass


class ColumnHistoryView(OverseenMixin, snippets.HistoryView):
    pass


class ColumnUsageView(OverseenMixin, snippets.UsageView):
    pass


def segments_of(column: WeeklyColumn) -> str:
    """Return the labels of the segments that `column` is for."""
    return "、".join(str(Segment(code).label) for code in column.segments if code in Segment.values) or "—"


class WeeklyColumnViewSet(TableViewSet):
    """Columns that the user oversees; another branch's does not exist. None is deleted: it stops running."""

    model = WeeklyColumn
    icon = "list-ul"
    menu_label = _("Weekly columns")
    base_url_path = "calendar/columns"
    admin_url_namespace = "calendar_columns"
    index_view_class = ColumnIndexView
    add_view_class = ColumnCreateView
    edit_view_class = ColumnEditView
    history_view_class = ColumnHistoryView
    usage_view_class = ColumnUsageView
    delete_view_class = NeverView
    search_fields = ["name", "code"]
    list_display = [
        "name",
        Column("weekday", label=_("Weekday"), accessor="get_weekday_display", sort_key="weekday"),
        Column("slot", label=_("Slot"), accessor="get_slot_display"),
        Column("kind", label=_("Kind"), accessor=lambda column: kind_label(column.kind)),
        Column("segments", label=_("Customer segments"), accessor=segments_of),
        Column("branch", label=_("Branch"), accessor="branch.short_name"),
        BooleanColumn("is_active", label=_("Runs")),
    ]
    list_filter = ["weekday", "slot", "is_active"]
    edit_handler = ObjectList(
        [
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("name"), FieldPanel("code")]),
                    FieldRowPanel([FieldPanel("weekday"), FieldPanel("slot")]),
                    FieldRowPanel([FieldPanel("kind"), FieldPanel("branch")]),
                ],
                heading=_("Column"),
            ),
            MultiFieldPanel([FieldPanel("segments"), FieldPanel("tier")], heading=_("For whom")),
            FieldPanel("is_active"),
        ],
        base_form_class=WeeklyColumnForm,
    )


class CalendarGroup(snippets.SnippetViewSetGroup):
    """The month first, then the tables that it is made from."""

    items = (
        CalendarMonthViewSet,
        WeeklyColumnViewSet,
        FestivalViewSet,
        CalendarYearViewSet,
        CalendarImportViewSet,
    )
    menu_label = _("Calendar")
    menu_icon = "calendar"
    menu_name = "calendar"
    menu_order = 110
