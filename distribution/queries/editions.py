"""Which editions a manager may see now. The only door through which the portal reaches content (I1, I8)."""

from datetime import datetime
from uuid import UUID

from content.domain.document import channel_texts
from distribution.domain.gate import Offer
from people.models import User
from review.models import Edition
from review.models.edition import EditionQuerySet


def visible_editions(user: User, at: datetime) -> EditionQuerySet:
    """Return what `user` may use at `at`: of the own branch or one above, in force, borne out by the ledger."""
    editions: EditionQuerySet = Edition.objects.usable_by(user).readable(at)
    return editions


def visible_edition(user: User, public_id: UUID, at: datetime) -> Edition:
    """Return one of them with what a detail page needs. Raises Edition.DoesNotExist for anything else, whatever it is."""
    edition: Edition = (
        visible_editions(user, at).select_related("candidate", "branch").prefetch_related("segments").get(public_id=public_id)
    )
    return edition


def offer_of(edition: Edition) -> Offer:
    """Return what the gate looks at. Reads the approved document."""
    return Offer(
        channels=frozenset(one.channel for one in channel_texts(edition.content)),
        segments=frozenset(one.segment for one in edition.segments.all()),
        risk=edition.risk or None,
    )
