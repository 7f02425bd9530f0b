"""Withdraw a label: rules are no longer measured by this sentence."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from people.models import User
from review.actions.recall import ReasonMissing
from review.enums import LabelStatus
from review.models import LabelledSentence
from review.queries.corpus_keeping import require_keeper


@action("withdraw label")
def withdraw_label(label_id: UUID, *, reason: str, actor: User, at: datetime) -> LabelledSentence:
    """Take an accepted sentence out of the corpus; the row stays. What it had replaced counts again.

    Raises Refused unless `actor` is of the head office's compliance, Conflict if it is not in the corpus,
    ReasonMissing, LabelledSentence.DoesNotExist. On record in the ledger, as accepting is.
    """
    require_keeper(actor, subject=f"label:{label_id}")
    row = LabelledSentence.objects.select_for_update().get(public_id=label_id)
    if row.status != LabelStatus.ACCEPTED:
        raise Conflict(
            _("This sentence is not in the corpus: %(status)s.") % {"status": row.get_status_display()}
        )
    if not reason.strip():
        raise ReasonMissing
    row.status = LabelStatus.WITHDRAWN
    row.withdrawn_by, row.withdrawn_at, row.withdrawn_because = actor, at, reason.strip()
    row.save(update_fields=["status", "withdrawn_by", "withdrawn_at", "withdrawn_because"])
    ledger.append(
        Stream.DECISIONS,
        "label.withdrawn",
        subject=row.subject,
        subject_sha256=row.key,
        at=at,
        payload={"reason": row.withdrawn_because, "withdrawn_by": actor.actor},
        personal={"withdrawn_by": str(actor)},
    )
    return row
