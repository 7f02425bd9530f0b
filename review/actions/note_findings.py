"""Note findings: put those of submitted pieces into the table that counts and precedents read."""

from collections.abc import Iterator
from typing import Final

from django.db import transaction

from content.domain.document import passages
from review.domain.precedents import marks, sentence_key, sentence_of
from review.models import Candidate, FindingMark, FindingsNoted, KeptFinding
from review.models.candidate import TamperedContent

AT_ONCE: Final = 200
MOST: Final = 500
"""Findings of one piece that are noted; farther ones are of no use to a reader."""


def note_findings(limit: int = AT_ONCE) -> int:
    """Note up to `limit` candidates that are not yet, the newest first; return how many.

    For the work loop, which so comes after submissions and through what was submitted before there was this
    table. A transaction each; two that run at once do nothing twice.
    """
    waiting = Candidate.objects.filter(findings_noted=None).order_by("-pk").values_list("pk", flat=True)
    return sum(_note(key) for key in list(waiting[:limit]))


@transaction.atomic
def _note(candidate_key: int) -> bool:
    _noted, is_new = FindingsNoted.objects.get_or_create(candidate_id=candidate_key)
    if is_new:
        candidate = Candidate.objects.select_related("screening").get(pk=candidate_key)
        made = KeptFinding.objects.bulk_create(_findings(candidate))
        FindingMark.objects.bulk_create(
            FindingMark(finding=one, mark=mark) for one in made for mark in marks(one.rule, one.sentence)
        )
    return is_new


def _findings(candidate: Candidate) -> Iterator[KeptFinding]:
    """Yield the findings of a candidate; none of one whose bytes have changed, which nothing is said of."""
    try:
        texts = {one.place: one.text for one in passages(candidate.content)}
    except TamperedContent:
        return
    for number, finding in enumerate(candidate.screening.outcome.findings[:MOST]):
        sentence = sentence_of(texts, finding)
        yield KeptFinding(
            candidate=candidate,
            branch_id=candidate.branch_id,
            kind=candidate.kind,
            number=number,
            rule=finding.rule,
            severity=finding.severity.value,
            sentence=sentence,
            sentence_key=sentence_key(finding.rule, sentence),
            justification=candidate.justifications.get(finding.key, ""),
            submitted_at=candidate.submitted_at,
        )
