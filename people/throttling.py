"""Throttling of log-in: what django-axes counts, and how."""

from datetime import datetime, timedelta
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Max, Sum
from django.http import HttpRequest

from people.queries.client_address import client_address

ADDRESS_LIMIT = 100
"""Failures of all names from one address before it has to wait: a branch's staff share one."""


class Throttle(AxesDatabaseHandler):
    """Five failures of one name from one address, or a hundred of any names from it, and it waits.

    Never a name alone: a stranger elsewhere would lock its owner out (OWASP ASVS 5.0, 6.3.1).
    """

    def get_failures(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """Return failures on the scale of one name, to which those of the address are brought down."""
        pair, address = (
            attempts.aggregate(failures=Sum("failures_since_start"))["failures"] or 0
            for attempts in self.get_user_attempts(request, credentials)
        )
        limit: int = settings.AXES_FAILURE_LIMIT
        return max(int(pair), int(address) * limit // ADDRESS_LIMIT)

    def reset_user_attempts(self, request: HttpRequest, credentials: dict[str, Any] | None = None) -> int:
        """A log-in forgives this name's failures. The library would forgive the whole address: whoever has an
        account could log in between guesses at others.
        """
        pair, _address = self.filter_user_attempts(request, credentials)
        gone: int = pair.delete()[0]
        return gone


def waits_until(request: HttpRequest, name: str) -> datetime | None:
    """Return when `name` may be tried from this address again, counted from the last failure."""
    here = AccessAttempt.objects.filter(ip_address=client_address(request))
    last = here.filter(username=name).aggregate(at=Max("attempt_time"))["at"]
    last = last or here.aggregate(at=Max("attempt_time"))["at"]
    cool_off: timedelta = settings.AXES_COOLOFF_TIME
    return None if last is None else last + cool_off
