"""Screen again: an open case by the rules in force, when these were changed since it was screened."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from people.enums import REVIEWING
from people.models import User
from people.queries import authority
from review.actions.keep_screening import keep_screening
from review.domain.screening.result import ScreeningResult
from review.enums import CaseStatus
from review.models import Case
from review.queries.cases import lock_case
from review.queries.rule_sets import in_force
from review.queries.screening import screen_document


def screened_anew(case: Case) -> ScreeningResult:
    """Return what the rules in force find in the case's content. Hold no transaction.

    Raises TamperedContent.
    """
    return screen_document(case.candidate.content)


@action("screen again")
def screen_again(case_id: UUID, result: ScreeningResult, *, actor: User, at: datetime) -> Case:
    """Put `result`, which `screened_anew` gave, beside the case. The earlier result stays kept and on record.

    Raises Refused unless `actor` reviews and oversees the case, Conflict if it was closed or the rules were
    changed once more.
    """
    case = lock_case(case_id)
    authority.require_role(actor, REVIEWING, subject=case.subject)
    authority.require_oversight(actor, case.branch, subject=case.subject)
    if case.status != CaseStatus.OPEN:
        raise Conflict(
            _("This case was closed meanwhile: %(status)s.") % {"status": case.get_status_display()}
        )
    if result.rule_set_sha256 != in_force().fingerprint:
        raise Conflict(_("The rules were changed once more. Have it screened again."))
    before = case.newest_screening
    case.screening = keep_screening(case.candidate.content_sha256, result, at)
    case.save(update_fields=["screening"])
    ledger.append(
        Stream.DECISIONS,
        "case.screened_again",
        subject=case.subject,
        subject_sha256=case.candidate.content_sha256,
        at=at,
        payload={
            "by": actor.actor,
            "before_sha256": before.result_sha256,
            "screening_sha256": case.screening.result_sha256,
            "rule_set_sha256": result.rule_set_sha256,
        },
        personal={"by": str(actor)},
    )
    return case
