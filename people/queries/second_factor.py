"""Who has a second factor, and who needs one."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet

from people.models import User

FACTORS = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
"""What counts. Recovery codes stand in for one of these and are nothing by themselves."""


def with_second_factor(users: "QuerySet[User]") -> "QuerySet[User]":
    """Return `users` so that `has_second_factor` costs no query of its own."""
    factors = Authenticator.objects.filter(user=OuterRef("pk"), type__in=FACTORS)
    return users.annotate(is_protected=Exists(factors))


def has_second_factor(user: User) -> bool:
    """Return whether `user` has set up a second factor."""
    known = getattr(user, "is_protected", None)
    if known is not None:
        return bool(known)
    return bool(Authenticator.objects.filter(user=user, type__in=FACTORS).exists())


def needs_second_factor(user: User) -> bool:
    """Return whether the role asks for one (OWASP ASVS 5.0, 6.3.3); superusers need one whatever the role."""
    if not settings.ARMOURY_MFA_REQUIRED:
        return False
    return user.is_superuser or bool(user.roles & settings.ARMOURY_MFA_ROLES)
