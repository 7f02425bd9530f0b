"""What of review must agree with the ledger; asked by `manage.py ledger verify`."""

import json
from collections.abc import Iterator

from content.domain.document import Document, files
from core import blobs
from core.domain import canonical
from core.erasures import erased_on_record
from core.models import LedgerRecord, Stream
from core.queries.ledger import register_agreement
from review.enums import OVER, STANDING, EditionStatus
from review.models import Edition, RuleSetVersion
from review.models.candidate import TamperedContent
from review.models.rule_set import ACTIVATED_EVENT

Approval = tuple[str, str, str, str]
"""Case, hash of the content, level and officer, as the ledger names them."""


def editions_agree() -> Iterator[str]:
    """Yield a sentence for each edition that no ledger record bears out or whose bytes were changed.

    After its own record, its approvals, its suspension and its end are asked for, the rows that stand beside
    its document, and its files: one that was erased on record may be gone, any other may not.
    """
    recorded = set(Edition.objects.recorded().values_list("pk", flat=True))
    approvals, ended, erased = _approvals(), _ended(), erased_on_record()
    suspended = _suspended()
    editions = Edition.objects.select_related(
        "candidate__screening", "candidate__branch", "case__screening", "case__candidate__screening"
    )
    for edition in editions.prefetch_related("segments", "candidate__media").iterator(500):
        if edition.pk not in recorded:
            yield f"{edition.ledger_subject} has no valid record: forged"
            continue
        try:
            document = edition.content
        except TamperedContent:
            yield f"{edition.ledger_subject} no longer has the bytes that were approved"
            continue
        screening = edition.case.newest_screening
        if canonical.sha256(bytes(screening.result)) != screening.result_sha256:
            yield f"{edition.ledger_subject} no longer has the screening that was kept"
        if not _approvals_of(edition) <= approvals:
            yield f"{edition.ledger_subject} names an approval that has no record: forged"
        is_suspended = edition.status == EditionStatus.SUSPENDED
        if edition.status in STANDING and is_suspended != (edition.ledger_subject in suspended):
            yield f"{edition.ledger_subject} stands as {edition.status}, which its record does not say"
        if edition.ledger_subject in ended and edition.status not in OVER:
            yield f"{edition.ledger_subject} has ended on record and stands as {edition.status}"
        if not _rows_agree(edition, document):
            yield f"{edition.ledger_subject} has rows beside it that its document does not bear out"
        for sha256 in sorted(set(files(document)) - erased):
            if not blobs.exists(sha256):
                yield f"{edition.ledger_subject} lacks its file {sha256}, which nobody erased on record"


def rule_sets_agree() -> Iterator[str]:
    """Yield a sentence for each rule set that no record bears out, was changed, or is missing."""
    records = LedgerRecord.objects.filter(stream=Stream.DECISIONS, event=ACTIVATED_EVENT)
    missing = set(records.order_by().values_list("subject", flat=True))
    recorded = set(RuleSetVersion.objects.recorded().values_list("pk", flat=True))
    for version in RuleSetVersion.objects.order_by("number").iterator(20):
        missing.discard(version.ledger_subject)
        if version.pk not in recorded:
            yield f"{version.ledger_subject} has no valid record: forged"
        if canonical.sha256(bytes(version.rules)) != version.rules_sha256:
            yield f"{version.ledger_subject} no longer has the rules that were activated"
    for subject in sorted(missing):
        yield f"{subject} was activated on record and is missing"


def _approvals() -> set[Approval]:
    records = LedgerRecord.objects.filter(stream=Stream.DECISIONS, event="case.approve").order_by()
    found = set()
    for subject, sha256, payload in records.values_list("subject", "subject_sha256", "payload").iterator(
        2000
    ):
        said = json.loads(bytes(payload))
        found.add((subject, sha256, said["level"], said["officer"]))
    return found


def _approvals_of(edition: Edition) -> set[Approval]:
    decisions = json.loads(bytes(edition.certificate))["decisions"]
    return {(edition.case.subject, edition.content_sha256, one["level"], one["officer"]) for one in decisions}


def _ended() -> set[str]:
    """Return the subjects of editions whose end is on record: none of them comes back."""
    events = [f"edition.{EditionStatus(status).value}" for status in OVER]
    records = LedgerRecord.objects.filter(stream=Stream.DECISIONS, event__in=events).order_by()
    return set(records.values_list("subject", flat=True))


def _suspended() -> set[str]:
    """Return the subjects of editions whose newest suspension on record was never resumed on record."""
    records = LedgerRecord.objects.filter(
        stream=Stream.DECISIONS, event__in=["edition.suspended", "edition.resumed"]
    )
    newest = dict(records.order_by("sequence").values_list("subject", "event"))
    return {subject for subject, event in newest.items() if event == "edition.suspended"}


def _rows_agree(edition: Edition, document: Document) -> bool:
    kept = {one.sha256 for one in edition.candidate.media.all()}
    return (
        edition.candidate.branch.code == document["branch"]
        and {one.segment for one in edition.segments.all()} == set(document["audience"]["segments"])
        and kept == set(files(document))
    )


register_agreement("editions", editions_agree)
register_agreement("rule_sets", rule_sets_agree)
