"""News from review, heard inside the transaction in which it happened."""

from typing import Any

from django.dispatch import receiver

from review.models import Edition
from review.signals import edition_ended, edition_issued, edition_resumed, edition_suspended
from search import index
from search.queries import dictionary


@receiver([edition_issued, edition_resumed])
def put_issued_edition(sender: Any, edition: Edition, **kwargs: Any) -> None:
    """Make an edition findable with its issue, or again when it is resumed. A failure rolls that back:
    nothing is approved and unfindable.
    """
    dictionary.current()
    index.put(edition)


@receiver([edition_ended, edition_suspended])
def remove_ended_edition(sender: Any, edition: Edition, **kwargs: Any) -> None:
    """Take an ended or suspended edition out of the index. Housekeeping: readers look at the edition
    itself.
    """
    index.remove(edition.pk)
