"""Texts from outside, screened as a customer would receive them."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.translation import gettext as _

from content.enums import Channel, ProductType, Risk, Segment
from content.kinds import KINDS
from review.domain.plain_text import ANY_PRODUCT, Fields, subject_of
from review.domain.screening.engine import screen
from review.domain.screening.result import ScreeningResult
from review.domain.screening.subject import Subject
from review.queries.rule_sets import in_force

OTHER_PRODUCTS: Final = frozenset({"agency", "trust", "pension", "market", "campaign"})
"""What a text may be about besides the bank's own product types."""


class UnreadableLine(ValueError):
    """A line that is no object with an id and a text."""


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text with what is known of it; what is None is unknown."""

    id: str | int
    text: str
    kind: str | None = None
    product: str | None = None
    channel: str | None = None
    segment: str | None = None
    risk: str | None = None


def parse(line: str) -> tuple[PlainText, tuple[tuple[str, str], ...]]:
    """Return the text that a line of JSON describes, and the fields with unknown values, which it lacks.

    Raises UnreadableLine.
    """
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise UnreadableLine(_("no JSON: %s") % error) from error
    return read_object(data)


def read_object(data: object) -> tuple[PlainText, tuple[tuple[str, str], ...]]:
    """Return the same of what a line of JSON means. Raises UnreadableLine."""
    if not isinstance(data, dict):
        raise UnreadableLine(_("must be an object with id and text"))
    identity, text = data.get("id"), data.get("text")
    if not isinstance(text, str) or isinstance(identity, bool) or not isinstance(identity, str | int):
        raise UnreadableLine(_("must be an object with id and text"))
    known, unknown = _fields(data)
    return PlainText(id=identity, text=text, **known), unknown


def screen_plain(plain: PlainText) -> ScreeningResult:
    """Return what the rules in force find in `plain`."""
    return screen(subject_of_plain(plain), in_force())


def subject_of_plain(plain: PlainText) -> Subject:
    """Return `plain` as screening sees it. Asks no database, so that a pipeline may call it anywhere."""
    known = ("kind", "product", "channel", "segment", "risk")
    fields = Fields(**{name: getattr(plain, name) or "" for name in known})
    return subject_of(plain.text, fields, _("Text"))


def known_values() -> Mapping[str, frozenset[str]]:
    """Return, by the name of each field, the codes that it may have."""
    return {
        "kind": frozenset(kind.code for kind in KINDS),
        "product": frozenset(ProductType.values) | OTHER_PRODUCTS | ANY_PRODUCT,
        "channel": frozenset(Channel.values) | {"video_account", "touchpoint", "print"},
        "segment": frozenset(Segment.values),
        "risk": frozenset(Risk.values),
    }


def told(plain: PlainText, result: ScreeningResult) -> dict[str, Any]:
    """Return `result` as other systems read it."""
    findings = [
        {
            "rule": finding.rule,
            "severity": str(finding.severity),
            "start": finding.start,
            "end": finding.end,
            "text": finding.text,
        }
        for finding in result.findings
    ]
    return {"id": plain.id, "verdict": str(result.verdict), "findings": findings}


def _fields(data: Mapping[str, Any]) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    allowed = known_values()
    given = {name: data[name] for name in allowed if data.get(name) not in (None, "")}
    known = {
        name: value for name, value in given.items() if isinstance(value, str) and value in allowed[name]
    }
    unknown = tuple((name, str(value)) for name, value in given.items() if name not in known)
    return known, unknown
