"""Where the newest submission of each component stands, for the editors' lists."""

from collections.abc import Collection, Mapping
from datetime import datetime

from core import clock
from review.enums import OVER, CaseStatus, EditionStatus
from review.models import Case, Edition


def standings(component_keys: Collection[int]) -> Mapping[int, str]:
    """Return words by primary key; a component never submitted is left out. Two queries."""
    if not component_keys:
        return {}
    cases = _newest_cases(component_keys)
    editions = {edition.case_id: edition for edition in Edition.objects.filter(case__in=list(cases.values()))}
    at = clock.now()
    return {key: _words(case, editions.get(case.pk), at) for key, case in cases.items()}


def _newest_cases(component_keys: Collection[int]) -> dict[int, Case]:
    cases = Case.objects.filter(candidate__component__in=component_keys).select_related("candidate")
    return {case.candidate.component_id: case for case in cases.order_by("pk")}


def _words(case: Case, edition: Edition | None, at: datetime) -> str:
    if case.status == CaseStatus.OPEN:
        return str(case.get_current_level_display())
    if edition is None:
        return str(case.get_status_display())
    if edition.status in OVER | {EditionStatus.SUSPENDED}:
        return str(edition.get_status_display())
    return str(edition.phase(at).label)
