"""What changed since the edition that an officer's colleagues approved last."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from content.domain.document import FOR_PERSONAS, Document
from content.enums import Segment, Tier, Voice, persona_labels
from review.domain import leaves
from review.domain.changes import PassageChange, changed_passages
from review.models import Candidate, Edition
from review.queries.screening import place_label


@dataclass(frozen=True, slots=True)
class LabelledChange:
    """One change with the words for its place."""

    label: str
    change: PassageChange


def compared_edition(candidate: Candidate) -> Edition | None:
    """Return the newest edition before this candidate, of its piece or else of the one it was copied from."""
    component = candidate.component
    earlier = Edition.objects.filter(issued_at__lt=candidate.submitted_at).select_related("candidate")
    newest: Edition | None = earlier.filter(component_id=component.pk).order_by("-issued_at", "-pk").first()
    if newest is None and component.copied_from_id is not None:
        newest = earlier.filter(component_id=component.copied_from_id).order_by("-issued_at", "-pk").first()
    return newest


def changes_between(before: Document, after: Document) -> list[LabelledChange]:
    """Return what differs, each place in words, in the order of `after`."""
    return [
        LabelledChange(_label(one.place, before, after), one)
        for one in changed_passages(_readable(before), _readable(after))
    ]


def _readable(document: Document) -> Mapping[str, str]:
    found = leaves.leaves(document)
    for place in [one for one in found if FOR_PERSONAS in one.split("/")]:
        found[place] = persona_labels(found[place].split())
    for place in (leaves.VALID_FROM, leaves.VALID_UNTIL):
        found[place] = _moment(found[place])
    found[leaves.SEGMENTS] = ", ".join(str(Segment(code).label) for code in document["audience"]["segments"])
    found[leaves.TIER] = str(Tier(found[leaves.TIER]).label)
    found[leaves.VOICE] = str(Voice(found[leaves.VOICE]).label)
    return found


def _moment(text: str) -> str:
    return (
        date_format(timezone.localtime(datetime.fromisoformat(text)), "SHORT_DATETIME_FORMAT") if text else ""
    )


def _label(place: str, before: Document, after: Document) -> str:
    own = {
        leaves.VALID_FROM: _("Valid from"),
        leaves.VALID_UNTIL: _("Valid until"),
        leaves.SEGMENTS: _("Customer segments"),
        leaves.TIER: _("Group tier"),
        leaves.VOICE: _("Voice"),
    }
    if place in own:
        return own[place]
    if place.startswith(leaves.PRODUCT):
        return _("Product")
    found = place_label(after, place)
    return found if found != place else place_label(before, place)
