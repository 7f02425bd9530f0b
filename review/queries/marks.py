"""What officers have said on a case of what screening got wrong."""

from collections.abc import Mapping
from dataclasses import dataclass

from review.domain.screening.result import Severity
from review.enums import LabelOrigin
from review.models import Case, LabelledSentence
from review.queries.findings import FindingsByPlace
from review.queries.precedents import Precedent


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside a finding on its case: what was said of it, whether the reader may say it, how its
    sentence was decided before.
    """

    mark: LabelledSentence | None
    may_mark: bool
    precedents: tuple[Precedent, ...] = ()


def marks_on(case: Case) -> list[LabelledSentence]:
    """Return the marks on `case`, the oldest first. One query."""
    return list(case.labelled_sentences.select_related("proposed_by").order_by("pk"))


def missed(marks: list[LabelledSentence]) -> list[LabelledSentence]:
    return [mark for mark in marks if mark.origin == LabelOrigin.MISSED]


def asides(
    findings: FindingsByPlace,
    marks: list[LabelledSentence],
    may_mark: bool,
    precedents: Mapping[int, tuple[Precedent, ...]],
) -> Mapping[int, Aside]:
    """Return by its number what stands beside each finding. Asks no database."""
    by_finding = {mark.finding: mark for mark in marks if mark.finding}
    return {
        one.number: Aside(
            by_finding.get(one.finding.key),
            may_mark and one.finding.severity is not Severity.info,
            precedents.get(one.number, ()),
        )
        for one in findings.numbered
    }
