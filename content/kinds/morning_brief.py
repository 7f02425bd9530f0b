"""晨间财经早报: lives by its freshness."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from content.blocks.market import HeadlinesBlock, IndicatorsBlock, MarketDayBlock
from content.domain.document import Document, body_values
from content.enums import KindGroup
from content.kinds.base import Kind, end_of_day, opening_items


def _stale_at(document: Document) -> datetime | None:
    """Return noon (a setting) of the market day, in business time."""
    for market_day in body_values(document, "market_day"):
        if market_day["market_date"]:
            day = date.fromisoformat(market_day["market_date"]["date"])
            return datetime.combine(day, settings.ARMOURY_BRIEF_STALE_AT, ZoneInfo(settings.TIME_ZONE))
    return None


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "market_day", "value": {"market_date": None, "sticker": None}},
        {"type": "indicators", "value": opening_items({"name": "上证指数"}, {"name": "深证成指"})},
        {"type": "headlines", "value": opening_items({}, {}, {})},
    ]


MORNING_BRIEF = Kind(
    code="morning_brief",
    label=_("Morning finance brief"),
    label_plural=_("Morning finance briefs"),
    icon="calendar-check",
    group=KindGroup.DAILY,
    purpose=_("What the market did, before customers ask: indices and three to five headlines."),
    blocks=(
        ("market_day", MarketDayBlock()),
        ("indicators", IndicatorsBlock()),
        ("headlines", HeadlinesBlock()),
    ),
    due=timedelta(minutes=30),
    opens_with=_opens_with,
    stale_at=_stale_at,
    opens_until=end_of_day,
    figures=frozenset({"market_date", "value", "change", "as_of"}),
    checklist=(
        _("Every figure carries its time and its source."),
        _("No forecast, no advice to buy or sell."),
    ),
    disclosures=("以上信息仅供参考，不构成任何投资建议。",),
)
