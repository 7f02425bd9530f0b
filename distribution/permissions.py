"""Who lays out packages, computed from role and branch."""

from collections.abc import Collection
from typing import Any

from django.db.models import QuerySet
from wagtail.permissions import register_permission_policy

from content.permissions import RolePermissionPolicy
from distribution.models import Package, Programme
from distribution.queries.packages import LAYING_OUT, own_packages
from distribution.queries.programmes import own_programmes


class PackagePermissionPolicy(RolePermissionPolicy):
    """Operators, editors and leads lay out the packages of their own branch, and of no other."""

    roles = dict.fromkeys(("add", "change", "delete", "view"), LAYING_OUT)

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Package | Programme) -> bool:
        return self.user_has_permission(user, action) and instance.branch_id == user.branch_id

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Any]:
        return own_packages(user) if self.user_has_any_permission(user, actions) else Package.objects.none()


class ProgrammePermissionPolicy(PackagePermissionPolicy):
    """The same people keep the programmes of their own branch."""

    def instances_user_has_any_permission_for(self, user: Any, actions: Collection[str]) -> QuerySet[Any]:
        own = own_programmes(user)
        return own if self.user_has_any_permission(user, actions) else own.none()


def register() -> None:
    """Register the policies. Called once, when the app is ready."""
    register_permission_policy(Package, PackagePermissionPolicy(Package))
    register_permission_policy(Programme, ProgrammePermissionPolicy(Programme))
