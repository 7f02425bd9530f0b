"""Decide: one officer's verdict at one level, about exactly the bytes that were shown."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from content.enums import ComponentState
from content.models import Component
from core import ledger, outbox
from core.actions import Conflict, Refused, action
from core.ledger import Entry
from core.models import Stream
from people.enums import REVIEWING
from people.models import User
from people.queries import authority
from people.queries.signing import require_fresh
from review.actions.issue import issue, record_of_issue
from review.actions.suspend import suspend_by_policy
from review.domain.screening.result import Verdict as Found
from review.enums import CASE_STATUS_OF, NEEDS_REASONS, ROLE_OF_LEVEL, CaseStatus, Level, Verdict
from review.models import Case, CaseLevel, Decision, Edition
from review.models.candidate import TamperedContent
from review.queries.cases import lock_case
from review.queries.rule_sets import in_force


class ReasonsMissing(Exception):
    """A return or refusal without reasons helps nobody."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What the officer saw and signs: the level, the content's hash, and when the password was last given."""

    level: Level
    content_sha256: str
    authenticated_at: datetime | None


@action("decide")
def decide(
    case_id: UUID, *, verdict: Verdict, reasons: str, signature: Signature, actor: User, at: datetime
) -> Decision:
    """Record the verdict and move the case on: to its next level, to an edition, or back to the author.

    Raises Refused if `actor` may not decide this (wrong role or branch, author, submitter, earlier
    approver, signature too old), Conflict if the case moved on, holds other bytes than were shown or
    changed ones, or its last approval would not rest on the rules in force, ReasonsMissing. Nobody has a
    way round.
    """
    case = lock_case(case_id)
    _require_reader(case, actor)
    _require_still_open(case, signature, actor)
    _require_may_decide(case, actor)
    authenticated_at = require_fresh(signature.authenticated_at, at, actor=actor, subject=case.subject)
    reasons = reasons.strip()
    if verdict in NEEDS_REASONS and not reasons:
        raise ReasonsMissing
    if verdict == Verdict.APPROVE and case.candidate.valid_until <= at:
        raise Conflict(_("Its validity is over: it can no longer be approved. Return it to its author."))
    if verdict == Verdict.APPROVE and _level_after(case) is None:
        _require_rules_in_force(case, reasons)
    decision = Decision.objects.create(
        case=case,
        level=case.current_level,
        verdict=verdict,
        reasons=reasons,
        content_sha256=case.candidate.content_sha256,
        officer=actor,
        decided_at=at,
        authenticated_at=authenticated_at,
    )
    edition = _move_on(case, verdict, reasons, at)
    outbox.announce(
        "case.decided", case.subject, decision.pk, {"case": str(case.public_id), "verdict": verdict}, at
    )
    signed = Entry(
        f"case.{verdict.value}",
        subject=case.subject,
        subject_sha256=decision.content_sha256,
        at=at,
        payload={"level": decision.level, "officer": actor.actor, "reasons": reasons},
        personal={"officer": str(actor)},
    )
    ledger.append_all(Stream.DECISIONS, [signed] if edition is None else [signed, record_of_issue(edition)])
    return decision


def _require_reader(case: Case, actor: User) -> None:
    """Hold what holds at every level and in every state; first, so that nobody learns of a foreign case."""
    authority.require_role(actor, REVIEWING, subject=case.subject)
    authority.require_oversight(actor, case.branch, subject=case.subject)
    if case.candidate.authors.filter(user=actor).exists():
        raise Refused(
            _("You wrote or submitted this. Somebody else must decide."),
            actor=actor.actor,
            subject=case.subject,
            rule="author never approves",
        )


def _require_still_open(case: Case, signature: Signature, actor: User) -> None:
    if case.decisions.filter(level=signature.level, officer=actor).exists():
        raise Conflict(_("You have decided this level already. Your decision was recorded the first time."))
    if case.status != CaseStatus.OPEN:
        raise Conflict(
            _("This case was closed meanwhile: %(status)s.") % {"status": case.get_status_display()}
        )
    if case.current_level != signature.level:
        raise Conflict(_("A colleague has decided this level already. The case has moved on."))
    if case.candidate.content_sha256 != signature.content_sha256:
        raise Conflict(_("This is not the content that you were shown. Open the case again."))
    try:
        case.candidate.content  # noqa: B018  (reading it checks its hash)
    except TamperedContent as error:
        raise Conflict(_("The kept content no longer has its hash. Nothing of it can be decided.")) from error


def _require_may_decide(case: Case, actor: User) -> None:
    authority.require_role(actor, {ROLE_OF_LEVEL[Level(case.current_level)]}, subject=case.subject)
    if case.decisions.filter(officer=actor).exists():
        raise Refused(
            _("You decided an earlier level of this case. Somebody else must decide this one."),
            actor=actor.actor,
            subject=case.subject,
            rule="one level a person",
        )


def _require_rules_in_force(case: Case, reasons: str) -> None:
    """The last approval rests on a screening by the rules that are in force when it is given.

    What these block is not issued. An edition in use that they block may stay, if the officer says why.
    """
    screening = case.newest_screening
    if screening.rule_set_sha256 != in_force().fingerprint:
        raise Conflict(
            _("The rules were changed since it was screened. Have it screened again, then decide.")
        )
    if screening.outcome.verdict is not Found.block:
        return
    if case.renews_id is None:
        raise Conflict(_("By the rules in force this must not be said. Return it to its author."))
    if not reasons:
        raise Conflict(_("Screening blocks it: say why the edition may stay in use."))


def _level_after(case: Case) -> CaseLevel | None:
    passed = case.levels.get(level=case.current_level).position
    return case.levels.filter(position__gt=passed).first()


def _move_on(case: Case, verdict: Verdict, reasons: str, at: datetime) -> Edition | None:
    """Close the case or hand it to its next level; return the edition if this was the last approval."""
    if verdict == Verdict.APPROVE:
        following = _level_after(case)
        if following is not None:
            case.current_level = following.level
            case.save(update_fields=["current_level"])
            return None
    case.status = CASE_STATUS_OF.get(verdict, CaseStatus.APPROVED)
    case.current_level = ""
    case.closed_at = at
    case.save(update_fields=["status", "current_level", "closed_at"])
    if case.renews is not None:
        if verdict != Verdict.APPROVE:
            reason = _("Not confirmed when it was read again: %(reasons)s") % {"reasons": reasons}
            suspend_by_policy(case.renews.public_id, reason=reason, at=at)
        return None
    Component.objects.filter(pk=case.candidate.component_id).update(state=ComponentState.DRAFT)
    return issue(case, at) if verdict == Verdict.APPROVE else None
