"""A library of any size.

Real editions issued by the actions, then many like them written in bulk, hashes, ledger and index included.
"""

import json
import uuid
from collections.abc import Iterator
from datetime import datetime

from django.db import transaction
from tqdm import tqdm

from content.models import Component
from core import ledger
from core.domain import canonical
from core.ledger import Entry
from core.models import Stream
from review.actions.issue import record_of_issue
from review.models import Candidate, Case, Edition, EditionSegment
from search import index

TOPICS = ("稳盈", "均衡", "养老", "科技", "红利", "短债", "黄金", "消费", "医药", "存单")
BATCH = 500


def grow(sample: Edition, wanted: int, at: datetime) -> None:
    """Write editions like `sample` until the library holds `wanted`.

    Each has its own document, certificate and record.
    """
    missing = wanted - Edition.objects.count()
    with tqdm(total=max(0, missing), desc="editions", disable=None) as bar:
        while missing > 0:
            count = min(BATCH, missing)
            _write(sample, count, Edition.objects.count(), at)
            missing -= count
            bar.update(count)


def _write(sample: Edition, count: int, first: int, at: datetime) -> None:
    components = Component.objects.bulk_create(_component(sample, first + number) for number in range(count))
    candidates = Candidate.objects.bulk_create(
        candidate_like(sample.candidate, component) for component in components
    )
    cases = Case.objects.bulk_create(
        Case(candidate=one, branch=one.branch, status="approved", due_at=at, opened_at=at, closed_at=at)
        for one in candidates
    )
    editions = Edition.objects.bulk_create(_edition(sample, case, at) for case in cases)
    segments = list(sample.segments.values_list("segment", flat=True))
    EditionSegment.objects.bulk_create(
        EditionSegment(edition=edition, segment=segments[number % len(segments)])
        for number, edition in enumerate(editions)
    )
    _record(editions, at)
    for edition in editions:
        index.put(edition)


def _component(sample: Edition, number: int) -> Component:
    source = sample.component
    return Component(
        kind=source.kind,
        branch=source.branch,
        title=f"{TOPICS[number % len(TOPICS)]}产品分析 第{number}期",
        product=source.product,
        segments=source.segments,
        body=source.body,
        channels=source.channels,
        created_by=source.created_by,
        has_unpublished_changes=False,
    )


def candidate_like(sample: Candidate, component: Component) -> Candidate:
    """Return an unsaved candidate of `component` that says what `sample` says, under its own title."""
    document = {**sample.content, "component": str(component.public_id), "title": component.title}
    body = canonical.encode(document)
    return Candidate(
        component=component,
        branch=sample.branch,
        kind=sample.kind,
        title=component.title,
        product_type=sample.product_type,
        risk=sample.risk,
        segments=sample.segments,
        valid_from=sample.valid_from,
        valid_until=sample.valid_until,
        document=body,
        content_sha256=canonical.sha256(body),
        revision_id=sample.revision_id,
        screening=sample.screening,
        submitted_by=sample.submitted_by,
        submitted_at=sample.submitted_at,
    )


def _edition(sample: Edition, case: Case, at: datetime) -> Edition:
    public_id, candidate = uuid.uuid4(), case.candidate
    proof = canonical.encode(
        {
            **json.loads(bytes(sample.certificate)),
            "edition": str(public_id),
            "content_sha256": candidate.content_sha256,
        }
    )
    return Edition(
        public_id=public_id,
        number=f"bench-{public_id.hex[:20]}",
        candidate=candidate,
        case=case,
        component=candidate.component,
        branch=candidate.branch,
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
        issued_at=at,
    )


def _record(editions: list[Edition], at: datetime) -> None:
    with transaction.atomic():
        ledger.append_all(
            Stream.DECISIONS, [entry for edition in editions for entry in _entries(edition, at)]
        )


def _entries(edition: Edition, at: datetime) -> Iterator[Entry]:
    """Yield what the ledger says of an edition that went the whole way: its approvals and its issue."""
    for decision in json.loads(bytes(edition.certificate))["decisions"]:
        yield Entry(
            "case.approve",
            subject=edition.case.subject,
            subject_sha256=edition.content_sha256,
            at=at,
            payload={"level": decision["level"], "officer": decision["officer"], "reasons": ""},
        )
    yield record_of_issue(edition)
