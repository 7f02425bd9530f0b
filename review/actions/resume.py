"""Resume: let a suspended edition be used again, the same approved bytes."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger, outbox
from core.actions import Conflict, Refused, action
from core.models import Stream
from people.enums import REVIEWING
from people.models import User
from people.queries import authority
from people.queries.signing import require_fresh
from review.actions.recall import ReasonMissing
from review.enums import EditionStatus
from review.models import Edition, Resumption
from review.queries.editions import Standing, lock_edition, standing_of
from review.signals import edition_resumed


@action("resume")
def resume(
    edition_id: UUID, *, reason: str, actor: User, authenticated_at: datetime | None, at: datetime
) -> Resumption:
    """Resume the edition, if it is still valid and nothing has followed it.

    Raises Refused (role, branch, signature, or `actor` wrote or submitted it: whoever may not approve it may
    not let it out again), Conflict unless it stands suspended, ReasonMissing.
    """
    edition = lock_edition(edition_id)
    subject = edition.ledger_subject
    authority.require_role(actor, REVIEWING, subject=subject)
    authority.require_oversight(actor, edition.branch, subject=subject)
    _require_no_author(edition, actor)
    require_fresh(authenticated_at, at, actor=actor, subject=subject)
    standing = standing_of(edition, at)
    if standing != Standing.SUSPENDED:
        raise Conflict(
            _("This edition is not suspended (%(standing)s), so there is nothing to resume.")
            % {"standing": standing.label}
        )
    if not reason.strip():
        raise ReasonMissing
    suspension = edition.suspensions.last()
    if suspension is None:
        raise Conflict(_("Its suspension is not on record. Tell an operator."))
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.ISSUED)
    edition.refresh_from_db(fields=["status"])
    made = Resumption.objects.create(
        suspension=suspension, reason=reason.strip(), resumed_by=actor, resumed_at=at
    )
    edition_resumed.send(sender=Edition, edition=edition)
    told: outbox.Payload = {"edition": str(edition.public_id), "number": suspension.number}
    outbox.announce("edition.resumed", subject, suspension.number, told, at)
    ledger.append(
        Stream.DECISIONS,
        "edition.resumed",
        subject=subject,
        subject_sha256=edition.edition_sha256,
        at=at,
        payload={"reason": made.reason, "resumed_by": actor.actor},
        personal={"resumed_by": str(actor)},
    )
    return made


def _require_no_author(edition: Edition, actor: User) -> None:
    if edition.candidate.authors.filter(user=actor).exists():
        raise Refused(
            _("You wrote or submitted this piece. Somebody else lets it be used again."),
            actor=actor.actor,
            subject=edition.ledger_subject,
            rule="author",
        )
