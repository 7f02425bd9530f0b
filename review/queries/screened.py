"""Screening that remembers: the same bytes under the same rules are read once."""

from collections.abc import Mapping
from typing import Any

from django.core.cache import cache

from core.domain import canonical
from review.domain.screening.result import ScreeningResult
from review.queries.rule_sets import in_force
from review.queries.screening import screen_document

KEPT_SECONDS = 15 * 60


def screened(document: Mapping[str, Any]) -> ScreeningResult:
    """Return the screening of `document`, from the cache if these rules read these bytes before."""
    key = f"review.screened.{canonical.sha256(canonical.encode(document))}.{in_force().fingerprint}"
    kept = cache.get(key)
    if kept is not None:
        return ScreeningResult.from_jsonable(kept)
    result = screen_document(document)
    cache.set(key, result.to_jsonable(), KEPT_SECONDS)
    return result
