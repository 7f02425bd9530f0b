"""Trials of drafts: what is tried, what came out, and whether it still says anything."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q, QuerySet

from review.domain.quality import Grade, Judged, Quality, Share, quality, tally
from review.domain.screening.kept import read_set
from review.domain.screening.result import Finding, ScreeningResult, Severity, Verdict
from review.domain.screening.rules import RuleSet
from review.enums import EditionStatus, TrialStatus
from review.models import Edition, RuleDraft, RuleTrial, TrialChange
from review.models.edition import EditionQuerySet
from review.queries.rule_drafts import body_of_draft, fingerprint_of_draft
from review.queries.rule_sets import in_force


def editions_to_try(at: datetime) -> EditionQuerySet:
    """Return every edition that is scheduled or active at `at`."""
    editions: EditionQuerySet = Edition.objects.recorded().filter(
        Q(superseded_at__isnull=True) | Q(superseded_at__gt=at),
        status=EditionStatus.ISSUED,
        valid_until__gt=at,
    )
    return editions


def draft_rules(draft: RuleDraft, fingerprint: str) -> RuleSet:
    """Return the rules of `draft`, compiled once a process. Raises ChangedRules unless they are those."""
    return _read(draft.pk, fingerprint)


@lru_cache(maxsize=2)
def _read(draft_pk: int, fingerprint: str) -> RuleSet:
    draft = RuleDraft.objects.get(pk=draft_pk)
    return read_set(draft.name, body_of_draft(draft), fingerprint)


def deciding_trial(draft: RuleDraft) -> RuleTrial | None:
    """Return the newest finished trial of exactly the draft as it stands, against what is in force now."""
    return RuleTrial.objects.filter(
        draft=draft,
        status=TrialStatus.DONE,
        rules_sha256=fingerprint_of_draft(draft),
        base_sha256=in_force().fingerprint,
    ).first()


def newly_blocked(trial: RuleTrial) -> QuerySet[TrialChange]:
    """Return the changes by which an edition in use comes to be blocked."""
    return trial.changes.filter(after=Verdict.block.value)


def changed_rules(before: ScreeningResult, after: ScreeningResult) -> list[list[str]]:
    """Return the rules by which two results differ above info: [rule id, severity, "added" or "gone"]."""
    was, now = _grave(before.findings), _grave(after.findings)
    named = [(*one, "gone") for one in was - now] + [(*one, "added") for one in now - was]
    return [list(one) for one in sorted(named)]


def _grave(findings: Iterable[Finding]) -> Counter[tuple[str, str]]:
    return Counter((one.rule, one.severity.value) for one in findings if one.severity > Severity.info)


def measured(judged: Iterable[Judged]) -> dict[str, Any]:
    """Return the quality of what was judged, as a trial keeps it."""
    return _kept(quality(tally(judged)))


def _kept(found: Quality) -> dict[str, Any]:
    grades = {"block": found.block, "warn": found.warn}
    return {"count": found.count, "wrong": found.wrong, **{name: _grade(one) for name, one in grades.items()}}


def _grade(grade: Grade) -> dict[str, list[int]]:
    return {"recall": _share(grade.recall), "precision": _share(grade.precision)}


def _share(share: Share) -> list[int]:
    return [share.part, share.whole]
