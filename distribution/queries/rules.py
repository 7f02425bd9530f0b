"""Limits and windows in force: what head office has set, otherwise what the settings say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Final

from django.conf import settings

from content.enums import Segment
from core.prepared import Prepared
from distribution.domain.counters import LIMITS, OWN_LIMIT, allowance
from distribution.domain.windows import Span, read_windows
from distribution.models import SendingRule

WINDOWS = "windows_"
"""The code of a segment's windows begins so."""

FREE_OPENING, ALLOWED = "free_opening", "allowed"
"""Whether managers may type an opening line of their own: not unless the value says so."""

CODES = (
    *(limit.code for limit in LIMITS),
    *(f"{WINDOWS}{segment}" for segment in Segment.values),
    FREE_OPENING,
)
"""Everything that can be set, limits first."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One of them with its source, and who set it when, if somebody did."""

    code: str
    value: str
    source: str
    set_by: str = ""
    set_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Rules:
    """All of them at one moment."""

    by_code: Mapping[str, Rule]

    def allowance(self, limit: str, day: date) -> int | None:
        """Return how many the limit of that code allows in the period of `day`; None for any number."""
        return allowance(self.by_code[limit].value, day)

    def windows(self, segment: str) -> tuple[Span, ...]:
        """Return when the customers of `segment` may be sent messages; nothing means at any time."""
        return read_windows(self.by_code[f"{WINDOWS}{segment}"].value)

    @property
    def allows_free_openings(self) -> bool:
        return self.by_code[FREE_OPENING].value == ALLOWED


_SET: Final = Prepared(lambda: SendingRule.objects.select_related("set_by"))


def rules_in_force() -> Rules:
    """Return the rules. One query."""
    kept = {
        row.code: Rule(row.code, row.value, row.source, str(row.set_by), row.set_at) for row in _SET.rows()
    }
    return Rules({code: kept.get(code) or declared(code) for code in CODES})


def declared(code: str) -> Rule:
    """Return what the settings say of `code`: any time and any number where they say nothing."""
    if code == OWN_LIMIT:
        return Rule(code, str(settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY), settings.ARMOURY_HOUSE_RULE)
    value, source = settings.ARMOURY_SENDING_RULES.get(code, ("", settings.ARMOURY_HOUSE_RULE))
    return Rule(code, value, source)
