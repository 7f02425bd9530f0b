"""Differences between versions in words: a line for each text, figure or setting that somebody changed."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail import blocks

from content.blocks.channels import ChannelsBlock
from content.domain.document import is_leaf, plain_text
from content.domain.three_way import ABSENT, Difference
from content.enums import Segment, Tier, Voice, persona_labels
from content.kinds import Kind

Label = str | Promise

FIELD_LABELS: Mapping[str, Label] = {
    "title": gettext_lazy("Title"),
    "product": gettext_lazy("Product"),
    "voice": gettext_lazy("Voice"),
    "audience/segments": gettext_lazy("Customer segments"),
    "audience/tier": gettext_lazy("Group tier"),
    "validity/until": gettext_lazy("Valid until"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One point in its three versions; empty where a version has nothing there."""

    label: str
    before: str
    theirs: str
    ours: str
    is_conflict: bool

    @property
    def is_theirs(self) -> bool:
        """Whether head office changed it."""
        return self.before != self.theirs

    @property
    def is_ours(self) -> bool:
        """Whether the branch changed it."""
        return self.before != self.ours


def place_label(kind: Kind, place: str) -> Label:
    """Return what people call a place."""
    if place in FIELD_LABELS:
        return FIELD_LABELS[place]
    block = _block_at(kind, place)
    return block.label if block is not None and block.label else place


def lines_of(kind: Kind, difference: Difference) -> tuple[Line, ...]:
    """Return the points of one place that somebody changed, in the order of head office's version."""
    if difference.place in FIELD_LABELS:
        before, theirs, ours = (
            _field(difference.place, one) for one in (difference.base, difference.theirs, difference.ours)
        )
        return (Line("", before, theirs, ours, bool(difference.merged.conflicts)),)
    block = _block_at(kind, difference.place)
    told = [
        dict(_points(one, block, "", "")) for one in (difference.base, difference.theirs, difference.ours)
    ]
    before_at, theirs_at, ours_at = told
    lines = []
    for path in dict.fromkeys([*theirs_at, *ours_at, *before_at]):
        label = next(one[path][0] for one in (theirs_at, ours_at, before_at) if path in one)
        before, theirs, ours = (one.get(path, ("", ""))[1] for one in told)
        if before != theirs or before != ours:
            lines.append(Line(label, before, theirs, ours, _is_conflict(difference, path)))
    return tuple(lines)


def _is_conflict(difference: Difference, path: str) -> bool:
    return any(path == one or path.startswith(f"{one}/") for one in difference.merged.conflicts)


def _block_at(kind: Kind, place: str) -> blocks.Block | None:
    stream, _slash, name = place.partition("/")
    declared = dict(kind.blocks) if stream == "body" else ChannelsBlock().child_blocks
    return declared.get(name)


def _points(value: Any, block: Any, path: str, label: str) -> Iterator[tuple[str, tuple[str, str]]]:
    """Yield (path, (label, text)) for each leaf of `value`."""
    if value is ABSENT:
        return
    if is_leaf(value):
        yield path, (label, _text(value, block))
    elif isinstance(value, list):
        child = getattr(block, "child_block", None)
        for number, item in enumerate(value, 1):
            yield from _points(item["value"], child, f"{path}/{item['id']}", _joined(label, str(number)))
    else:
        children: Mapping[str, Any] = getattr(block, "child_blocks", {})
        for name, item in value.items():
            child = children.get(name)
            named = str(child.label) if child is not None and child.label else name
            yield from _points(item, child, f"{path}/{name}", _joined(label, named))


def _joined(label: str, part: str) -> str:
    return f"{label} · {part}" if label else part


def _text(value: Any, block: Any) -> str:
    if value is None or isinstance(value, str):
        return value or ""
    shape, inner = next(iter(value.items()))
    words: Mapping[str, Callable[[Any], str]] = {
        "html": plain_text,
        "moment": _moment,
        "picture": lambda sha256: _("Picture %(fingerprint)s") % {"fingerprint": sha256[:8]},
        "fact": lambda fact: f"{fact['label']} {fact['value']}{fact['unit']} ({fact['as_of']})",
        "code": lambda code: _code(code, block),
        "codes": lambda codes: persona_labels(codes.split()),
    }
    return words.get(shape, str)(inner)


def _code(code: str, block: Any) -> str:
    choices = dict(block.field.choices) if isinstance(block, blocks.ChoiceBlock) else {}
    return str(choices.get(code, code))


def _field(place: str, value: Any) -> str:
    if value in (None, ABSENT):
        return ""
    if place == "audience/segments":
        return "、".join(str(Segment(code).label) for code in value)
    enums = {"voice": Voice, "audience/tier": Tier}
    if place in enums:
        return str(enums[place](value).label)
    return _moment(value) if place == "validity/until" else str(value)


def _moment(text: str) -> str:
    return date_format(timezone.localtime(datetime.fromisoformat(text)), "Y-m-d H:i")
