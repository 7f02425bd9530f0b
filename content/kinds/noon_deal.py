"""午间优惠: an offer near where the customer is, gone when it ends."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.offer import TERMS, OfferBlock, OfferTimesBlock, PlaceBlock
from content.domain.document import Document, body_values
from content.enums import KindGroup
from content.kinds.base import Kind, end_of_day, opening_items


def _when_it_ends(document: Document) -> datetime | None:
    for times in body_values(document, "offer_times"):
        if times["ends"]:
            return datetime.fromisoformat(times["ends"]["moment"])
    return None


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "offer", "value": {}},
        {"type": "offer_times", "value": {}},
        {"type": "place", "value": {}},
        {"type": "terms", "value": opening_items("")},
    ]


NOON_DEAL = Kind(
    code="noon_deal",
    label=_("Noon deal"),
    label_plural=_("Noon deals"),
    icon="tag",
    group=KindGroup.DAILY,
    purpose=_("A merchant's offer with stock and times, for the lunch hour."),
    blocks=(
        ("offer", OfferBlock()),
        ("offer_times", OfferTimesBlock()),
        ("place", PlaceBlock()),
        ("terms", TERMS),
    ),
    due=timedelta(hours=2),
    opens_with=_opens_with,
    opens_until=end_of_day,
    stale_at=_when_it_ends,
    figures=frozenset({"starts", "ends", "stock"}),
    checklist=(
        _("The merchant has confirmed offer, stock and times in writing."),
        _("Every condition stands in the text, not in the picture alone."),
        _("Nothing is promised for buying a deposit, wealth product, fund or insurance."),
    ),
    disclosures=("活动由合作商户提供，数量有限，先到先得，详见活动规则。",),
)
