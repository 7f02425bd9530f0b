"""The quality of the rules in force, as it was measured last."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from review.domain.quality import Quality, by_category, quality
from review.enums import LabelStatus, Wanted
from review.models import LabelledSentence, QualityReport
from review.queries.rule_sets import in_force


@dataclass(frozen=True, slots=True)
class WrongSentence:
    """A sentence that gets another verdict than it should, in words."""

    text: str
    category: str
    wanted: str
    found: str
    rules: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ShownQuality:
    """A report as it is read. `is_stale`: rules or corpus have changed; the work loop measures again."""

    report: QualityReport
    whole: Quality
    categories: dict[str, Quality]
    wrong: tuple[WrongSentence, ...]
    is_stale: bool


def shown_quality(category: str = "") -> ShownQuality | None:
    """Return the newest report on the rules in force, or else the newest on any; None before the first.

    `category` leaves the wrong sentences of one category. Three queries; nothing is screened here.
    """
    fingerprint = in_force().fingerprint
    reports = QualityReport.objects.order_by("-pk")
    report = reports.filter(rule_set_sha256=fingerprint).first() or reports.first()
    if report is None:
        return None
    changed = LabelledSentence.objects.filter(
        Q(settled_at__gt=report.measured_at, status__in=[LabelStatus.ACCEPTED, LabelStatus.WITHDRAWN])
        | Q(withdrawn_at__gt=report.measured_at)
    )
    return ShownQuality(
        report,
        quality(report.tally),
        by_category(report.tally),
        tuple(_wrong(one) for one in report.wrong if category in {"", one["category"]}),
        report.rule_set_sha256 != fingerprint or changed.exists(),
    )


def _wrong(one: dict[str, Any]) -> WrongSentence:
    return WrongSentence(
        one["text"],
        one["category"],
        str(Wanted(one["wanted"]).label),
        str(Wanted(one["found"]).label),
        tuple(one["rules"]),
    )
