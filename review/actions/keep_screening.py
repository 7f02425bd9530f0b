"""Keep a result of screening, as evidence of what was found by which rules."""

from datetime import datetime

from core.domain import canonical
from review.domain.screening.result import ScreeningResult
from review.models import Screening


def keep_screening(content_sha256: str, result: ScreeningResult, at: datetime) -> Screening:
    """Write the result down. The caller holds the transaction of what it belongs to."""
    kept = canonical.encode(result.to_jsonable())
    return Screening.objects.create(
        content_sha256=content_sha256,
        rule_set=result.rule_set,
        rule_set_sha256=result.rule_set_sha256,
        verdict=result.verdict.value,
        result=kept,
        result_sha256=canonical.sha256(kept),
        screened_at=at,
    )
