"""Spend a code: a one-time code opens once, whichever process is asked."""

from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.utils.crypto import salted_hmac

from people.models import SpentCode, User

KEPT = timedelta(minutes=5)
"""Longer than a code is valid for, clock differences included."""


def spend_code(user: User, code: str, *, at: datetime) -> bool:
    """Return whether `code` is spent now for the first time (RFC 6238, 5.2; OWASP ASVS 5.0, 6.5.1)."""
    SpentCode.objects.filter(user=user, at__lte=at - KEPT).delete()
    digits = "".join(character for character in code if character.isalnum())
    digest = salted_hmac("people.spend_code", digits, algorithm="sha256").hexdigest()
    try:
        with transaction.atomic():
            SpentCode.objects.create(user=user, digest=digest, at=at)
    except IntegrityError:
        return False
    return True
