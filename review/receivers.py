"""A log-in gives the password: within the minutes of the setting it counts for signing."""

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from core import clock
from people.queries.signing import note_authentication


@receiver(user_logged_in)
def note_log_in(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    if request is not None and hasattr(request, "session"):
        note_authentication(request.session, clock.now())
