"""Bulk actions of Wagtail's that nobody may use."""

from collections.abc import Sequence
from typing import Any, NoReturn

from django.core.exceptions import PermissionDenied
from django.db.models import Model
from django.http import HttpRequest
from wagtail.admin.views.bulk_action import BulkAction


class RefusedBulkAction(BulkAction):
    """Takes the place of a bulk action of Wagtail's that would go past our own rules. Always refuses."""

    display_name = ""
    aria_label = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        raise PermissionDenied


def refused_bulk_action(action_type: str, models: Sequence[type[Model]]) -> type[RefusedBulkAction]:
    """Return an action that refuses `action_type` for `models`."""
    return type(
        "RefusedBulkAction", (RefusedBulkAction,), {"action_type": action_type, "models": list(models)}
    )
