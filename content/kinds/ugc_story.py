"""客户故事: what a customer told, shown only as long as the consent holds."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.poster import ConsentBlock, StoryBlock
from content.domain.document import Document, body_values
from content.enums import KindGroup
from content.kinds.base import Kind, start_of_day


def _end_of_consent(document: Document) -> datetime | None:
    for consent in body_values(document, "consent"):
        if consent["holds_until"]:
            return start_of_day(date.fromisoformat(consent["holds_until"]["date"]) + timedelta(days=1))
    return None


def _opens_with() -> Sequence[dict[str, Any]]:
    return [{"type": "consent", "value": {}}, {"type": "story", "value": {}}]


UGC_STORY = Kind(
    code="ugc_story",
    label=_("Customer's story"),
    label_plural=_("Customers' stories"),
    icon="group",
    group=KindGroup.ACTIVITIES,
    purpose=_("A customer's own story, with consent and a masked picture."),
    blocks=(("consent", ConsentBlock()), ("story", StoryBlock())),
    due=timedelta(days=2),
    opens_with=_opens_with,
    stale_at=_end_of_consent,
    rests_on_consent=True,
    merge_fields=(),
    checklist=(
        _("The consent form is filed under its number and covers this use."),
        _("No face, name, number or place tells who it is, unless the consent says so."),
        _("No earnings, no praise of a product."),
    ),
    disclosures=("客户个人经历，已获本人同意，仅供参考。",),
)
