"""Reset a second factor: for somebody who has lost phone, key and recovery codes."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.utils.translation import gettext as _

from core import ledger
from core.actions import Refused, action
from core.models import Stream
from people.actions.end_sessions import end_sessions
from people.enums import Role
from people.models import User
from people.queries.signing import require_fresh


@action("reset_second_factor")
def reset_second_factor(staff: User, *, actor: User, authenticated_at: datetime | None, at: datetime) -> None:
    """Take all second factors and recovery codes of `staff` away and end their sessions.

    Only an administrator may, never for themselves, and signs it with the password. Raises Refused.
    """
    subject = staff.actor
    if Role.ADMINISTRATOR not in actor.roles:
        raise Refused(
            _("Only an administrator may reset somebody's second factor."),
            actor=actor.actor,
            subject=subject,
            rule="role",
        )
    if actor.pk == staff.pk:
        raise Refused(
            _("Nobody resets their own second factor. Ask another administrator."),
            actor=actor.actor,
            subject=subject,
            rule="own_account",
        )
    require_fresh(authenticated_at, at, actor=actor, subject=subject)
    held = Authenticator.objects.select_for_update().filter(user=staff)
    kinds = sorted(held.values_list("type", flat=True))
    for factor in held:
        factor.delete()
    end_sessions(staff)
    ledger.append(
        Stream.DECISIONS,
        "staff.second_factor_reset",
        subject=subject,
        at=at,
        payload={"by": actor.actor, "kinds": list(kinds)},
        personal={"name": str(staff), "by": str(actor)},
    )
