"""Is a re-authentication still good for signing?"""

from collections.abc import Mapping, MutableMapping
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _

from core.actions import Refused
from people.models import User

SESSION_KEY = "review.authenticated_at"
"""Where a session keeps when its password was given last, at log-in or to sign."""


def authenticated_at(session: Mapping[str, Any]) -> datetime | None:
    """Return when the password was given last in `session`."""
    kept = session.get(SESSION_KEY)
    return datetime.fromisoformat(kept) if kept else None


def note_authentication(session: MutableMapping[str, Any], at: datetime) -> None:
    """Keep in `session` that the password was given at `at`."""
    session[SESSION_KEY] = at.isoformat()


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
