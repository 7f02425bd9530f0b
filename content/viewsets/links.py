"""Links and codes that need somebody, for editors and officers."""

from typing import Any

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.queries.links import troubles
from content.viewsets.menu_items import OverseersMenuItem
from core import clock
from core.breadcrumbs import HOME
from people.enums import OVERSEEING


class LinkTroublesView(WagtailAdminTemplateMixin, TemplateView):
    """Dead links, and group codes that end within seven days, of what the reader oversees."""

    template_name = "content/links/troubles.html"
    page_title = _("Links and codes")
    header_icon = "link"
    http_method_names = ["get", "head"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.branch is None or not request.user.roles & OVERSEEING:
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {
            **super().get_context_data(**kwargs),
            "troubles": troubles(self.request.user, clock.now()),
            "is_checking": settings.ARMOURY_CHECK_LINKS,
        }

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": "", "label": self.page_title},
        ]


class LinksViewSet(ViewSet):
    """The page and its menu entry."""

    name = "link_troubles"
    url_prefix = "links"
    icon = "link"
    add_to_admin_menu = True
    menu_label = _("Links and codes")
    menu_order = 220
    menu_item_class = OverseersMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", LinkTroublesView.as_view(), name="index")]
