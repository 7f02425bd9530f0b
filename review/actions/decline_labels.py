"""Decline labels: proposals that the corpus does not take in."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from core.actions import action
from people.models import User
from review.actions.accept_labels import lock_proposals
from review.enums import LabelStatus
from review.models import LabelledSentence
from review.queries.corpus_keeping import require_keeper


@action("decline labels")
def decline_labels(ids: Collection[UUID], *, actor: User, at: datetime) -> list[LabelledSentence]:
    """Leave proposals out of the corpus, all of them or none; who proposed one may take it back so.

    The measure stays as it was, so the ledger is told nothing. Raises Refused unless `actor` is of the head
    office's compliance, Conflict if one is settled already.
    """
    require_keeper(actor, subject="labels")
    rows = lock_proposals(ids)
    LabelledSentence.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=LabelStatus.DECLINED, settled_by=actor, settled_at=at
    )
    return rows
