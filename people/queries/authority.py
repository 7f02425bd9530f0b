"""Who may do what. Asked inside actions; views ask too, only to hide what would be refused."""

from collections.abc import Set

from django.utils.translation import gettext as _

from core.actions import Refused
from people.enums import OVERSEEING, Role
from people.models import Branch, User


def require_role(user: User, roles: Set[Role], *, subject: str) -> None:
    """Raise Refused unless `user` is active and holds one of `roles`. Superusers have no way round."""
    if not user.is_active or not user.roles & roles:
        raise Refused(_("Your role does not allow this."), actor=user.actor, subject=subject, rule="role")


def require_oversight(user: User, branch: Branch, *, subject: str) -> None:
    """Raise Refused unless `user` oversees `branch` (it is the user's own branch or one below it)."""
    if not oversees(user, branch):
        raise Refused(
            _("This belongs to a branch that is not yours."), actor=user.actor, subject=subject, rule="branch"
        )


def require_use(user: User, branch: Branch, *, subject: str) -> None:
    """Raise Refused unless `user` may use what `branch` owns (the user's own branch or one above it)."""
    if user.branch is None or branch.path not in user.branch.lineage_paths():
        raise Refused(
            _("This belongs to a branch that is not yours."), actor=user.actor, subject=subject, rule="branch"
        )


def require_self(user: User, person: User, *, subject: str) -> None:
    """Raise Refused unless `user` is that very `person`: what is done in somebody's name, only they begin."""
    if user.pk != person.pk:
        raise Refused(
            _("Only the person who began this may go on with it."),
            actor=user.actor,
            subject=subject,
            rule="person",
        )


def oversees(user: User, branch: Branch) -> bool:
    """Return whether `user` oversees what `branch` owns; the same rule as `overseen_by`, for one object."""
    return (
        user.branch is not None and bool(user.roles & OVERSEEING) and branch.path.startswith(user.branch.path)
    )


def own_branch(user: User, *, subject: str) -> Branch:
    """Return the branch that `user` works for. Raises Refused for somebody without one."""
    if user.branch is None:
        raise Refused(_("You belong to no branch."), actor=user.actor, subject=subject, rule="branch")
    return user.branch
