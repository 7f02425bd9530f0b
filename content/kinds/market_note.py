"""行情点评: a few figures and what they mean. It lapses in hours."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from content.blocks.chart import MarketTableBlock
from content.blocks.text import PlainTextBlock
from content.domain.document import Document, body_values
from content.enums import ChartShape, KindGroup
from content.kinds.base import Kind, end_of_day, opening_items


def _lapses(document: Document) -> datetime | None:
    for table in body_values(document, "market_table"):
        if table["as_of"]:
            as_of = datetime.fromisoformat(table["as_of"]["moment"])
            return as_of + timedelta(hours=settings.ARMOURY_MARKET_NOTE_LAPSES_AFTER_HOURS)
    return None


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {
            "type": "market_table",
            "value": {"shape": ChartShape.COLUMNS, "points": opening_items({}, {}, {})},
        },
        {"type": "market_comment", "value": ""},
    ]


MARKET_NOTE = Kind(
    code="market_note",
    label=_("Market note"),
    label_plural=_("Market notes"),
    icon="table",
    group=KindGroup.DAILY,
    purpose=_("A chart or a table and what it means, within hours of the event."),
    blocks=(
        ("market_table", MarketTableBlock()),
        ("market_comment", PlainTextBlock(label=_("What it means"), icon="pilcrow", max_length=1000, rows=5)),
    ),
    due=timedelta(minutes=45),
    opens_with=_opens_with,
    opens_until=end_of_day,
    stale_at=_lapses,
    figures=frozenset({"as_of", "value"}),
    checklist=(
        _("Every figure carries its time and its source."),
        _("No forecast, no advice to buy or sell."),
    ),
    disclosures=("以上信息仅供参考，不构成任何投资建议。",),
)
