"""What a writer is told about a form that is not saved: how much was found, and what at which field."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from content.domain.document import Document
from review.domain.remedy import Remedy, remedy_of
from review.domain.screening.result import Finding, ScreeningResult, Severity
from review.queries.findings import SEVERITY_ICONS, NumberedFinding, findings_by_place
from review.queries.screening import readable_passages

MOST_SHOWN: Final = 100
"""How many findings are shown at once, the gravest first. All are counted."""
AROUND: Final = 12
"""Characters shown before and after what was found."""
MOST_CHARACTERS: Final = 100_000
"""What is read while somebody writes; submission reads everything."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding, the form's field that it stands in (empty for none), the words around it, and what a press
    would do about it.
    """

    numbered: NumberedFinding
    field: str
    before: str
    after: str
    remedy: Remedy | None

    @property
    def finding(self) -> Finding:
        return self.numbered.finding

    @property
    def is_justifiable(self) -> bool:
        return self.finding.severity is Severity.warn


@dataclass(frozen=True, slots=True)
class Count:
    """So many findings of one severity, in words with an icon."""

    severity: Severity
    icon: str
    words: str


@dataclass(frozen=True, slots=True)
class Heard:
    """All that is told about one form. `left_out` findings are counted and not shown."""

    counts: tuple[Count, ...]
    told: tuple[Told, ...]
    left_out: int

    @property
    def sentence(self) -> str:
        """One sentence for those who hear the page."""
        return _(", ").join(count.words for count in self.counts) or _("Screening found nothing.")

    @property
    def without_field(self) -> tuple[Told, ...]:
        return tuple(one for one in self.told if not one.field)

    @property
    def by_field(self) -> Mapping[str, tuple[Told, ...]]:
        names = dict.fromkeys(one.field for one in self.told if one.field)
        return {name: tuple(one for one in self.told if one.field == name) for name in names}


def characters(document: Document) -> int:
    """Return how many characters screening would read."""
    return sum(len(one.text) for one in readable_passages(document))


def heard(
    document: Document,
    result: ScreeningResult,
    fields: Mapping[str, str],
    justifications: Mapping[str, str],
) -> Heard:
    """Return what to tell of `result`; `fields` is the name of the form's field by place."""
    shown = gravest(result, MOST_SHOWN)
    found = findings_by_place(document, shown, justifications)
    texts = {one.place: one.text for one in readable_passages(document)}
    return Heard(
        counts=_counts(result),
        told=tuple(_told(one, texts.get(one.finding.place, ""), fields) for one in found.numbered),
        left_out=len(result.findings) - len(shown.findings),
    )


def _told(one: NumberedFinding, text: str, fields: Mapping[str, str]) -> Told:
    found = one.finding
    before = text[max(0, found.start - AROUND) : found.start] if found.text else ""
    after = text[found.end : found.end + AROUND] if found.text else ""
    return Told(one, fields.get(found.place, ""), before, after, remedy_of(found))


def gravest(result: ScreeningResult, most: int) -> ScreeningResult:
    """Return `result` with its gravest `most` findings, in their order."""
    if len(result.findings) <= most:
        return result
    ranked = sorted(enumerate(result.findings), key=lambda one: (-one[1].severity.rank, one[0]))[:most]
    kept = tuple(finding for _position, finding in sorted(ranked, key=lambda one: one[0]))
    return ScreeningResult(kept, result.rule_set, result.rule_set_sha256)


def _counts(result: ScreeningResult) -> tuple[Count, ...]:
    numbers = dict.fromkeys(Severity, 0)
    for finding in result.findings:
        numbers[finding.severity] += 1
    return tuple(
        Count(severity, SEVERITY_ICONS[severity], _counted(severity, number))
        for severity, number in numbers.items()
        if number
    )


def _counted(severity: Severity, number: int) -> str:
    words = {
        Severity.block: ngettext("%(number)d must be changed", "%(number)d must be changed", number),
        Severity.warn: ngettext(
            "%(number)d needs a justification", "%(number)d need a justification", number
        ),
        Severity.info: ngettext("%(number)d for information", "%(number)d for information", number),
    }
    return words[severity] % {"number": number}
