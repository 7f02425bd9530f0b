"""News that review acts on: a log-in, new pictures, and what the outbox delivers."""

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.db.models.signals import post_save
from django.dispatch import receiver
from django.http import HttpRequest
from django.utils.translation import gettext as _

from content.models import LibraryImage, StoryPicture
from core import clock, outbox
from people.queries.signing import note_authentication
from review.actions.ask_for_reading import ask_for_proposal, ask_for_reading
from review.actions.erase_story import erase_story
from review.actions.erase_unmasked import erase_unmasked
from review.actions.follow_rules import announce_hits, follow_hit
from review.actions.suspend import suspend_by_policy
from review.queries.links import editions_leading_to


@receiver(user_logged_in)
def note_log_in(sender: Any, request: HttpRequest | None, **kwargs: Any) -> None:
    """A log-in gives the password: within the minutes of the setting it counts for signing."""
    if request is not None and hasattr(request, "session"):
        note_authentication(request.session, clock.now())


@receiver(post_save, sender=LibraryImage)
def have_picture_read(sender: Any, instance: LibraryImage, raw: bool = False, **kwargs: Any) -> None:
    """Words in a picture are read when it comes in, so that nobody waits for them later."""
    if instance.content_sha256 and not raw:
        ask_for_reading({instance.content_sha256}, clock.now())


@receiver(post_save, sender=StoryPicture)
def have_masking_proposed(sender: Any, instance: StoryPicture, raw: bool = False, **kwargs: Any) -> None:
    """A customer's picture is looked through for what should be masked once it belongs to a story."""
    if instance.story_id is not None and instance.erased_at is None and not raw:
        ask_for_proposal({instance.sha256}, clock.now())


@outbox.handler("consent.withdrawn", "review.erase_story")
def on_withdrawal(payload: outbox.Payload) -> None:
    erase_story(UUID(str(payload["withdrawal"])), clock.now())


@outbox.handler("case.opened", "review.erase_unmasked")
def on_submission(payload: outbox.Payload) -> None:
    erase_unmasked(UUID(str(payload["case"])), clock.now())


@outbox.handler("rules.activated", "review.find_what_rules_hit")
def on_rules_activated(payload: outbox.Payload) -> None:
    announce_hits(int(payload["rule_set"] or 0), int(payload["after"] or 0), clock.now())


@outbox.handler("rules.edition_hit", "review.follow_rules")
def on_edition_hit(payload: outbox.Payload) -> None:
    follow_hit(int(payload["rule_set"] or 0), UUID(str(payload["edition"])), clock.now())


@outbox.handler("link.died", "review.suspend_what_leads_there")
def on_dead_link(payload: outbox.Payload) -> None:
    """Suspend what leads to a dead link, where the bank's policy wants that without a person."""
    if not settings.ARMOURY_DEAD_LINK_SUSPENDS:
        return
    at, address = clock.now(), str(payload["address"])
    reason = _("A link in it does not open: %(address)s") % {"address": address}
    for public_id in editions_leading_to(address, at):
        suspend_by_policy(public_id, reason=reason, at=at)
