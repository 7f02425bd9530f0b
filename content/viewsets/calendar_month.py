"""The month: what is planned, in review, issued and ending, and what is missing."""

from calendar import Calendar
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.actions.take_calendar import KEEPERS
from content.enums import ComponentState, Weekday
from content.kinds import kind_choices
from content.panels.home import writes
from content.queries.planning import Filters, plan
from content.viewsets.menu_items import OverseersMenuItem, ShortcutMenuItem
from core import clock
from core.breadcrumbs import HOME
from core.clock import business_day
from people.enums import OVERSEEING
from people.models import Branch, User

STATES = [
    *ComponentState.choices,
    ("issued", _("Issued edition")),
    ("expiring", _("Ends on this day")),
    ("over", _("No longer in force")),
]
FIRST, LAST = date(2000, 1, 1), date(2099, 12, 1)


class MonthForm(forms.Form):
    """The filters. What cannot be read is left out."""

    month = forms.DateField(required=False, input_formats=["%Y-%m"], widget=forms.HiddenInput)
    branch = forms.ModelChoiceField(
        label=_("Branch"), queryset=Branch.objects.none(), required=False, empty_label=_("All that I oversee")
    )
    kind = forms.ChoiceField(label=_("Kind"), required=False)
    state = forms.ChoiceField(label=_("State"), choices=[("", _("All")), *STATES], required=False)

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = user.branch.path if user.branch else None
        overseen = Branch.objects.filter(path__startswith=own) if own else Branch.objects.none()
        self.fields["branch"].queryset = overseen.order_by("path")
        self.fields["kind"].choices = [("", _("All")), *kind_choices()]

    def clean_month(self) -> date | None:
        month: date | None = self.cleaned_data["month"]
        return month if month is not None and FIRST <= month <= LAST else None


class CalendarMonthView(WagtailAdminTemplateMixin, TemplateView):
    """One month as a table of weeks; the days of the months around it fill its first and last week."""

    template_name = "content/calendar/month.html"
    page_title = _("Calendar")
    header_icon = "calendar"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.branch is None or not request.user.roles & OVERSEEING:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        form = MonthForm(self.request.GET, user=self.request.user)
        form.is_valid()
        asked = form.cleaned_data
        month = asked.get("month") or business_day(at).replace(day=1)
        branch = asked.get("branch")
        filters = Filters(branch.path if branch else "", asked.get("kind", ""), asked.get("state", ""))
        days = list(Calendar().itermonthdates(month.year, month.month))
        planned = plan(self.request.user, days[0], days[-1], at, filters)
        return {
            **super().get_context_data(**kwargs),
            "form": form,
            "month": month,
            "weekdays": [label for _code, label in Weekday.choices],
            "weeks": [planned.days[start : start + 7] for start in range(0, len(days), 7)],
            "plan": planned,
            "gap_count": sum(len(day.gaps) for day in planned.days if day.day.month == month.month),
            "writes": writes(self.request.user),
            "may_import": bool(self.request.user.roles & KEEPERS),
            "previous": self._link(month - timedelta(days=1)),
            "next": self._link(month + timedelta(days=31)),
            "today": self._link(business_day(at)),
        }

    def _link(self, month: date) -> str:
        kept = {
            name: self.request.GET[name] for name in ("branch", "kind", "state") if name in self.request.GET
        }
        return "?" + urlencode({"month": f"{month:%Y-%m}", **kept})

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": "", "label": self.page_title},
        ]


class MonthMenuItem(ShortcutMenuItem, OverseersMenuItem):
    keys = "g c"


class CalendarMonthViewSet(ViewSet):
    name = "calendar_month"
    url_prefix = "calendar/month"
    icon = "calendar"
    menu_label = _("Month")
    menu_name = "calendar-month"
    menu_item_class = MonthMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", CalendarMonthView.as_view(), name="index")]
