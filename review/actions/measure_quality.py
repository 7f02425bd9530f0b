"""Measure quality: judge the labelled corpus by the rules in force."""

from collections import Counter
from datetime import datetime
from typing import Any, Final

from django.db import transaction

from review.domain.labelled import Sentence, screened
from review.domain.quality import Judged
from review.domain.screening.result import ScreeningResult, Severity
from review.domain.screening.rules import RuleSet
from review.models import QualityReport
from review.queries.labelled import corpus, corpus_fingerprint
from review.queries.rule_sets import in_force

MOST_WRONG: Final = 1_000


def measure_quality(at: datetime) -> bool:
    """Measure the rules in force unless that was done for this corpus already; return whether it was.

    For the work loop: seconds of the processor, in no transaction. A report of the same rules on an earlier
    corpus is replaced.
    """
    rule_set, fingerprint = in_force(), corpus_fingerprint()
    known = QualityReport.objects.filter(
        rule_set_sha256=rule_set.fingerprint, corpus_sha256=fingerprint
    ).exists()
    if known:
        return False
    report = measured(rule_set, fingerprint, at)
    with transaction.atomic():
        QualityReport.objects.filter(rule_set_sha256=rule_set.fingerprint).delete()
        report.save()
    return True


def measured(rule_set: RuleSet, corpus_sha256: str, at: datetime) -> QualityReport:
    """Return the report, not saved. Of the sentences judged wrongly it keeps the first thousand."""
    counts: Counter[Judged] = Counter()
    wrong: list[dict[str, Any]] = []
    for sentence in corpus():
        result = screened(sentence, rule_set)
        counts[Judged(sentence.category, sentence.wanted, result.verdict)] += 1
        if result.verdict is not sentence.wanted and len(wrong) < MOST_WRONG:
            wrong.append(_told(sentence, result))
    return QualityReport(
        rule_set=rule_set.name,
        rule_set_sha256=rule_set.fingerprint,
        corpus_sha256=corpus_sha256,
        counts=[[one.category, one.wanted.value, one.found.value, count] for one, count in counts.items()],
        wrong=wrong,
        measured_at=at,
    )


def _told(sentence: Sentence, result: ScreeningResult) -> dict[str, Any]:
    rules = dict.fromkeys(one.rule for one in result.findings if one.severity is not Severity.info)
    return {
        "text": sentence.text,
        "category": sentence.category,
        "wanted": sentence.wanted.value,
        "found": result.verdict.value,
        "rules": list(rules),
    }
