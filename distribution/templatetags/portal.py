"""How the portal says things."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from django import template
from django.conf import settings
from django.core.cache import cache
from django.http import QueryDict
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _

from content.enums import Segment
from content.kinds import kind_label
from core.clock import business_day
from distribution.domain.gate import Reason
from distribution.queries.cards import Card, ChannelState
from distribution.queries.reasons import reason_hint
from search.domain.highlighting import Stretch

register = template.Library()


@register.filter
def good_until(end: datetime, at: datetime) -> str:
    """Return until when something is valid, as one would say it at `at`."""
    local_end, local_at = timezone.localtime(end), timezone.localtime(at)
    clock = f"{local_end:%H:%M}"
    days = (local_end.date() - local_at.date()).days
    if days == 0:
        return _("Valid until %(time)s today") % {"time": clock}
    if days == 1:
        return _("Valid until %(time)s tomorrow") % {"time": clock}
    if local_end.year == local_at.year:
        return _("Valid until %(month)d/%(day)d %(time)s") % {
            "month": local_end.month,
            "day": local_end.day,
            "time": clock,
        }
    return _("Valid until %(date)s") % {"date": f"{local_end:%Y-%m-%d}"}


@register.filter
def day_said(moment: datetime, at: datetime) -> str:
    """Return the day of something past, as one would say it at `at`."""
    local = timezone.localtime(moment)
    days = (business_day(at) - local.date()).days
    if days <= 0:
        return pgettext("happened", "Today")
    return (
        _("Yesterday") if days == 1 else _("On %(month)d/%(day)d") % {"month": local.month, "day": local.day}
    )


register.filter("kind_label", kind_label)


@register.filter
def segment_labels(codes: tuple[str, ...]) -> str:
    """Return the labels of segments in one line."""
    return " · ".join(str(Segment(code).label) for code in codes if code in Segment.values)


@register.filter
def hint(reason: Reason, at: datetime) -> str:
    """Return in two or three words what would do instead of a locked channel."""
    return reason_hint(reason, business_day(at))


@register.filter
def fingerprint(digest: str) -> str:
    """Return the beginning of a hash, in groups that can be read aloud."""
    return " ".join(digest[start : start + 4] for start in range(0, 16, 4))


@register.simple_tag
def card_html(card: Card, at: datetime, stretches: Sequence[Stretch] = ()) -> SafeString:
    """Return a card as an item of a list, with the words in which it was found in the place of its beginning.

    It is kept by everything that it shows, so it may be kept; that it may be shown was asked before.
    """
    reading = card.reading
    ends_in = (business_day(reading.valid_until) - business_day(at)).days
    is_ending = reading.valid_until - at <= timedelta(hours=settings.ARMOURY_EXPIRING_HOURS)
    states = "".join(_told(one) for one in card.channels)
    key = (
        f"card:3:{get_language()}:{reading.edition_sha256}:{states}:{card.is_full:d}{is_ending:d}{card.is_saved:d}"
        f":{at.year}:{ends_in}"
    )
    kept: SafeString | None = None if stretches else cache.get(key)
    if kept is not None:
        return kept
    context = {
        "card": card,
        "reading": reading,
        "public_id": reading.public_id,
        "is_saved": card.is_saved,
        "at": at,
        "good_until": good_until(reading.valid_until, at),
        "is_ending": is_ending,
        "stretches": stretches,
    }
    rendered = render_to_string("portal/_card.html", context)
    if not stretches:
        cache.set(key, rendered)
    return rendered


def _told(one: ChannelState) -> str:
    why = f"{one.reason.lock}{one.reason.qualification}" if one.reason else ""
    return f"{one.channel}{why}{one.is_taken:d}"


@register.simple_tag
def bank_name() -> str:
    return str(settings.ARMOURY_BANK_NAME)


@register.simple_tag(takes_context=True)
def page_address(context: Any, number: int) -> str:
    """Return the present search with another page number."""
    parameters: QueryDict = context["request"].GET.copy()
    parameters["page"] = str(number)
    return f"?{parameters.urlencode()}"
