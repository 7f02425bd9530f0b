"""海报: a picture with room for the manager's name and QR code."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.poster import PosterBlock
from content.enums import CardPlace, KindGroup
from content.kinds.base import Kind, ProductNeed


def _opens_with() -> Sequence[dict[str, Any]]:
    return [{"type": "poster", "value": {"card_place": CardPlace.BELOW}}]


POSTER = Kind(
    code="poster",
    label=_("Poster"),
    label_plural=_("Posters"),
    icon="image",
    group=KindGroup.ACTIVITIES,
    purpose=_("A picture with its rights and a place for the manager's name."),
    blocks=(("poster", PosterBlock()),),
    due=timedelta(days=1),
    opens_with=_opens_with,
    product=ProductNeed.MAY,
    checklist=(
        _("All words of the picture are typed in below it."),
        _("Fonts, photographs and persons in it may be used as long as the piece holds."),
    ),
)
