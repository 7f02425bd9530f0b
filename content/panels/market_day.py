"""On a brief: words where its market day is no trading day. A warning, not a refusal."""

from datetime import date
from typing import Any

from django.utils.functional import cached_property
from wagtail.admin.panels import Panel

from content.queries.calendar import market_day_warning


class MarketDayPanel(Panel):
    """Shown when the market day of the piece as it was saved or posted asks for words."""

    class BoundPanel(Panel.BoundPanel):
        template_name = "content/panels/market_day.html"

        @cached_property
        def warning(self) -> str:
            for block in self.instance.body or ():
                day = block.value.get("market_date") if block.block_type == "market_day" else None
                if isinstance(day, date):
                    return market_day_warning(day)
            return ""

        def is_shown(self) -> bool:
            return bool(self.warning)

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            return {**super().get_context_data(parent_context), "warning": self.warning}
