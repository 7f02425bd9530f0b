"""What the desk's pages say in words."""

from datetime import timedelta

from django import template
from django.utils.translation import ngettext

from content.kinds import kind_label

register = template.Library()

register.filter("kind_label", kind_label)


@register.filter
def in_words(duration: timedelta) -> str:
    """Return a duration in its largest whole unit: minutes, hours or days."""
    minutes = int(duration.total_seconds()) // 60
    if minutes % 1440 == 0:
        return ngettext("%(count)d day", "%(count)d days", minutes // 1440) % {"count": minutes // 1440}
    if minutes % 60 == 0:
        return ngettext("%(count)d hour", "%(count)d hours", minutes // 60) % {"count": minutes // 60}
    return ngettext("%(count)d minute", "%(count)d minutes", minutes) % {"count": minutes}
