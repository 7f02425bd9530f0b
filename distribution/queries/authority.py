"""Who may change a programme, or the rules of events. Asked inside actions."""

from django.utils.translation import gettext as _

from core.actions import Refused
from distribution.models import Programme
from distribution.queries.packages import LAYING_OUT
from people.models import User
from people.queries import authority


def require_own(user: User, programme: Programme) -> None:
    """Raise Refused unless `user` lays out packages and `programme` is of the user's own branch."""
    require_own_branch(user, programme.branch_id, f"programme:{programme.pk or 'new'}")


def require_own_branch(user: User, branch_id: int, subject: str) -> None:
    """Raise Refused unless `user` lays out packages in the branch with this key."""
    authority.require_role(user, LAYING_OUT, subject=subject)
    if branch_id != user.branch_id:
        raise Refused(
            _("This belongs to a branch that is not yours."), actor=user.actor, subject=subject, rule="branch"
        )
