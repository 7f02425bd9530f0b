"""Searched and not found: what editors could write, or teach the dictionary."""

from typing import Any
from urllib.parse import urlencode

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView, View
from wagtail.admin.menu import MenuItem
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.kinds import KINDS
from content.models import proxy_for
from core import clock
from core.breadcrumbs import HOME
from people.enums import Role
from people.models import User
from review.models import Edition
from search.actions.keeping import keeps_dictionary
from search.queries.missed import missed_queries, with_nearest

A_PAGE = 30
STARTABLE = {kind.code: kind for kind in KINDS if not kind.rests_on_consent}


def reads_missed(user: User) -> bool:
    """Return whether `user` could write what is lacking."""
    return user.branch is not None and Role.EDITOR in user.roles


class EditorsMixin:
    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not reads_missed(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]


class MissedView(EditorsMixin, WagtailAdminTemplateMixin, TemplateView):
    """The queries of the last 30 days, the most frequent first."""

    template_name = "search/missed.html"
    page_title = _("Searched and not found")
    header_icon = "search"
    http_method_names = ["get", "head"]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        at = clock.now()
        page = Paginator(missed_queries(at), A_PAGE).get_page(self.request.GET.get("p"))
        within = Edition.objects.overseen_by(self.request.user).readable(at)
        return {
            **super().get_context_data(**kwargs),
            "rows": with_nearest(page.object_list, within),
            "page": page,
            "elided_page_range": page.paginator.get_elided_page_range(page.number),
            "kinds": STARTABLE.values(),
            "keeps_dictionary": keeps_dictionary(self.request.user),
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [HOME, {"url": "", "label": self.page_title}]


class StartView(EditorsMixin, View):
    """On to the form of a new piece of a kind, with the query as its title."""

    http_method_names = ["get", "head"]

    def get(self, request: HttpRequest) -> HttpResponse:
        kind = request.GET.get("kind", "")
        if kind not in STARTABLE:
            raise Http404
        address = reverse(proxy_for(kind).snippet_viewset.get_url_name("add"))
        return redirect(f"{address}?{urlencode({'title': request.GET.get('title', '')[:60]})}")


class EditorsMenuItem(MenuItem):
    def is_shown(self, request: HttpRequest) -> bool:
        return reads_missed(request.user)


class MissedViewSet(ViewSet):
    """The report and its menu entry."""

    name = "missed"
    url_prefix = "missed"
    icon = "search"
    menu_label = _("Searched and not found")
    menu_order = 158
    add_to_admin_menu = True
    menu_item_class = EditorsMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("", MissedView.as_view(), name="index"),
            path("start/", StartView.as_view(), name="start"),
        ]
