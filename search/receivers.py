"""News from review, heard inside the transaction in which it happened, and what follows from it outside."""

from typing import Any

from django.dispatch import receiver

from core import clock, outbox
from review.models import Edition
from review.signals import edition_ended, edition_issued, edition_resumed, edition_suspended
from search import index
from search.actions.feed import feed
from search.engines import has_cluster
from search.queries import dictionary

CHANGED = "search.changed"


@receiver([edition_issued, edition_resumed])
def put_issued_edition(sender: Any, edition: Edition, **kwargs: Any) -> None:
    """Make an edition findable with its issue, or again when it is resumed. A failure rolls that back:
    nothing is approved and unfindable.
    """
    dictionary.current()
    _announce(edition, index.put(edition))


@receiver([edition_ended, edition_suspended])
def remove_ended_edition(sender: Any, edition: Edition, **kwargs: Any) -> None:
    """Take an ended or suspended edition out of the index. Housekeeping: readers look at the edition
    itself.
    """
    _announce(edition, index.remove(edition.pk))


def may_be_repeated(payload: outbox.Payload) -> bool:
    """Say of a message of unknown outcome that it may be sent again: what arrives twice counts once."""
    return False


@outbox.handler(CHANGED, "search.feed", outbox.Reach.OUTSIDE, look_up=may_be_repeated)
def on_change(payload: outbox.Payload) -> None:
    feed(int(payload["edition"] or 0), clock.now())


def _announce(edition: Edition, version: int) -> None:
    if has_cluster():
        told: outbox.Payload = {"edition": edition.pk, "version": version}
        outbox.announce(CHANGED, f"edition:{edition.pk}", version, told, clock.now())
