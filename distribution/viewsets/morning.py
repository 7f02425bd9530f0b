"""The morning page of a branch, for one sheet of paper, and how many managers use what is laid out."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy
from django.views.generic import TemplateView
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core import clock
from core.breadcrumbs import HOME
from core.clock import business_day
from core.domain.bars import Bars, bars
from distribution.domain.adoption import FEWEST, Line
from distribution.queries.adoption import adoption, leads
from distribution.queries.morning import morning_of


class LeadingView(WagtailAdminTemplateMixin, TemplateView):
    """A page for those who answer for a branch's managers."""

    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not leads(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": "", "label": self.page_title},
        ]


class MorningView(LeadingView):
    """Today of the reader's branch; it prints on one sheet of A4."""

    template_name = "distribution/morning/index.html"
    page_title = gettext_lazy("Morning page")
    header_icon = "doc-full"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, at = self.request.user, clock.now()
        return {**super().get_context_data(**kwargs), "at": at, "morning": morning_of(user, user.branch, at)}


class AdoptionView(LeadingView):
    """Week by week, the reader's branch and each directly below it."""

    template_name = "distribution/morning/adoption.html"
    page_title = gettext_lazy("Adoption by branch")
    header_icon = "group"

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, day = self.request.user, business_day(clock.now())
        found = adoption(user, user.branch, day)
        return {
            **super().get_context_data(**kwargs),
            "adoption": found,
            "lines": (*found.branches, found.total),
            "chart": _chart(found.total, [f"{monday:%m-%d}" for monday in found.mondays]),
            "fewest": FEWEST,
        }


def _chart(total: Line, names: list[str]) -> Bars | None:
    """Return the weeks of everybody, or None where these are too few people."""
    shares = [
        (name, {"sent": week.percent})
        for name, week in zip(names, total.weeks, strict=True)
        if week.percent is not None
    ]
    return bars(shares, full=100) if shares else None


class LeadsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return leads(request.user)


class MorningViewSet(ViewSet):
    name = "morning"
    url_prefix = "morning"
    icon = "doc-full"
    menu_label = gettext_lazy("Morning page")
    menu_order = 90
    add_to_admin_menu = True
    menu_item_class = LeadsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", MorningView.as_view(), name="index"),
            path("adoption/", AdoptionView.as_view(), name="adoption"),
        ]
