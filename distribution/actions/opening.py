"""The opening line of a pull: an approved one, or the manager's own where head office lets them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from content.domain.document import Document
from content.domain.merge import fields_in, filled
from content.enums import Channel, Segment
from core.actions import Conflict
from distribution.domain.openings import approved_lines
from distribution.queries.editions import offer_of, visible_edition
from distribution.queries.limits import ManagerDay
from distribution.queries.openings import OpeningRefused, screened_line
from people.models import User
from review.models import Edition


@dataclass(frozen=True, slots=True)
class ApprovedOpening:
    """A wording of a script, chosen from what was offered."""

    edition_id: UUID
    wording: int


@dataclass(frozen=True, slots=True)
class FreeOpening:
    """A line as the manager typed it."""

    typed: str


Opening = ApprovedOpening | FreeOpening


@dataclass(frozen=True, slots=True)
class Line:
    """The line as it is sent. `entry` is what the produced document keeps of where it comes from, `fields`
    what was filled in.
    """

    text: str
    entry: Mapping[str, Any]
    fields: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Before:
    """What the line stands before."""

    document: Document
    channel: Channel
    segment: Segment
    text: str


def line_of(
    opening: Opening, before: Before, values: Mapping[str, str], own: ManagerDay, actor: User, at: datetime
) -> Line:
    """Return the line that `opening` asks for; it is screened if it is the manager's own.

    Not to be called inside a transaction. Raises OpeningRefused; Conflict for an approved line that is not
    offered any more.
    """
    if isinstance(opening, FreeOpening):
        if not own.rules.allows_free_openings:
            raise OpeningRefused(
                _("Head office allows approved opening lines only. Choose one of them, or none.")
            )
        text, added = screened_line(opening.typed, before.document, before.channel, before.text)
        return Line(text, {"text": text, "source": "free", "rule_set": added.rule_set}, {})
    return _approved(opening, before, values, own, visible_opening(opening, actor, at))


def visible_opening(opening: ApprovedOpening, actor: User, at: datetime) -> Edition:
    """Return the edition of an approved line. Raises Conflict if `actor` may not see it any more."""
    try:
        return visible_edition(actor, opening.edition_id, at)
    except Edition.DoesNotExist as error:
        raise Conflict(
            _("This opening line may not be used any more. Choose another one, or none.")
        ) from error


def _approved(
    opening: ApprovedOpening, before: Before, values: Mapping[str, str], own: ManagerDay, edition: Edition
) -> Line:
    offer = offer_of(edition)
    reason = own.channel_reason(offer, before.channel)
    offered = {line.wording: line.text for line in approved_lines(edition.content, before.channel)}
    if reason is not None or before.segment not in offer.segments or opening.wording not in offered:
        raise Conflict(
            _("This opening line was not approved for these customers. Choose another one, or none.")
        )
    line = offered[opening.wording]
    fields = {name: value for name, value in values.items() if name in fields_in(line)}
    entry = {
        "text": filled(line, fields),
        "source": "edition",
        "edition": str(edition.public_id),
        "edition_sha256": edition.edition_sha256,
        "wording": opening.wording,
    }
    return Line(filled(line, fields), entry, fields)


def is_same(opening: Opening | None, entry: Mapping[str, Any] | None) -> bool:
    """Return whether a produced document's `entry` is what `opening` asks for."""
    if opening is None or entry is None:
        return opening is None and entry is None
    if isinstance(opening, FreeOpening):
        return (entry["source"], entry["text"]) == ("free", " ".join(opening.typed.split()))
    return (entry.get("edition"), entry.get("wording")) == (str(opening.edition_id), opening.wording)
