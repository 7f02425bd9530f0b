"""Open a case: the first reading of a candidate, or another one of what was approved."""

from datetime import datetime

from review.domain.levels import required_levels
from review.models import Candidate, Case, CaseLevel, Edition, Screening


def open_case(
    candidate: Candidate,
    due_at: datetime,
    at: datetime,
    *,
    renews: Edition | None = None,
    screening: Screening | None = None,
) -> Case:
    """Write the case with each level that policy wants of the candidate. The caller holds the transaction and
    announces it; `renews` is the edition that is read again, by the `screening` that made it necessary.
    """
    levels = required_levels(candidate.kind, candidate.product_type or None, candidate.risk or None)
    case = Case.objects.create(
        candidate=candidate,
        branch=candidate.branch,
        current_level=levels[0],
        due_at=due_at,
        opened_at=at,
        renews=renews,
        screening=screening,
    )
    CaseLevel.objects.bulk_create(
        CaseLevel(case=case, position=position, level=level) for position, level in enumerate(levels)
    )
    return case
