"""话术: words for a scene, in several variants, and when not to use them."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.script import NOT_WHEN, SceneOfScriptBlock, VariantsBlock
from content.enums import KindGroup
from content.kinds.base import Kind, ProductNeed, for_a_year, opening_items


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "script_scene", "value": {}},
        {"type": "variants", "value": opening_items({}, {})},
        {"type": "not_when", "value": opening_items("")},
    ]


SCRIPT = Kind(
    code="script",
    label=_("Script"),
    label_plural=_("Scripts"),
    icon="comment",
    group=KindGroup.PRODUCTS,
    purpose=_("Words for one scene in several variants, and when not to use them."),
    blocks=(
        ("script_scene", SceneOfScriptBlock()),
        ("variants", VariantsBlock()),
        ("not_when", NOT_WHEN),
    ),
    due=timedelta(days=1),
    opens_with=_opens_with,
    opens_channels=("one_to_one",),
    opens_until=for_a_year,
    product=ProductNeed.MAY,
    checklist=(
        _("Each variant holds by itself: disclosures and conditions stand in every one."),
        _("No promise, no pressure, nothing that plays on fear."),
    ),
)
