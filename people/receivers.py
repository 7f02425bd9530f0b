"""What log-in and second factor leave behind: the security log, ledger records, ended sessions."""

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added, authenticator_removed, authenticator_used
from axes.signals import user_locked_out
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth.signals import user_logged_in, user_logged_out, user_login_failed
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver
from django.http import HttpRequest

from core import clock
from people import security_log
from people.actions.end_sessions import end_sessions
from people.actions.record_second_factor import record_second_factor
from people.models import User
from people.queries import session_state
from people.queries.second_factor import FACTORS


@receiver(user_logged_in)
def log_in(sender: Any, request: HttpRequest | None, user: User, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        session_state.note_start(request.session, clock.now())
    security_log.note("login", request, by=user)


@receiver(user_login_failed)
def log_failure(
    sender: Any, credentials: dict[str, Any], request: HttpRequest | None = None, **kwargs: Any
) -> None:
    name = str(credentials.get("username") or "")
    security_log.note("login.failed", request, **security_log.typed_name(name))


@receiver(user_locked_out)
def log_lock_out(sender: Any, request: HttpRequest, username: str, **kwargs: Any) -> None:
    security_log.note("login.locked_out", request, **security_log.typed_name(username or ""))


@receiver(user_logged_out)
def log_out(sender: Any, request: HttpRequest | None, user: User | None, **kwargs: Any) -> None:
    if user is not None:
        security_log.note("logout", request, by=user)


@receiver(authenticator_used)
def second_factor_used(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    session_state.note_second_factor(request.session, user)
    security_log.note("second_factor.used", request, by=user, kind=authenticator.type)


@receiver(post_save, sender=Authenticator)
def second_factor_set_up(sender: Any, instance: Authenticator, created: bool, **kwargs: Any) -> None:
    if created:
        _changed(instance, is_there=True)


@receiver(post_delete, sender=Authenticator)
def second_factor_gone(sender: Any, instance: Authenticator, **kwargs: Any) -> None:
    _changed(instance, is_there=False)


@receiver(authenticator_added)
def keep_this_session_with_its_factor(
    sender: Any, request: HttpRequest, user: User, authenticator: Authenticator, **kwargs: Any
) -> None:
    """Whoever has just shown the new factor has proved it."""
    if authenticator.type in FACTORS:
        _keep(request, user)
        session_state.note_second_factor(request.session, user)


@receiver(authenticator_removed)
def keep_this_session(sender: Any, request: HttpRequest, user: User, **kwargs: Any) -> None:
    _keep(request, user)


def _changed(factor: Authenticator, *, is_there: bool) -> None:
    """Other sessions end, those of a thief among them (OWASP ASVS 5.0, 7.4.3)."""
    user = User.objects.get(pk=factor.user_id)
    if factor.type in FACTORS:
        end_sessions(user)
    record_second_factor(user, kind=factor.type, is_there=is_there, at=clock.now())


def _keep(request: HttpRequest, user: User) -> None:
    user.refresh_from_db(fields=["session_generation"])
    update_session_auth_hash(request, user)
