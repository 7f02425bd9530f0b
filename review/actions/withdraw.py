"""Withdraw: the author's side takes a piece back out of review."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from content.enums import ComponentState
from content.models import Component
from core import ledger, outbox
from core.actions import Conflict, action
from core.ledger import Entry
from core.models import Stream
from people.enums import Role
from people.models import User
from people.queries import authority
from review.enums import CaseStatus
from review.models import Case
from review.queries.cases import lock_case


@action("withdraw")
def withdraw(case_id: UUID, *, actor: User, at: datetime) -> Case:
    """Close an open case as withdrawn and give the component back as a draft.

    Raises Refused unless `actor` is an editor who oversees the piece, Conflict if the case is closed already.
    """
    case = lock_case(case_id)
    authority.require_role(actor, {Role.EDITOR}, subject=case.subject)
    authority.require_oversight(actor, case.branch, subject=case.subject)
    if case.status != CaseStatus.OPEN:
        raise Conflict(
            _("This case was closed meanwhile: %(status)s.") % {"status": case.get_status_display()}
        )
    if case.renews_id is not None:
        raise Conflict(_("An edition in use is read again here: only the officers close this."))
    close_as_withdrawn(case, at)
    Component.objects.filter(pk=case.candidate.component_id).update(state=ComponentState.DRAFT)
    ledger.append_all(Stream.DECISIONS, [record_of_withdrawal(case, actor, at)])
    return case


def close_as_withdrawn(case: Case, at: datetime) -> None:
    """Close `case`, which is open and whose row the caller holds; `record_of_withdrawal` follows."""
    case.status = CaseStatus.WITHDRAWN
    case.current_level = ""
    case.closed_at = at
    case.save(update_fields=["status", "current_level", "closed_at"])
    outbox.announce("case.withdrawn", case.subject, 1, {"case": str(case.public_id)}, at)


def record_of_withdrawal(case: Case, actor: User, at: datetime) -> Entry:
    """Return what the ledger says of a case that was withdrawn."""
    return Entry(
        "case.withdrawn",
        subject=case.subject,
        subject_sha256=case.candidate.content_sha256,
        at=at,
        payload={"withdrawn_by": actor.actor},
        personal={"withdrawn_by": str(actor)},
    )
