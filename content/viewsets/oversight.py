"""The gate in front of every view of a component: a key of another branch does not exist."""

from typing import Any, NoReturn

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View
from wagtail.admin import messages

from content.models import Component


class OverseenMixin:
    """Stands before a generic view. Its key must be of a component that the user oversees, otherwise 404.

    Wagtail's generic views ask for rights on the model only, and let superusers pass here and there; with a
    component held, this asks the policy for that very component and knows no way round.
    """

    held: Component | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        if "pk" in kwargs:
            self.held = self._overseen(request, unquote(str(kwargs["pk"])))
        super().setup(request, *args, **kwargs)  # type: ignore[misc]

    def _overseen(self, request: HttpRequest, key: str) -> Component:
        overseen = self.model._default_manager.overseen_by(request.user)  # type: ignore[attr-defined]
        found = overseen.select_related("branch").filter(pk=key).first() if key.isdecimal() else None
        if found is None:
            raise Http404
        component: Component = found
        return component

    def user_has_permission(self, permission: str) -> bool:
        policy, user = self.permission_policy, self.request.user  # type: ignore[attr-defined]
        if self.held is None:
            return bool(policy.user_has_permission(user, permission))
        return bool(policy.user_has_permission_for_instance(user, permission, self.held))

    def user_has_any_permission(self, permissions: Any) -> bool:
        return any(self.user_has_permission(permission) for permission in permissions)


class NeverView(View):
    """Publishing, scheduling and locking: not for components, whoever asks."""

    model = None
    template_name = ""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> NoReturn:
        raise PermissionDenied


class KeptByReviewMixin:
    """A delete view that says in words that review keeps a piece, instead of failing."""

    def delete_action(self) -> None:
        try:
            super().delete_action()  # type: ignore[misc]
        except ProtectedError as error:
            raise PermissionDenied from error

    def form_valid(self, form: Any) -> HttpResponse:
        try:
            response: HttpResponse = super().form_valid(form)  # type: ignore[misc]
        except PermissionDenied:
            messages.error(
                self.request,  # type: ignore[attr-defined]
                _(
                    "This piece is kept: it was submitted before, or a manager sent it in. It cannot be "
                    "deleted. A customer's story can be closed instead."
                ),
            )
            return redirect(reverse(self.edit_url_name, args=[self.object.pk]))  # type: ignore[attr-defined]
        return response
