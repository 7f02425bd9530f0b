"""The page on which a new piece is begun: a card for each kind."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet

from content.enums import KindGroup
from content.kinds import kinds_of
from content.models import proxy_for
from content.panels.home import writes
from content.viewsets.menu_items import ShortcutMenuItem, WritersMenuItem


class NewPieceView(WagtailAdminTemplateMixin, TemplateView):
    """Every kind with what it is for and how long review may take. For those who write."""

    template_name = "content/pieces/new.html"
    page_title = _("New piece")
    header_icon = "plus"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not writes(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("content_all:index"), "label": _("All pieces")},
            {"url": "", "label": self.page_title},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {
            "groups": [
                (group, [(kind, _begin(kind.code)) for kind in kinds_of(group)]) for group in KindGroup
            ]
        }


def _begin(kind_code: str) -> str:
    return reverse(proxy_for(kind_code).snippet_viewset.get_url_name("add"))


class NewPieceMenuItem(ShortcutMenuItem, WritersMenuItem):
    keys = "g n"


class NewPieceViewSet(ViewSet):
    name = "content_new"
    url_prefix = "content/new"
    icon = "plus"
    menu_label = _("New piece")
    menu_name = "content-new"
    menu_item_class = NewPieceMenuItem

    def get_urlpatterns(self) -> list[Any]:
        return [path("", NewPieceView.as_view(), name="index")]
