"""News that review acts on: a log-in, and what the outbox delivers of stories."""

from typing import Any
from uuid import UUID

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver
from django.http import HttpRequest

from core import clock, outbox
from people.queries.signing import note_authentication
from review.actions.erase_story import erase_story
from review.actions.erase_unmasked import erase_unmasked


@receiver(user_logged_in)
def note_log_in(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """A log-in gives the password: within the minutes of the setting it counts for signing."""
    if request is not None and hasattr(request, "session"):
        note_authentication(request.session, clock.now())


@outbox.handler("consent.withdrawn", "review.erase_story")
def on_withdrawal(payload: outbox.Payload) -> None:
    erase_story(UUID(str(payload["withdrawal"])), clock.now())


@outbox.handler("case.opened", "review.erase_unmasked")
def on_submission(payload: outbox.Payload) -> None:
    erase_unmasked(UUID(str(payload["case"])), clock.now())
