"""Who may do what with components, products and media, computed from role and branch; no group per branch."""

from collections.abc import Collection as Codes
from typing import Any

from django.db.models import Q, QuerySet
from wagtail.models import Collection
from wagtail.permission_policies.base import BasePermissionPolicy
from wagtail.permissions import register_permission_policy

from content.actions.take_facts import KEEPERS
from content.enums import ComponentState
from content.models import (
    CalendarYear,
    Component,
    Fact,
    Festival,
    LibraryDocument,
    LibraryImage,
    Partner,
    Product,
    Tag,
    WeeklyColumn,
)
from people.enums import OVERSEEING, Role
from people.models import User
from people.queries.authority import oversees

WRITING = frozenset({"add", "change", "delete"})


class RolePermissionPolicy(BasePermissionPolicy):
    """Rights by role alone: `roles` names who holds each action; what it does not name belongs to nobody.

    Being superuser is not a role. A user without a branch has no rights.
    """

    roles: dict[str, frozenset[Role]] = {}

    def user_has_permission(self, user: Any, action: str) -> bool:
        if not isinstance(user, User) or user.branch is None:
            return False
        return bool(user.roles & self.roles.get(action, frozenset()))

    def users_with_any_permission(self, actions: Codes[str]) -> QuerySet[User]:
        held: frozenset[Role] = frozenset().union(
            *(self.roles.get(action, frozenset()) for action in actions)
        )
        return User.objects.filter(
            is_active=True, branch__isnull=False, groups__name__in=[role.value for role in held]
        ).distinct()


class ComponentPermissionPolicy(RolePermissionPolicy):
    """Editors write what their branch and the branches below own; whoever oversees may look.

    Publish, lock and unlock belong to nobody: a component is never live, and only review locks it.
    """

    roles = {**dict.fromkeys(WRITING, frozenset({Role.EDITOR})), "view": OVERSEEING}

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Component) -> bool:
        if not self.user_has_permission(user, action) or not oversees(user, instance.branch):
            return False
        return action != "delete" or instance.state == ComponentState.DRAFT

    def instances_user_has_any_permission_for(self, user: Any, actions: Codes[str]) -> QuerySet[Any]:
        overseen: QuerySet[Any] = self.model._default_manager.overseen_by(user)
        return overseen if self.user_has_any_permission(user, actions) else overseen.none()


class ProductPermissionPolicy(RolePermissionPolicy):
    """Products are the bank's: editors and operators keep them, whoever oversees looks, nobody deletes."""

    roles = {**dict.fromkeys({"add", "change"}, frozenset({Role.EDITOR, Role.OPERATOR})), "view": OVERSEEING}


class FactPermissionPolicy(RolePermissionPolicy):
    """Facts serve every branch: head office enters them (content.actions.take_facts), whoever oversees looks.

    Nobody changes or deletes one: a newer value succeeds it.
    """

    roles = {"add": KEEPERS, "view": OVERSEEING}

    def user_has_permission(self, user: Any, action: str) -> bool:
        held = super().user_has_permission(user, action)
        return held and (action != "add" or user.branch.is_head_office)


class BankCalendarPermissionPolicy(RolePermissionPolicy):
    """Days and festivals are the bank's: editors and operators of the head office keep them."""

    roles = {**dict.fromkeys(WRITING, frozenset({Role.EDITOR, Role.OPERATOR})), "view": OVERSEEING}

    def user_has_permission(self, user: Any, action: str) -> bool:
        held = super().user_has_permission(user, action)
        return held and (action not in WRITING or user.branch.is_head_office)


class PartnerPermissionPolicy(BankCalendarPermissionPolicy):
    """Partners and their agency lists are the bank's: head office keeps them, and nobody deletes one."""

    roles = {**dict.fromkeys({"add", "change"}, KEEPERS), "view": OVERSEEING}


class ColumnPermissionPolicy(RolePermissionPolicy):
    """Columns and tags are kept by editors and operators of their branch or one above. Nobody deletes one."""

    roles = {**dict.fromkeys({"add", "change"}, frozenset({Role.EDITOR, Role.OPERATOR})), "view": OVERSEEING}

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return self.user_has_permission(user, action) and oversees(user, instance.branch)


class MediaPermissionPolicy(RolePermissionPolicy):
    """Pictures and documents, by the branch that their collection belongs to.

    Editors add and change in their own branch and those below, and choose from their own and those above.
    Whoever oversees may look at all of these. A collection without a branch is nobody's.
    """

    roles = {
        **dict.fromkeys(WRITING, frozenset({Role.EDITOR})),
        "choose": frozenset({Role.EDITOR}),
        "view": OVERSEEING,
    }

    def user_has_permission_for_instance(self, user: Any, action: str, instance: Any) -> bool:
        return (
            self.collections_user_has_permission_for(user, action).filter(pk=instance.collection_id).exists()
        )

    def user_has_any_permission_for_instance(self, user: Any, actions: Codes[str], instance: Any) -> bool:
        return (
            self.collections_user_has_any_permission_for(user, actions)
            .filter(pk=instance.collection_id)
            .exists()
        )

    def instances_user_has_any_permission_for(self, user: Any, actions: Codes[str]) -> QuerySet[Any]:
        collections = self.collections_user_has_any_permission_for(user, actions)
        found: QuerySet[Any] = self.model._default_manager.filter(collection__in=collections)
        return found

    def collections_user_has_permission_for(self, user: Any, action: str) -> QuerySet[Collection]:
        """Return the collections in whose media `user` may do `action`."""
        return self.collections_user_has_any_permission_for(user, [action])

    def collections_user_has_any_permission_for(self, user: Any, actions: Codes[str]) -> QuerySet[Collection]:
        """Return the collections in whose media `user` may do one of `actions`."""
        collections: QuerySet[Collection] = Collection.objects.all()
        held = {action for action in actions if self.user_has_permission(user, action)}
        if not held:
            return collections.none()
        reach = Q()
        if held & (WRITING | {"view"}):
            reach |= Q(branch__path__startswith=user.branch.path)
        if held & {"choose", "view"}:
            reach |= Q(branch__path__in=user.branch.lineage_paths())
        return collections.filter(reach)


def register() -> None:
    """Register the policies. Called once, when the app is ready.

    `exact_class`, because Wagtail's own apps register theirs for media later and must not win.
    """
    register_permission_policy(Component, ComponentPermissionPolicy(Component))
    register_permission_policy(Product, ProductPermissionPolicy(Product))
    register_permission_policy(Fact, FactPermissionPolicy(Fact))
    for calendar in (CalendarYear, Festival):
        register_permission_policy(calendar, BankCalendarPermissionPolicy(calendar))
    register_permission_policy(Partner, PartnerPermissionPolicy(Partner))
    register_permission_policy(WeeklyColumn, ColumnPermissionPolicy(WeeklyColumn))
    register_permission_policy(Tag, ColumnPermissionPolicy(Tag))
    for model in (LibraryImage, LibraryDocument):
        register_permission_policy(model, MediaPermissionPolicy(model), exact_class=True)
