"""Suspend: take an edition out of use for the time being, from the next request on."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger, outbox
from core.actions import Conflict, action
from core.models import Stream
from people.enums import REVIEWING
from people.models import User
from people.queries import authority
from people.queries.signing import require_fresh
from review.actions.recall import ReasonMissing
from review.enums import EditionStatus
from review.models import Edition, Suspension
from review.queries.editions import IN_USE, lock_edition, standing_of
from review.signals import edition_suspended

POLICY = "policy"
"""How the ledger names the bank's own policy where no person acted."""


@action("suspend")
def suspend(
    edition_id: UUID, *, reason: str, actor: User, authenticated_at: datetime | None, at: datetime
) -> Suspension:
    """Suspend the edition. It may be resumed (review.actions.resume) or recalled; its dates go on running.

    Raises Refused (role, branch, signature), Conflict if it is suspended already or over, ReasonMissing.
    Readers look at the status in the database, so it holds with engine, broker and worker down (I4).
    """
    edition = lock_edition(edition_id)
    subject = edition.ledger_subject
    authority.require_role(actor, REVIEWING, subject=subject)
    authority.require_oversight(actor, edition.branch, subject=subject)
    require_fresh(authenticated_at, at, actor=actor, subject=subject)
    return _suspend(edition, reason, actor, at)


@action("suspend by policy")
def suspend_by_policy(edition_id: UUID, *, reason: str, at: datetime) -> Suspension | None:
    """Suspend the edition because the bank's policy says so, without a person. None if it needs no more.

    For tasks of the system; nothing that a person sends leads here. Raises ReasonMissing.
    """
    edition = lock_edition(edition_id)
    return _suspend(edition, reason, None, at) if _is_in_use(edition, at) else None


def _suspend(edition: Edition, reason: str, actor: User | None, at: datetime) -> Suspension:
    if not _is_in_use(edition, at):
        raise Conflict(
            _("This edition is not in use (%(standing)s), so there is nothing to suspend.")
            % {"standing": standing_of(edition, at).label}
        )
    if not reason.strip():
        raise ReasonMissing
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.SUSPENDED)
    edition.refresh_from_db(fields=["status"])
    made = Suspension.objects.create(
        edition=edition,
        number=edition.suspensions.count() + 1,
        reason=reason.strip(),
        suspended_by=actor,
        suspended_at=at,
    )
    edition_suspended.send(sender=Edition, edition=edition)
    told: outbox.Payload = {"edition": str(edition.public_id), "number": made.number}
    outbox.announce("edition.suspended", edition.ledger_subject, made.number, told, at)
    ledger.append(
        Stream.DECISIONS,
        "edition.suspended",
        subject=edition.ledger_subject,
        subject_sha256=edition.edition_sha256,
        at=at,
        payload={"reason": made.reason, "suspended_by": actor.actor if actor else POLICY},
        personal={"suspended_by": str(actor)} if actor else None,
    )
    return made


def _is_in_use(edition: Edition, at: datetime) -> bool:
    return standing_of(edition, at) in IN_USE
