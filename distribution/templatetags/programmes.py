"""Words of programmes."""

from collections.abc import Container, Mapping

from django import template
from django.utils.html import format_html
from django.utils.translation import gettext as _

from content.enums import PersonaType, Segment, Slot, Voice
from content.kinds import kind_label
from distribution.domain.programmes.entries import Entry
from distribution.domain.programmes.troubles import Trouble
from distribution.domain.slots import USUAL, Times
from distribution.enums import Meal, Purpose, TroubleCode
from distribution.queries.week import Names, Week

register = template.Library()


@register.filter
def purpose_label(code: str) -> str:
    """Return what a purpose is called."""
    return str(Purpose(code).label) if code in Purpose.values else code


@register.filter
def segment_names(codes: Container[str]) -> list[str]:
    """Return what segments are called, in their order."""
    return [str(one.label) for one in Segment if one in codes]


@register.simple_tag
def slot_times(slot: str, times: Mapping[str, Times]) -> str:
    """Return from when until when a slot is due."""
    due = times.get(slot, USUAL[slot])
    ends = f"{due.ends:%H:%M}"
    words = _("%(time)s the next day") % {"time": ends} if due.crosses_midnight and due.ends.hour else ends
    return f"{due.begins:%H:%M}–{words}"


@register.simple_tag
def entry_words(entry: Entry, names: Names) -> str:
    """Return in words what an entry selects."""
    wanted = entry.selector
    words = [str(kind_label(code)) for code in sorted(wanted.kinds)]
    words += [_named(names, "tag", code, names.tags) for code in sorted(wanted.tags)]
    if wanted.column:
        words.append(_named(names, "column", wanted.column, names.columns))
    if wanted.product:
        words.append(names.products.get(wanted.product, wanted.product))
    if wanted.voice in Voice.values:
        words.append(str(Voice(wanted.voice).label))
    if wanted.persona in PersonaType.values:
        words.append(str(PersonaType(wanted.persona).label))
    if wanted.place:
        words.append(wanted.place)
    if wanted.meal in Meal.values:
        words.append(str(Meal(wanted.meal).label))
    return " · ".join(words) or _("everything")


@register.simple_tag
def trouble_html(trouble: Trouble, week: Week) -> str:
    """Return a trouble in words: where, what, which pieces."""
    entry = week.entries.get(trouble.entry) if trouble.entry is not None else None
    place = str(Slot(trouble.slot).label)
    if entry is not None:
        place = f"{place} · {purpose_label(entry.purpose)}"
    pieces = "、".join(trouble.titles)
    number = f" ({trouble.number})" if trouble.number and not trouble.titles else ""
    words = f"{TroubleCode(trouble.code).label}{number}"
    return format_html("<strong>{}</strong> {}{}", place, words, f": {pieces}" if pieces else "")


def _named(names: Names, sort: str, code: str, known: Mapping[str, str]) -> str:
    name = known.get(code, code)
    return _("%(name)s (no longer in use)") % {"name": name} if f"{sort}:{code}" in names.gone else name
