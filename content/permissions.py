"""Who may do what with components and media, computed from role and branch; no group per branch."""

from typing import Any

from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from content.enums import ComponentState
from content.models import Component
from people.enums import OVERSEEING, Role
from people.models import User
from people.queries.authority import oversees


class ComponentPermissionPolicy(BasePermissionPolicy):
    """Editors write what their branch and the branches below own; whoever oversees may look.

    Publish, lock and unlock belong to nobody: a component is never live, and only review locks it.
    """

    WRITING = frozenset({"add", "change", "delete"})
    NEVER = frozenset({"publish", "lock", "unlock"})

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not isinstance(user, User) or user.branch is None or action in self.NEVER:
            return False
        if action in self.WRITING:
            return Role.EDITOR in user.roles
        return bool(user.roles & OVERSEEING)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Component) -> bool:
        if not self.user_has_permission(user, action) or not oversees(user, instance.branch):
            return False
        return action != "delete" or instance.state == ComponentState.DRAFT

    def instances_user_has_any_permission_for(self, user: Any, actions: Any) -> QuerySet[Any]:
        if not self.user_has_any_permission(user, actions):
            return self.model._default_manager.none()
        return self.model._default_manager.overseen_by(user)

    def users_with_any_permission(self, actions: Any) -> QuerySet[User]:
        writing = set(actions) <= self.WRITING
        names = [Role.EDITOR.value] if writing else [role.value for role in OVERSEEING]
        return User.objects.filter(is_active=True, branch__isnull=False, groups__name__in=names).distinct()


def register() -> None:
    """Register the policies. Called once, when the app is ready."""
    register_permission_policy(Component, ComponentPermissionPolicy(Component))
