"""The addresses of pieces whose kind is no longer declared: nothing of them is lost, nothing is written."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import include, path, reverse
from django.utils.http import urlencode
from django.views import View
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.permissions import policy_registry

from content.kinds import find_kind, kind_label
from content.models import Component
from content.queries.gone_kinds import kept_document
from content.queries.thawing import picture_addresses


def kept_pieces(request: HttpRequest, kind_code: str) -> Any:
    """Return the pieces of the gone kind that the user oversees. Raises Http404 for one that is declared."""
    if find_kind(kind_code) is not None:
        raise Http404
    if not policy_registry.get_by_type(Component).user_has_permission(request.user, "view"):
        raise PermissionDenied
    return Component.objects.overseen_by(request.user).filter(kind=kind_code)


class GonePieceView(WagtailAdminTemplateMixin, TemplateView):
    """What was written, and that its kind is out of use. It stands at the addresses that the piece had."""

    template_name = "content/gone_kind.html"
    header_icon = "warning"

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        pieces = kept_pieces(request, kwargs["kind"]).select_related("branch", "latest_revision", "product")
        found = pieces.filter(pk=kwargs["pk"]).first()
        if found is None:
            raise Http404
        self.component: Component = found
        return super().get(request, *args, **kwargs)

    def get_page_title(self) -> str:
        return str(kind_label(self.component.kind))

    def get_page_subtitle(self) -> str:
        return str(self.component)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            *super().get_breadcrumbs_items(),
            {"url": reverse("content_gone:list", args=[self.component.kind]), "label": self.get_page_title()},
            {"url": "", "label": str(self.component)},
        ]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        document = kept_document(self.component)
        return {
            **super().get_context_data(**kwargs),
            "component": self.component,
            "document": document,
            "picture_urls": picture_addresses(document, self.request.user),
        }


class GoneKindView(View):
    """The list that the kind had is now that of all pieces, kept to this kind."""

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        if not kept_pieces(request, kind).exists():
            raise Http404
        return redirect(f"{reverse('content_all:index')}?{urlencode({'kind': kind})}")


def urlpatterns() -> list[Any]:
    """Return the addresses. They stand behind all others, so that nothing that is declared is hidden."""
    patterns = [
        path("<slug:kind>/", GoneKindView.as_view(), name="list"),
        path("<slug:kind>/edit/<int:pk>/", GonePieceView.as_view(), name="piece"),
        path("<slug:kind>/inspect/<int:pk>/", GonePieceView.as_view(), name="inspect"),
    ]
    return [path("content/", include((patterns, "content_gone")))]
