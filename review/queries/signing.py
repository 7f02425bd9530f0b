"""Is a re-authentication still good for signing?"""

from datetime import datetime, timedelta

from django.conf import settings
from django.utils.translation import gettext as _

from core.actions import Refused
from people.models import User


def is_fresh(authenticated_at: datetime | None, at: datetime) -> bool:
    """Return whether the password was given no longer ago than the setting allows."""
    if authenticated_at is None:
        return False
    return timedelta(0) <= at - authenticated_at <= timedelta(minutes=settings.ARMOURY_SIGNING_MINUTES)


def require_fresh(authenticated_at: datetime | None, at: datetime, *, actor: User, subject: str) -> datetime:
    """Return `authenticated_at`; raise Refused if it is missing or too old (OWASP ASVS 5.0, 7.5.3)."""
    if authenticated_at is None or not is_fresh(authenticated_at, at):
        raise Refused(
            _("Enter your password again to sign this."), actor=actor.actor, subject=subject, rule="signature"
        )
    return authenticated_at
