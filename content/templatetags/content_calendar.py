"""Words and links of the calendar."""

from datetime import date
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from content.domain.planning import Gap
from content.enums import DayTable, Slot
from content.kinds import find_kind, kind_label
from content.models import proxy_for

register = template.Library()

register.filter("kind_label", kind_label)
register.filter("slot_label", lambda code: Slot(code).label)
register.filter("table_label", lambda code: DayTable(code).label)


@register.filter
def gap_name(gap: Gap) -> str:
    """Return what is missing: the column's name, or the kind's."""
    return gap.column.name if gap.column else str(kind_label(gap.kind))


@register.simple_tag
def begin_address(gap: Gap, day: date) -> str:
    """Return the page that opens the missing piece for its day; nothing if its kind is no longer declared."""
    if find_kind(gap.kind) is None:
        return ""
    asked = {"day": day.isoformat(), **({"column": gap.column.code} if gap.column else {})}
    address = reverse(proxy_for(gap.kind).snippet_viewset.get_url_name("add"))
    return f"{address}?{urlencode(asked)}"
