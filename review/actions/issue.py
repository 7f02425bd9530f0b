"""Issue: a case approved at every level becomes an edition. Called by decide, inside its transaction."""

import uuid
from datetime import datetime

from django.conf import settings
from django.db.models import F
from django.utils import timezone

from core import ledger, outbox
from core.domain import canonical
from core.models import Stream
from people.models import Branch
from review.actions.succession import redate_ends, standing_at
from review.domain.certificate import SignedDecision, certificate
from review.models import Case, Edition, EditionSegment, ReviewCounter
from review.models.edition import ISSUED_EVENT
from review.signals import edition_issued


def issue(case: Case, at: datetime) -> Edition:
    """Write the edition of an approved case, with its certificate, and date the end of the one it follows.

    The caller holds the locks of case and component and must call `record_issue` as the transaction's
    last write.
    """
    candidate = case.candidate
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
        rule_set=candidate.screening.rule_set,
        rule_set_sha256=candidate.screening.rule_set_sha256,
        screening_sha256=candidate.screening.result_sha256,
        supersedes=str(predecessor.public_id) if predecessor else None,
        decisions=[
            SignedDecision(one.level, one.officer.actor, one.decided_at, one.content_sha256, one.reasons)
            for one in case.decisions.select_related("officer")
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


def record_issue(edition: Edition) -> None:
    """Write the ledger record that makes the edition real: readers refuse one that has none."""
    ledger.append(
        Stream.DECISIONS,
        ISSUED_EVENT,
        subject=edition.ledger_subject,
        subject_sha256=edition.edition_sha256,
        at=edition.issued_at,
        payload={"number": edition.number, "content_sha256": edition.content_sha256},
    )


def _next_number(branch: Branch, at: datetime) -> str:
    """Return the bank's own review number, such as 示银审〔2026〕HO-000001. It is no regulator's."""
    year = timezone.localtime(at).year
    counter, _created = ReviewCounter.objects.select_for_update().get_or_create(branch=branch, year=year)
    ReviewCounter.objects.filter(pk=counter.pk).update(value=F("value") + 1)
    counter.refresh_from_db()
    return f"{settings.ARMOURY_REVIEW_NUMBER_PREFIX}〔{year}〕{branch.code}-{counter.value:06d}"
