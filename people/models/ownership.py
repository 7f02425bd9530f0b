"""Use flows down, oversight flows up. These two methods are the only places that say so."""

from typing import Any, Self

from django.contrib.auth.models import AnonymousUser
from django.db import models

from people.enums import OVERSEEING
from people.models.user import User


class BranchOwnedQuerySet(models.QuerySet[Any]):
    """For models with a `branch` foreign key to the owning branch."""

    def usable_by(self, user: User | AnonymousUser) -> Self:
        """Return what is owned by the user's branch or a branch above it. Nothing without a branch."""
        if not isinstance(user, User) or user.branch is None or not user.is_active:
            return self.none()
        return self.filter(branch__path__in=user.branch.lineage_paths())

    def overseen_by(self, user: User | AnonymousUser) -> Self:
        """Return what the user's branch or a branch below it owns, if one of the user's roles oversees.

        Being superuser opens nothing here: a superuser oversees through roles and a branch like everyone.
        """
        if not isinstance(user, User) or user.branch is None or not user.roles & OVERSEEING:
            return self.none()
        return self.filter(branch__path__startswith=user.branch.path)
