"""Use flows down, oversight flows up. These two methods are the only places that say so."""

from collections.abc import Sequence
from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from people.enums import OVERSEEING
from people.models.api import ApiClient
from people.models.branch import Branch
from people.models.user import User


class BranchOwnedQuerySet(models.QuerySet[Any]):
    """For models with a `branch` foreign key to the owning branch."""

    def usable_by(self, user: User | ApiClient | AnonymousUser) -> Self:
        """Return what is owned by the branch of a person or of another system, or a branch above it.

        Nothing without a branch.
        """
        return self.owned_along(lineage_of(user))

    def owned_along(self, lineage: Sequence[Any]) -> Self:
        """Return what the branches with these tree paths own: `usable_by` for prepared queries, which are
        given `lineage_of` whoever asks.
        """
        return self.filter(branch__path__in=lineage)

    def overseen_by(self, user: User | AnonymousUser) -> Self:
        """Return what the user's branch or a branch below it owns, if one of the user's roles oversees.

        Being superuser opens nothing here: a superuser oversees through roles and a branch like everyone.
        """
        if not isinstance(user, User) or user.branch is None or not user.roles & OVERSEEING:
            return self.none()
        return self.filter(branch__path__startswith=user.branch.path)


def lineage_of(user: User | ApiClient | AnonymousUser) -> list[str]:
    """Return the tree paths of the branches whose content `user` may use, root first."""
    branch = _branch_of(user)
    return [] if branch is None else branch.lineage_paths()


def _branch_of(user: User | ApiClient | AnonymousUser) -> Branch | None:
    if isinstance(user, ApiClient):
        return user.branch
    return user.branch if isinstance(user, User) and user.is_active else None
