"""Findings at their place, with the author's justifications, ready to be read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.domain.document import Document, passages
from review.domain.marks import Span, marked
from review.domain.screening.result import PIECE, Finding, ScreeningResult, Severity, Status
from review.queries.screening import place_label

SEVERITY_LABELS: Mapping[Severity, Promise] = {
    Severity.block: _("Must be changed"),
    Severity.warn: _("Needs a justification"),
    Severity.info: _("For information"),
}
SEVERITY_ICONS: Mapping[Severity, str] = {
    Severity.block: "error",
    Severity.warn: "warning",
    Severity.info: "info-circle",
}
STATUS_LABELS: Mapping[Status, Promise] = {
    Status.pending: _("Not in force yet"),
    Status.practice: _("House practice"),
}
"""What is said of a rule that rests on something else than law in force."""


@dataclass(frozen=True, slots=True)
class NumberedFinding:
    """A finding with its number on the page, the words for its place, and what the author says to it."""

    number: int
    finding: Finding
    label: str
    justification: str

    @property
    def anchor(self) -> str:
        """The id of the block that holds it, for a link into the editor; empty for title and whole piece."""
        return self.finding.place.partition("/")[2].partition("/")[0]

    @property
    def severity_label(self) -> Promise:
        return SEVERITY_LABELS[self.finding.severity]

    @property
    def severity_icon(self) -> str:
        return SEVERITY_ICONS[self.finding.severity]

    @property
    def status_label(self) -> Promise | str:
        return STATUS_LABELS.get(self.finding.status, "")


@dataclass(frozen=True, slots=True)
class MarkedStretch:
    """A stretch of text with the findings on it; none for plain text."""

    text: str
    findings: tuple[NumberedFinding, ...]

    @property
    def severity(self) -> Severity | None:
        return max((one.finding.severity for one in self.findings), default=None)


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage in which something was found, cut at the edges of its findings."""

    label: str
    stretches: tuple[MarkedStretch, ...]
    findings: tuple[NumberedFinding, ...]


@dataclass(frozen=True, slots=True)
class FindingsByPlace:
    """All findings: those about the whole piece, then passage by passage."""

    whole: tuple[NumberedFinding, ...]
    passages: tuple[MarkedPassage, ...]

    @property
    def numbered(self) -> tuple[NumberedFinding, ...]:
        return (*self.whole, *(finding for passage in self.passages for finding in passage.findings))


def findings_by_place(
    document: Document, result: ScreeningResult, justifications: Mapping[str, str] | None = None
) -> FindingsByPlace:
    """Return the findings of `result` on `document` in reading order, numbered from 1.

    `justifications` maps a finding's key to the author's words. What stands at a place that the document
    does not have is put to the whole piece, so that nothing is lost.
    """
    said = justifications or {}
    places = {one.place: one.text for one in passages(document)}
    whole = [one for one in result.findings if one.place not in places]
    located = [one for place in places for one in result.findings if one.place == place]
    numbered = [
        NumberedFinding(
            number,
            one,
            place_label(document, one.place if one.place in places else PIECE),
            said.get(one.key, ""),
        )
        for number, one in enumerate([*whole, *located], start=1)
    ]
    return FindingsByPlace(
        whole=tuple(numbered[: len(whole)]),
        passages=tuple(
            _marked(text, found)
            for place, text in places.items()
            if (found := tuple(one for one in numbered[len(whole) :] if one.finding.place == place))
        ),
    )


def _marked(text: str, found: tuple[NumberedFinding, ...]) -> MarkedPassage:
    spans = [Span(one.number, one.finding.start, one.finding.end) for one in found]
    stretches = tuple(
        MarkedStretch(stretch.text, tuple(one for one in found if one.number in stretch.numbers))
        for stretch in marked(text, spans)
    )
    return MarkedPassage(found[0].label, stretches, found)
