"""Second factors for tests: made without a browser, and the code that an app would show."""

from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.test import Client

from people.models import User
from people.queries.session_state import note_second_factor

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def with_app(user: User) -> User:
    """Give `user` an authenticator app with SECRET and recovery codes; return the user as loaded anew."""
    TOTP.activate(user, SECRET)
    RecoveryCodes.activate(user)
    return User.objects.select_related("branch").get(pk=user.pk)


def code(secret: str = SECRET) -> str:
    """Return what the app shows now."""
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def wrong_code(secret: str = SECRET) -> str:
    """Return six digits that the app shows neither now nor just before or after."""
    valid = {format_hotp_value(hotp_value(secret, counter)) for counter in yield_hotp_counters_from_time()}
    return next(digits for digits in ("000000", "111111", "222222", "333333") if digits not in valid)


def recovery_codes(user: User) -> list[str]:
    """Return the unused recovery codes of `user`."""
    held = Authenticator.objects.get(user=user, type=Authenticator.Type.RECOVERY_CODES)
    return list(held.wrap().get_unused_codes())


def prove(client: Client, user: User) -> None:
    """Mark the client's session as one in which `user` proved a second factor."""
    session = client.session
    note_second_factor(session, user)
    session.save()
