"""Notices: what was announced about the programme's days, and when."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse, reverse_lazy
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from core import clock
from core.clock import business_day
from distribution.actions.see_notices import see_notices
from distribution.panels.notices import told_of_programme
from distribution.queries.notices import notices_of


class ToldMixin:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not told_of_programme(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class NoticesView(ToldMixin, WagtailAdminTemplateMixin, TemplateView):
    """Everything that the reader was told of the last week and the days ahead."""

    template_name = "distribution/programmes/notices.html"
    page_title = _("Programme: to look at")
    header_icon = "warning"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        today = business_day(clock.now())
        notices = list(notices_of(self.request.user, today))
        return {
            **super().get_context_data(**kwargs),
            "notices": notices,
            "standing": sum(not notice.is_over and notice.day >= today for notice in notices),
            "unseen": sum(notice.seen_at is None for notice in notices),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            {"url": reverse_lazy("programmes:index"), "label": _("Programmes")},
            {"url": "", "label": self.page_title},
        ]


class SeenView(ToldMixin, View):
    http_method_names = ["post"]

    def post(self, request: HttpRequest) -> HttpResponse:
        see_notices(actor=request.user, at=clock.now())
        return redirect(reverse("programme_notices:index"))


class NoticesViewSet(ViewSet):
    name = "programme_notices"
    url_prefix = "programme/notices"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", NoticesView.as_view(), name="index"),
            path("seen/", SeenView.as_view(), name="seen"),
        ]


notices_viewset = NoticesViewSet()
