"""Recall: call an edition back from everywhere, from the next request on."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger, outbox
from core.actions import Conflict, action
from core.ledger import Entry
from core.models import Stream
from people.enums import REVIEWING
from people.models import User
from people.queries import authority
from people.queries.signing import require_fresh
from review.actions.succession import redate_ends
from review.enums import EditionStatus
from review.models import Edition, Recall
from review.queries.editions import lock_edition
from review.signals import edition_ended


class ReasonMissing(Exception):
    """Managers must be told why they are to delete a post."""


@action("recall")
def recall(
    edition_id: UUID,
    *,
    reason: str,
    correction: str,
    actor: User,
    authenticated_at: datetime | None,
    at: datetime,
) -> Recall:
    """Recall the edition. What has lapsed or been followed can still be recalled: its posts may still be out.
    A successor recalled before it started leaves its predecessor in force.

    `correction` is the approved correction text that managers may send, or empty. Raises Refused (role,
    branch, signature), Conflict if it is recalled already, ReasonMissing. Readers look at the status in
    the database, so the recall holds with engine, broker and worker down (I4); the managers' tasks follow
    through the outbox.
    """
    edition = lock_edition(edition_id)
    subject = edition.ledger_subject
    authority.require_role(actor, REVIEWING, subject=subject)
    authority.require_oversight(actor, edition.branch, subject=subject)
    require_fresh(authenticated_at, at, actor=actor, subject=subject)
    if edition.status == EditionStatus.RECALLED:
        raise Conflict(_("This edition was recalled already."))
    if not reason.strip():
        raise ReasonMissing
    made = call_back(edition, reason=reason, correction=correction, actor=actor, at=at)
    ledger.append_all(Stream.DECISIONS, [record_of_recall(made)])
    return made


def call_back(edition: Edition, *, reason: str, correction: str, actor: User, at: datetime) -> Recall:
    """Recall `edition` without asking who may: for those who have asked, or are obliged to.

    The caller holds the rows of its component and of the edition, in this order, and writes
    `record_of_recall` into the ledger as its last write.
    """
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.RECALLED, ended_at=at)
    redate_ends(edition.component_id, at)
    edition.refresh_from_db(fields=["status", "ended_at"])
    made = Recall.objects.create(
        edition=edition,
        reason=reason.strip(),
        correction=correction.strip(),
        recalled_by=actor,
        recalled_at=at,
    )
    edition_ended.send(sender=Edition, edition=edition)
    outbox.announce("edition.recalled", edition.ledger_subject, 1, {"recall": str(made.public_id)}, at)
    return made


def record_of_recall(made: Recall) -> Entry:
    """Return what the ledger says of a recall."""
    return Entry(
        "edition.recalled",
        subject=made.edition.ledger_subject,
        subject_sha256=made.edition.edition_sha256,
        at=made.recalled_at,
        payload={
            "reason": made.reason,
            "correction": made.correction,
            "recalled_by": made.recalled_by.actor,
        },
        personal={"recalled_by": str(made.recalled_by)},
    )
