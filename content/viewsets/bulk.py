"""Bulk actions: Wagtail guards them object by object, but names the foreign ones by their titles."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.documents.views import bulk_actions as document_actions
from wagtail.images.views import bulk_actions as image_actions


class DiscreetMixin:
    """Drops what the user may not touch without naming it."""

    def get_actionable_objects(self) -> tuple[list[Any], dict[str, list[Any]]]:
        objects, without_access = super().get_actionable_objects()  # type: ignore[misc]
        return objects, {name: [] for name in without_access}

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not self.get_actionable_objects()[0]:
            raise PermissionDenied
        response: HttpResponse = super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
        return response


def discreet_actions() -> list[type[BulkAction]]:
    """Return Wagtail's bulk actions on pictures and documents, each made discreet."""
    stock = [
        getattr(module, name)
        for module in (image_actions, document_actions)
        for name in sorted(module.__all__)
    ]
    return [type(f"Discreet{action.__name__}", (DiscreetMixin, action), {}) for action in stock]
