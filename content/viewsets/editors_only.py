"""Views for those who write pieces."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest

from content.panels.home import writes


class EditorsOnlyMixin:
    """Stands before a view of the admin that only people who may write pieces have."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not writes(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]
