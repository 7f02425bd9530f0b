"""A piece as its form stands in the browser, unsaved: whatever is there is taken, nothing is refused."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import singledispatch
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from wagtail import blocks

from content.blocks.backing import BackedBlock
from content.blocks.channels import WordingBlock
from content.enums import Origin, Segment, Tier, Voice
from content.models import Component, Partner, Product

UNREADABLE = (ValidationError, ValueError, LookupError, TypeError, AttributeError)
"""What a field raises for what no browser sends, such as formatted text that is none."""


@dataclass(frozen=True, slots=True)
class Unsaved:
    """`component` with what its form says, not saved; `fields` is the name of the form's field at each place
    of the document, for what has a field of its own.
    """

    component: Component
    fields: dict[str, str]


class _PlainFields(forms.Form):
    """What is not in blocks. A field that cannot be read stays as it was saved."""

    title = forms.CharField(required=False)
    product = forms.ModelChoiceField(Product.objects.all(), required=False)
    segments = forms.MultipleChoiceField(choices=Segment, required=False)
    tier = forms.ChoiceField(choices=Tier)
    voice = forms.ChoiceField(choices=Voice)
    valid_from = forms.DateTimeField(required=False)
    valid_until = forms.DateTimeField(required=False)
    origin = forms.ChoiceField(choices=Origin)
    partner = forms.ModelChoiceField(Partner.objects.all(), required=False)
    approval_number = forms.CharField(required=False)
    approved_until = forms.DateField(required=False)


@dataclass(frozen=True, slots=True)
class _Posted:
    data: QueryDict
    fields: dict[str, str] = field(default_factory=dict)


def read_unsaved(component: Component, data: QueryDict) -> Unsaved:
    """Put what `data`, the form as a browser posts it, says into `component`, and return both.

    Saving the same form gives the same document, but for what saving refuses: an incomplete, too long or
    contradictory part is read for what is there. What the form does not name stays as it was. The number of
    queries does not depend on how much is written.
    """
    posted = _Posted(data, {"title": "title"})
    plain = _PlainFields(data)
    plain.full_clean()
    for name, value in plain.cleaned_data.items():
        if name in data or name == "segments":
            setattr(component, name, value)
    if component.origin != Origin.PARTNER:
        component.partner, component.approval_number, component.approved_until = None, "", None
    for name in ("body", "channels"):
        if f"{name}-count" in data:
            stream = getattr(component, name).stream_block
            setattr(component, name, _raw(stream, posted, name, name))
            _complete(stream, getattr(component, name))
    return Unsaved(component, posted.fields)


@singledispatch
def _raw(block: blocks.Block, posted: _Posted, name: str, place: str) -> Any:
    """Return what the field `name` says in the form in which the column stores it."""
    raise TypeError(f"{type(block).__name__} cannot be read from a form")


@_raw.register
def _stream(block: blocks.BaseStreamBlock, posted: _Posted, name: str, place: str) -> Any:
    rows = [row for row in _rows(posted.data, name) if posted.data.get(f"{row}-type") in block.child_blocks]
    found = []
    for row, key in _keyed(posted.data, rows):
        type_ = posted.data[f"{row}-type"]
        value = _raw(block.child_blocks[type_], posted, f"{row}-value", f"{place}/{key}")
        found.append({"type": type_, "id": key, "value": value})
    return found


@_raw.register
def _list(block: blocks.ListBlock, posted: _Posted, name: str, place: str) -> Any:
    found = []
    for row, key in _keyed(posted.data, _rows(posted.data, name)):
        value = _raw(block.child_block, posted, f"{row}-value", f"{place}/{key}")
        found.append({"type": "item", "id": key, "value": value})
    return found


@_raw.register
def _struct(block: blocks.BaseStructBlock, posted: _Posted, name: str, place: str) -> Any:
    return {
        child: _raw(one, posted, f"{name}-{child}", f"{place}/{child}")
        for child, one in block.child_blocks.items()
    }


@_raw.register
def _wording(block: WordingBlock, posted: _Posted, name: str, place: str) -> Any:
    """The document has its text alone, in its own place."""
    read = _struct(block, posted, name, place)
    posted.fields[place] = posted.fields[f"{place}/text"]
    return read


@_raw.register
def _chosen(block: blocks.ChooserBlock, posted: _Posted, name: str, place: str) -> Any:
    """The key alone: the rows are fetched together."""
    posted.fields[place] = name
    key = block.field.widget.value_from_datadict(posted.data, {}, name)
    try:
        return block.model_class._meta.pk.to_python(key)
    except ValidationError:
        return None


@_raw.register
def _field(block: blocks.FieldBlock, posted: _Posted, name: str, place: str) -> Any:
    posted.fields[place] = name
    try:
        read = block.field.to_python(block.field.widget.value_from_datadict(posted.data, {}, name))
    except UNREADABLE:
        read = getattr(block.field, "empty_value", None)
    return block.get_prep_value(block.value_from_form(read))


def _rows(data: QueryDict, name: str) -> list[str]:
    """Return the names of the rows of a list or stream that are not deleted, in their order."""
    return [row for _order, row in sorted(_ordered(data, name))]


def _keyed(data: QueryDict, rows: list[str]) -> Iterator[tuple[str, str]]:
    """Yield each row with its id; one that has none, or that of a row before it, goes by its position."""
    seen = set()
    for position, row in enumerate(rows):
        given = data.get(f"{row}-id") or ""
        key = f"new-{position}" if given in seen or not given or "/" in given else given
        seen.add(key)
        yield row, key


def _ordered(data: QueryDict, name: str) -> Iterator[tuple[tuple[int, int], str]]:
    for position in range(_number(data.get(f"{name}-count"))):
        row = f"{name}-{position}"
        if f"{row}-order" in data and not data.get(f"{row}-deleted"):
            yield (_number(data[f"{row}-order"]), position), row


def _number(text: str | None) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) <= 4 else 0


def _complete(block: blocks.Block, value: Any) -> Any:
    """Fill in from their facts what saving would fill in."""
    if isinstance(block, blocks.BaseStreamBlock):
        for child in value:
            child.value = _complete(child.block, child.value)
    elif isinstance(block, blocks.ListBlock):
        for child in value.bound_blocks:
            child.value = _complete(block.child_block, child.value)
    elif isinstance(block, blocks.BaseStructBlock):
        for name, child in block.child_blocks.items():
            value[name] = _complete(child, value.get(name))
        if isinstance(block, BackedBlock):
            return block.completed(value)
    return value
