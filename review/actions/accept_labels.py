"""Accept labels: from now on rules are measured by these sentences."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, Refused, action
from core.ledger import Entry
from core.models import Stream
from people.models import User
from review.enums import LabelStatus
from review.models import LabelledSentence
from review.queries.corpus_keeping import require_keeper


@action("accept labels")
def accept_labels(ids: Collection[UUID], *, actor: User, at: datetime) -> list[LabelledSentence]:
    """Take proposals into the corpus, all of them or none.

    Raises Refused unless `actor` is of the head office's compliance and proposed none of them: nobody bends
    by himself what rules are measured by. Raises Conflict if one is settled already. On record in the ledger,
    because rule sets are tried and activated by this measure.
    """
    require_keeper(actor, subject="labels")
    rows = lock_proposals(ids)
    _require_others(rows, actor)
    LabelledSentence.objects.filter(pk__in=[row.pk for row in rows]).update(
        status=LabelStatus.ACCEPTED, settled_by=actor, settled_at=at
    )
    ledger.append_all(Stream.DECISIONS, [_record(row, actor, at) for row in rows])
    return rows


def _require_others(rows: Collection[LabelledSentence], actor: User) -> None:
    for row in rows:
        if row.proposed_by_id == actor.pk:
            raise Refused(
                _("You proposed one of these yourself. Somebody else must accept it."),
                actor=actor.actor,
                subject=row.subject,
                rule="proposer never accepts",
            )


def lock_proposals(ids: Collection[UUID]) -> list[LabelledSentence]:
    """Return the proposals with these ids, their rows locked. The caller holds a transaction.

    Raises Conflict if there are none, or if one is no proposal any more.
    """
    rows = list(
        LabelledSentence.objects.select_for_update(of=("self",))
        .select_related("proposed_by")
        .filter(public_id__in=ids)
        .order_by("pk")
    )
    if not rows:
        raise Conflict(_("Choose at least one sentence."))
    if len(rows) != len(set(ids)) or any(row.status != LabelStatus.PROPOSED for row in rows):
        raise Conflict(_("One of these was settled meanwhile. Look at the list again."))
    return rows


def _record(row: LabelledSentence, actor: User, at: datetime) -> Entry:
    return Entry(
        "label.accepted",
        subject=row.subject,
        subject_sha256=row.key,
        at=at,
        payload={
            "wanted": row.wanted,
            "category": row.category,
            "proposed_by": row.proposed_by.actor,
            "accepted_by": actor.actor,
        },
        personal={"proposed_by": str(row.proposed_by), "accepted_by": str(actor)},
    )
