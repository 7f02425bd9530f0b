"""Who keeps staff, roles and branches."""

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.models import Group
from django.db.models import QuerySet
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from people.enums import OVERSEEING, Role
from people.models import Branch, Qualification, User


class StaffPermissionPolicy(BasePermissionPolicy):
    """Administrators add and change staff. Nobody deletes: what a person did keeps their name."""

    roles: dict[str, frozenset[Role]] = dict.fromkeys(
        {"add", "change", "view"}, frozenset({Role.ADMINISTRATOR})
    )

    def user_has_permission(self, user: Any, action: str) -> bool:
        return isinstance(user, User) and bool(user.roles & self.roles.get(action, frozenset()))

    def users_with_any_permission(self, actions: Iterable[str]) -> QuerySet[User]:
        held: frozenset[Role] = frozenset().union(
            *(self.roles.get(action, frozenset()) for action in actions)
        )
        return User.objects.filter(is_active=True, groups__name__in=[role.value for role in held]).distinct()


class BranchPermissionPolicy(StaffPermissionPolicy):
    """Branches are looked at here; they come with the bank's own import."""

    roles = {"view": OVERSEEING | {Role.ADMINISTRATOR}}


class QualificationPermissionPolicy(StaffPermissionPolicy):
    """Administrators of the head office keep qualifications. Nobody deletes one: it ends on a day."""

    def user_has_permission(self, user: Any, action: str) -> bool:
        return super().user_has_permission(user, action) and user.is_of_head_office


class GroupPermissionPolicy(StaffPermissionPolicy):
    """Roles are the project's own: nobody adds, changes or deletes one, superusers neither."""

    roles: dict[str, frozenset[Role]] = {}


def register() -> None:
    """Register the policies; `exact_class`, because Wagtail registers its own for users and groups later."""
    register_permission_policy(User, StaffPermissionPolicy(User), exact_class=True)
    register_permission_policy(Group, GroupPermissionPolicy(Group), exact_class=True)
    register_permission_policy(Qualification, QualificationPermissionPolicy(Qualification))
    register_permission_policy(Branch, BranchPermissionPolicy(Branch))
