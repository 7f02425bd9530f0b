"""栏目、节日、时令: what the bank says every week, or when the year comes round."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from django.utils.translation import gettext_lazy as _

from content.blocks.occasion import ColumnBlock
from content.blocks.text import LinesBlock
from content.domain.document import Document, body_values
from content.enums import KindGroup
from content.kinds.base import Kind, for_a_year, opening_items, start_of_day


def _after_the_last_day(document: Document) -> datetime | None:
    for column in body_values(document, "column"):
        if column["last_day"]:
            return start_of_day(date.fromisoformat(column["last_day"]["date"]) + timedelta(days=1))
    return None


def _opens_with() -> Sequence[dict[str, Any]]:
    return [
        {"type": "column", "value": {}},
        {"type": "column_guide", "value": opening_items("", "")},
    ]


CALENDAR_COLUMN = Kind(
    code="calendar_column",
    label=_("Column or festival"),
    label_plural=_("Columns and festivals"),
    icon="date",
    group=KindGroup.ACTIVITIES,
    purpose=_("A column of the week, a festival or a season with its dates."),
    blocks=(
        ("column", ColumnBlock()),
        ("column_guide", LinesBlock(_("How it is filled"), _("Advice"), least=1, most=8, icon="list-ol")),
    ),
    due=timedelta(days=2),
    opens_with=_opens_with,
    opens_until=for_a_year,
    stale_at=_after_the_last_day,
    checklist=(_("The dates are those of this year."),),
)
