"""热点攻略: what to do when something happens to a customer."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.occasion import CustomerEventBlock
from content.blocks.script import NOT_WHEN
from content.blocks.text import LinesBlock
from content.enums import KindGroup
from content.kinds.base import Kind, ProductNeed, opening_items


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "customer_event", "value": {}},
        {"type": "approach", "value": opening_items("", "")},
        {"type": "not_when", "value": opening_items("")},
    ]


HOTSPOT_GUIDE = Kind(
    code="hotspot_guide",
    label=_("Hotspot guide"),
    label_plural=_("Hotspot guides"),
    icon="crosshairs",
    group=KindGroup.PRODUCTS,
    purpose=_("What to say when something happens to a customer: payday, a deposit matures."),
    blocks=(
        ("customer_event", CustomerEventBlock()),
        ("approach", LinesBlock(_("How to go about it"), _("Step"), least=1, most=8, icon="list-ol")),
        ("not_when", NOT_WHEN),
    ),
    due=timedelta(days=1),
    opens_with=_opens_with,
    opens_channels=("one_to_one",),
    product=ProductNeed.MAY,
    checklist=(
        _("The manager may know of the event: nothing is read from accounts without consent."),
        _("A product is offered only to whom it suits."),
    ),
)
