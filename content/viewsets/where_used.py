"""Where used: a page for a component, a product or a picture. Review has one for editions."""

from typing import Any
from uuid import UUID

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.views.generic import TemplateView
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin
from wagtail.admin.viewsets.base import ViewSet
from wagtail.permissions import policy_registry

from content.models import Component, LibraryImage, Product
from content.queries.addresses import page_address
from content.queries.where_used import where_used
from content.registry import Subject
from core import clock
from core.breadcrumbs import HOME


class WhereUsedView(WagtailAdminTemplateMixin, TemplateView):
    """For those who may look at the thing itself; of what uses it, they are shown what they oversee."""

    template_name = "content/where_used.html"
    page_title = _("Where used")
    header_icon = "link"

    def subject_of(self, request: HttpRequest, key: Any) -> tuple[Model, Subject]:
        """Return the thing and what to ask about. Raises Http404 if `request.user` may not look at it."""
        raise NotImplementedError

    def address_of(self, thing: Any) -> str:
        """Return the address of the page of the thing itself."""
        raise NotImplementedError

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not policy_registry.get_by_type(Component).user_has_permission(request.user, "view"):
            raise PermissionDenied
        self.thing, self.subject = self.subject_of(request, kwargs["key"])
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        groups = where_used(self.subject, self.request.user, clock.now())
        return {
            **super().get_context_data(**kwargs),
            "groups": groups,
            "is_used": any(group.found for group in groups),
        }

    def get_page_subtitle(self) -> str:
        return str(self.thing)

    def get_breadcrumbs_items(self) -> list[dict[str, Any]]:
        return [
            HOME,
            {"url": self.address_of(self.thing), "label": str(self.thing)},
            {"url": "", "label": self.page_title},
        ]


class ComponentUsesView(WhereUsedView):
    def subject_of(self, request: HttpRequest, key: UUID) -> tuple[Model, Subject]:
        component = get_object_or_404(Component.objects.overseen_by(request.user), public_id=key)
        return component, Subject(component=component.pk)

    def address_of(self, thing: Component) -> str:
        return page_address(thing.kind, thing.pk, "inspect")


class ProductUsesView(WhereUsedView):
    def subject_of(self, request: HttpRequest, key: int) -> tuple[Model, Subject]:
        product = get_object_or_404(Product, pk=key)
        return product, Subject(product=product.pk)

    def address_of(self, thing: Product) -> str:
        return reverse("content_products:inspect", args=[thing.pk])


class PictureUsesView(WhereUsedView):
    """By the picture's bytes: what a branch uploaded once more is the same picture."""

    def subject_of(self, request: HttpRequest, key: int) -> tuple[Model, Subject]:
        picture = get_object_or_404(LibraryImage, pk=key)
        policy = policy_registry.get_by_type(LibraryImage)
        if not policy.user_has_any_permission_for_instance(request.user, ["choose", "view"], picture):
            raise Http404
        return picture, Subject(picture=picture.content_sha256)

    def address_of(self, thing: LibraryImage) -> str:
        return reverse("wagtailimages:edit", args=[thing.pk])


class WhereUsedViewSet(ViewSet):
    name = "where_used"
    url_prefix = "content/where-used"

    def get_urlpatterns(self) -> list[Any]:
        return [
            path("component/<uuid:key>/", ComponentUsesView.as_view(), name="component"),
            path("product/<int:key>/", ProductUsesView.as_view(), name="product"),
            path("picture/<int:key>/", PictureUsesView.as_view(), name="picture"),
        ]
