"""How a sentence that a rule finds was decided before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from content.domain.document import Document, passages
from people.models import User
from review.domain.precedents import NEAR, marks, sentence_key, sentence_of
from review.domain.screening.result import Severity
from review.domain.sentences import nearness, pieces
from review.enums import CaseStatus
from review.models import Candidate, Case, Decision, FindingMark, KeptFinding
from review.queries.findings import FindingsByPlace

DECIDED: Final = frozenset({CaseStatus.APPROVED, CaseStatus.RETURNED, CaseStatus.REFUSED})
MOST_FINDINGS: Final = 50
MOST_READ: Final = 200
"""Rows that are looked at, the newest: what was decided long ago by the hundred tells no more."""
SHOWN: Final = 3


@dataclass(frozen=True, slots=True)
class Precedent:
    """One decision on the same or nearly the same sentence. `share` says how near, in percent.

    `number` is the review number of the edition, empty where none was issued.
    """

    case_id: UUID
    title: str
    number: str
    sentence: str
    share: int
    outcome: str
    level: str
    reasons: str
    justification: str
    decided_at: datetime

    @property
    def is_same(self) -> bool:
        return self.share == 100


def precedents(
    candidate: Candidate, document: Document, findings: FindingsByPlace, user: User
) -> Mapping[int, tuple[Precedent, ...]]:
    """Return, by the number of a finding, how its sentence was decided in other submissions of branches that
    `user` oversees: the nearest first, then the newest.

    Four queries, however many findings there are; merely informing ones and those after the fiftieth have
    none.
    """
    texts = {one.place: one.text for one in passages(document)}
    asked = {
        one.number: (one.finding.rule, sentence_of(texts, one.finding))
        for one in findings.numbered
        if one.finding.severity is not Severity.info
    }
    asked = dict(list(asked.items())[:MOST_FINDINGS])
    rows = _rows(candidate, asked.values(), user)
    cases = _decided({row.candidate_id for row in rows})
    return {number: _nearest(rule, sentence, rows, cases) for number, (rule, sentence) in asked.items()}


def _rows(candidate: Candidate, asked: Iterable[tuple[str, str]], user: User) -> list[KeptFinding]:
    """Return the kept findings that may be near, the newest first."""
    asked = list(asked)
    decided = Case.objects.filter(candidate=OuterRef("candidate"), status__in=DECIDED)
    visible: QuerySet[KeptFinding] = (
        KeptFinding.objects.overseen_by(user).filter(Exists(decided)).exclude(candidate=candidate)
    )
    same = visible.filter(sentence_key__in=[sentence_key(*one) for one in asked]).order_by("-pk")
    hashes = {mark for one in asked for mark in marks(*one)}
    marked = FindingMark.objects.filter(mark__in=hashes).values("finding")
    near = visible.filter(pk__in=marked).order_by("-pk")
    found = {row.pk: row for row in [*same[:MOST_READ], *near[:MOST_READ]]}
    return [found[key] for key in sorted(found, reverse=True)]


def _decided(candidates: Iterable[int]) -> Mapping[int, tuple[Case, Decision]]:
    """Return the last decided case of each candidate with the decision that closed it."""
    cases = {
        case.candidate_id: case
        for case in Case.objects.filter(candidate__in=candidates, status__in=DECIDED)
        .select_related("candidate", "edition")
        .defer("candidate__document", "edition__certificate")
        .order_by("pk")
    }
    decisions = {one.case_id: one for one in Decision.objects.filter(case__in=cases.values()).order_by("pk")}
    return {key: (case, decisions[case.pk]) for key, case in cases.items() if case.pk in decisions}


def _nearest(
    rule: str, sentence: str, rows: list[KeptFinding], cases: Mapping[int, tuple[Case, Decision]]
) -> tuple[Precedent, ...]:
    key, own = sentence_key(rule, sentence), pieces(sentence)
    near: dict[int, tuple[float, KeptFinding]] = {}
    for row in rows:
        if row.rule != rule or row.candidate_id not in cases:
            continue
        share = 1.0 if row.sentence_key == key else min(0.99, nearness(own, pieces(row.sentence)))
        if share >= NEAR and share > near.get(row.candidate_id, (0.0, row))[0]:
            near[row.candidate_id] = (share, row)
    ordered = sorted(near.values(), key=lambda one: (one[0], one[1].pk), reverse=True)
    return tuple(_told(share, row, *cases[row.candidate_id]) for share, row in ordered[:SHOWN])


def _told(share: float, row: KeptFinding, case: Case, decision: Decision) -> Precedent:
    edition = getattr(case, "edition", None)
    return Precedent(
        case_id=case.public_id,
        title=case.candidate.title,
        number=edition.number if edition is not None else "",
        sentence=row.sentence,
        share=int(share * 100),
        outcome=str(case.get_status_display()),
        level=str(decision.get_level_display()),
        reasons=decision.reasons,
        justification=row.justification,
        decided_at=decision.decided_at,
    )
