"""Issue: a case approved at every level becomes an edition. Called by decide, inside its transaction."""

import json
import uuid
from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from core import outbox
from core.actions import Conflict
from core.domain import canonical
from core.ledger import Entry
from core.models import LedgerRecord, Stream
from people.models import Branch
from review.actions.succession import redate_ends, standing_at
from review.domain.certificate import SignedDecision, certificate
from review.domain.levels import required_levels
from review.enums import Level, Verdict
from review.models import Case, Decision, Edition, EditionSegment, ReviewCounter
from review.models.edition import ISSUED_EVENT
from review.signals import edition_issued


def issue(case: Case, at: datetime) -> Edition:
    """Write the edition of an approved case, with its certificate, and date the end of the one it follows.

    The caller holds the locks of case and component and must write `record_of_issue` as the transaction's
    last write. Raises Conflict unless each level that the case has, and each that policy wants, was approved
    by a person of its own who wrote nothing of it, on record: wherever the case says that it stands.
    """
    candidate = case.candidate
    decisions = list(case.decisions.select_related("officer"))
    _require_every_level(case, decisions)
    public_id = uuid.uuid4()
    number = _next_number(case.branch, at)
    predecessor = standing_at(candidate.component_id, candidate.valid_from)
    proof = certificate(
        edition=str(public_id),
        number=number,
        content_sha256=candidate.content_sha256,
        issued_at=at,
        submitted_by=candidate.submitted_by.actor,
        submitted_at=candidate.submitted_at,
        rule_set=case.newest_screening.rule_set,
        rule_set_sha256=case.newest_screening.rule_set_sha256,
        screening_sha256=case.newest_screening.result_sha256,
        supersedes=str(predecessor.public_id) if predecessor else None,
        decisions=[
            SignedDecision(one.level, one.officer.actor, one.decided_at, one.content_sha256, one.reasons)
            for one in decisions
        ],
    )
    edition = Edition.objects.create(
        public_id=public_id,
        number=number,
        candidate=candidate,
        case=case,
        component=candidate.component,
        branch=case.branch,
        kind=candidate.kind,
        title=candidate.title,
        product_type=candidate.product_type,
        risk=candidate.risk,
        valid_from=candidate.valid_from,
        valid_until=candidate.valid_until,
        content_sha256=candidate.content_sha256,
        certificate=proof,
        edition_sha256=canonical.sha256(proof),
        ledger_subject=f"edition:{public_id}",
        supersedes=predecessor,
        issued_at=at,
    )
    EditionSegment.objects.bulk_create(
        EditionSegment(edition=edition, segment=code) for code in candidate.segments
    )
    redate_ends(edition.component_id, at)
    edition_issued.send(sender=Edition, edition=edition)
    outbox.announce("edition.issued", edition.ledger_subject, 1, {"edition": str(public_id)}, at)
    return edition


def record_of_issue(edition: Edition) -> Entry:
    """Return the ledger's record that makes the edition real: readers refuse one that has none."""
    return Entry(
        ISSUED_EVENT,
        subject=edition.ledger_subject,
        subject_sha256=edition.edition_sha256,
        at=edition.issued_at,
        payload={"number": edition.number, "content_sha256": edition.content_sha256},
    )


def _require_every_level(case: Case, decisions: Sequence[Decision]) -> None:
    candidate = case.candidate
    approvals = [
        one
        for one in decisions
        if one.verdict == Verdict.APPROVE and one.content_sha256 == candidate.content_sha256
    ]
    wanted = {
        *required_levels(candidate.kind, candidate.product_type or None, candidate.risk or None),
        *case.levels.values_list("level", flat=True),
    }
    if missing := wanted - {one.level for one in approvals}:
        raise Conflict(
            _("It was not approved at every level (%(levels)s). Return it to its author.")
            % {"levels": ", ".join(str(Level(one).label) for one in sorted(missing))}
        )
    officers = {one.officer_id for one in approvals}
    if len(officers) < len(approvals) or candidate.authors.filter(user__in=officers).exists():
        raise Conflict(_("Not everybody who approved it was free to do so. Return it to its author."))
    earlier = {(one.level, one.officer.actor) for one in approvals[:-1]}
    if earlier and not earlier <= _recorded_approvals(case):
        raise Conflict(
            _("An earlier approval is not on record. Return it to its author and tell an operator.")
        )


def _recorded_approvals(case: Case) -> set[tuple[str, str]]:
    """Return level and officer of each approval of these bytes that the ledger holds."""
    records = LedgerRecord.objects.filter(
        stream=Stream.DECISIONS,
        event="case.approve",
        subject=case.subject,
        subject_sha256=case.candidate.content_sha256,
    )
    said = [json.loads(bytes(payload)) for payload in records.values_list("payload", flat=True)]
    return {(one["level"], one["officer"]) for one in said}


def _next_number(branch: Branch, at: datetime) -> str:
    """Return the bank's own review number, such as 示银审〔2026〕HO-000001. It is no regulator's."""
    year = timezone.localtime(at).year
    counter, _created = ReviewCounter.objects.select_for_update().get_or_create(branch=branch, year=year)
    ReviewCounter.objects.filter(pk=counter.pk).update(value=F("value") + 1)
    counter.refresh_from_db()
    return f"{settings.ARMOURY_REVIEW_NUMBER_PREFIX}〔{year}〕{branch.code}-{counter.value:06d}"
