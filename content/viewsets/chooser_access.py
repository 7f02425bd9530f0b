"""Who may open a chooser: Wagtail's chooser views ask for no right to look."""

from collections.abc import Callable
from typing import Any

from wagtail.admin.auth import user_passes_test
from wagtail.permissions import policy_registry


class LookedAtMixin:
    """Stands before a ChooserViewSet: each of its views is for those who may view the model, by its policy.

    Nothing is made in the chooser: Wagtail has an address for it even where there is no form, and fails.
    """

    model: Any

    def construct_view(self, view_class: type[Any], **kwargs: Any) -> Callable[..., Any]:
        view = super().construct_view(view_class, **kwargs)  # type: ignore[misc]
        guarded: Callable[..., Any] = user_passes_test(self._may_look)(view)
        return guarded

    def get_urlpatterns(self) -> list[Any]:
        return [pattern for pattern in super().get_urlpatterns() if pattern.name != "create"]  # type: ignore[misc]

    def _may_look(self, user: Any) -> bool:
        return bool(policy_registry.get_by_type(self.model).user_has_permission(user, "view"))
