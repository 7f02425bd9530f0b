"""What the rules find in an approved document once something was put into it."""

from collections import Counter
from dataclasses import dataclass

from content.domain.document import Document
from review.domain.screening.engine import screen
from review.domain.screening.result import Finding, Severity
from review.queries.rule_sets import in_force
from review.queries.screening import subject_of


@dataclass(frozen=True, slots=True)
class Added:
    """Findings of warnings and blocks that were not there before, the gravest first; `rule_set` is the
    fingerprint of the rules that were asked.
    """

    findings: tuple[Finding, ...]
    rule_set: str


def added_findings(before: Document, after: Document) -> Added:
    """Return what the rules in force find in `after` and not in `before`, wherever it stands.

    What was found and justified when the piece was approved is in both. Pure work on the processor; hold no
    transaction.
    """
    rules = in_force()
    known = Counter(_identity(one) for one in screen(subject_of(before), rules).findings)
    result = screen(subject_of(after), rules)
    added = []
    for finding in result.findings:
        if known[_identity(finding)]:
            known[_identity(finding)] -= 1
        elif finding.severity >= Severity.warn:
            added.append(finding)
    added.sort(key=lambda finding: -finding.severity.rank)
    return Added(tuple(added), result.rule_set_sha256)


def _identity(finding: Finding) -> tuple[str, str, str, str]:
    return finding.rule, finding.severity.value, finding.place, finding.text
