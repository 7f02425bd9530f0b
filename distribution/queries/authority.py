"""Who may change a programme. Asked inside actions."""

from django.utils.translation import gettext as _

from core.actions import Refused
from distribution.models import Programme
from distribution.queries.packages import LAYING_OUT
from people.models import User
from people.queries import authority


def require_own(user: User, programme: Programme) -> None:
    """Raise Refused unless `user` lays out packages and `programme` is of the user's own branch."""
    subject = f"programme:{programme.pk or 'new'}"
    authority.require_role(user, LAYING_OUT, subject=subject)
    if programme.branch_id != user.branch_id:
        raise Refused(
            _("This belongs to a branch that is not yours."), actor=user.actor, subject=subject, rule="branch"
        )
