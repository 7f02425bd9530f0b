"""What the pages of case and edition show of a candidate."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from content.domain.document import Document, channel_texts
from content.enums import Channel
from content.kinds import kind_label
from people.models import User
from review.domain.figures import figures
from review.models import Candidate, Case, Edition
from review.queries.changes import LabelledChange, changes_between, compared_edition
from review.queries.corpus_keeping import may_mark
from review.queries.findings import FindingsByPlace, findings_by_place
from review.queries.marks import asides, marks_on, missed
from review.queries.precedents import precedents

SHOWN_DERIVATIVE = "display"


@dataclass(frozen=True, slots=True)
class Comparison:
    """The edition that a candidate is compared with, and what differs."""

    edition: Edition
    changes: list[LabelledChange]


def modes_of(document: Document) -> list[tuple[str, str]]:
    """Return (mode, label) of each channel that `document` has a text for, and of the whole piece."""
    return [
        *((one.channel, str(Channel(one.channel).label)) for one in channel_texts(document)),
        ("document", _("Whole piece")),
    ]


def picture_urls(case: Case) -> Mapping[str, str]:
    """Return the address of each picture of the candidate by the SHA-256 of its original. One query."""
    shown = case.candidate.media.filter(derivative=SHOWN_DERIVATIVE).values_list("original_sha256", "sha256")
    return {
        original: reverse("review_case:media", args=[case.public_id, derivative])
        for original, derivative in shown
    }


def document_context(case: Case) -> dict[str, Any]:
    """Return what both pages show of the case's document. Raises TamperedContent."""
    document = case.candidate.content
    return {
        "document": document,
        "modes": modes_of(document),
        "picture_urls": picture_urls(case),
        "figures": figures(document),
        "kind_label": kind_label(case.candidate.kind),
    }


def findings_context(case: Case) -> dict[str, Any]:
    """Return the findings at their places, with the author's justifications."""
    candidate, screening = case.candidate, case.newest_screening
    return {
        "screening": screening,
        "findings": findings_by_place(candidate.content, screening.outcome, candidate.justifications),
    }


def marks_context(case: Case, user: User, findings: FindingsByPlace) -> dict[str, Any]:
    """Return what officers said of the findings on `case`, whether `user` may, and what was decided before.

    Raises TamperedContent.
    """
    marks, allowed = marks_on(case), may_mark(case, user)
    before = precedents(case.candidate, case.candidate.content, findings, user)
    return {
        "asides": asides(findings, marks, allowed, before),
        "missed_marks": missed(marks),
        "may_mark": allowed,
    }


def comparison_of(candidate: Candidate) -> Comparison | None:
    """Return what changed since the edition before, or None if there is none. Raises TamperedContent."""
    before = compared_edition(candidate)
    return (
        Comparison(before, changes_between(before.content, candidate.content)) if before is not None else None
    )
