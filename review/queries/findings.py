"""Findings at their place, with the author's justifications, ready to be read."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from content.domain.document import Document
from review.domain.marks import Span, marked
from review.domain.pictures.reading import Area, ReadPicture, SeenCode, read_pictures
from review.domain.screening.result import PIECE, Finding, ScreeningResult, Severity, Status
from review.queries.screening import place_label, readable_passages

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
class MarkedArea:
    """A part of a picture on which something was found."""

    area: Area
    finding: NumberedFinding


@dataclass(frozen=True, slots=True)
class MarkedPicture:
    """The picture in which a text stands, with the areas of its findings. `is_typed`: a person typed the
    text, so that nothing can be shown in the picture.
    """

    sha256: str
    width: int
    height: int
    is_typed: bool
    areas: tuple[MarkedArea, ...]
    codes: tuple[SeenCode, ...]

    @property
    def sign(self) -> int:
        """How tall a number beside an area is, in the picture's own pixels."""
        return max(12, self.width // 30)


@dataclass(frozen=True, slots=True)
class MarkedPassage:
    """A passage in which something was found, cut at the edges of its findings."""

    label: str
    stretches: tuple[MarkedStretch, ...]
    findings: tuple[NumberedFinding, ...]
    picture: MarkedPicture | None = None


@dataclass(frozen=True, slots=True)
class FindingsByPlace:
    """All findings: those about the whole piece, then passage by passage, among them every text that somebody
    typed for a picture; then the pictures with none.
    """

    whole: tuple[NumberedFinding, ...]
    passages: tuple[MarkedPassage, ...]
    pictures: tuple[MarkedPassage, ...] = ()

    @property
    def pictured(self) -> tuple[MarkedPassage, ...]:
        """Every picture that was read, those with findings first."""
        return (*(one for one in self.passages if one.picture is not None), *self.pictures)

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
    places = {one.place: one.text for one in readable_passages(document)}
    pictures = {one.place: one for one in read_pictures(document)}
    typed = {place for place, one in pictures.items() if one.typed}
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
    at_place = {
        place: tuple(one for one in numbered[len(whole) :] if one.finding.place == place) for place in places
    }
    return FindingsByPlace(
        whole=tuple(numbered[: len(whole)]),
        passages=tuple(
            _marked(place_label(document, place), text, at_place[place], pictures.get(place))
            for place, text in places.items()
            if at_place[place] or place in typed
        ),
        pictures=tuple(
            _marked(place_label(document, place), places.get(place, ""), (), picture)
            for place, picture in pictures.items()
            if not at_place.get(place) and place not in typed
        ),
    )


def _marked(
    label: str, text: str, found: tuple[NumberedFinding, ...], picture: ReadPicture | None
) -> MarkedPassage:
    spans = [Span(one.number, one.finding.start, one.finding.end) for one in found]
    stretches = tuple(
        MarkedStretch(stretch.text, tuple(one for one in found if one.number in stretch.numbers))
        for stretch in marked(text, spans)
    )
    return MarkedPassage(label, stretches, found, _marked_picture(picture, found) if picture else None)


def _marked_picture(picture: ReadPicture, found: tuple[NumberedFinding, ...]) -> MarkedPicture:
    reading = picture.reading
    return MarkedPicture(
        sha256=picture.sha256,
        width=reading.width,
        height=reading.height,
        is_typed=bool(picture.typed),
        areas=tuple(
            MarkedArea(area, one)
            for one in found
            for area in reading.areas(one.finding.start, one.finding.end)
        ),
        codes=reading.codes,
    )
