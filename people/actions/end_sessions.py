"""End sessions: whoever is logged in as this person is not any more."""

from django.db.models import F

from people.models import User


def end_sessions(user: User) -> None:
    """End every session of `user` for good, at its next request, also if the account is enabled again.

    `django.contrib.auth.update_session_auth_hash` keeps the caller's own (OWASP ASVS 5.0, 7.4.2, 7.4.3).
    """
    User.objects.filter(pk=user.pk).update(session_generation=F("session_generation") + 1)
    user.refresh_from_db(fields=["session_generation"])
