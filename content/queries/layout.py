"""A canonical document laid out for reading: its body as labelled sections, whatever its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from content.blocks.backing import BackingFactBlock
from content.domain.charts import CHART_ITEM
from content.domain.document import Document
from content.kinds import declared_blocks

Label = str | Promise

_OF_NO_FIELD: Mapping[str, Label] = {CHART_ITEM: _("Chart")}
"""Labels of what submission adds to a block."""


@dataclass(frozen=True)
class Node:
    """One value to show. `shape` says how.

    Shapes: text, html, date, moment, picture, fact, empty, fields, rows, entries.

    `value` is a string, a date or a moment, or a fact's mapping. `children` are labelled parts of fields, the
    entries of a list, or the rows of a table whose head is `columns`. `name` is the block's or field's own;
    `code` is the code whose label `value` is.
    """

    shape: str
    label: Label = ""
    value: Any = None
    children: tuple["Node", ...] = ()
    columns: tuple[Label, ...] = field(default=())
    name: str = ""
    code: str = ""

    @property
    def parts(self) -> Mapping[str, "Node"]:
        """The fields by their names in the document, for a view that knows its block."""
        return {child.name: child for child in self.children}


def sections(document: Document) -> tuple[Node, ...]:
    """Return the body's blocks in order. What is no longer declared is shown under its codes."""
    declared = declared_blocks(document["kind"])
    return tuple(
        _node(block["value"], declared.get(block["type"]), block["type"]) for block in document["body"]
    )


def _node(value: Any, block: blocks.Block | None, name: str) -> Node:
    label: Label = block.label if block is not None and block.label else _OF_NO_FIELD.get(name, name)
    if isinstance(value, list):
        return _list(value, getattr(block, "child_block", None), label, name)
    if isinstance(value, Mapping) and not _is_typed(value):
        return Node("fields", label, children=_fields(value, block), name=name)
    return replace(_leaf(value, label, block), name=name)


def _list(value: list[Any], child: blocks.Block | None, label: Label, name: str) -> Node:
    entries = tuple(_node(item["value"], child, "") for item in value)
    if entries and all(entry.shape == "fields" for entry in entries):
        columns = tuple(part.label for part in entries[0].children)
        return Node("rows", label, children=entries, columns=columns, name=name)
    return Node("entries", label, children=entries, name=name)


def _fields(value: Mapping[str, Any], block: blocks.Block | None) -> tuple[Node, ...]:
    children: Mapping[str, blocks.Block] = getattr(block, "child_blocks", {})
    ordered = [
        *(name for name in children if name in value),
        *(name for name in value if name not in children),
    ]
    return tuple(
        _node(value[name], children.get(name), name)
        for name in ordered
        if not isinstance(children.get(name), BackingFactBlock)
    )


def _leaf(value: Any, label: Label, block: blocks.Block | None) -> Node:
    if value in (None, ""):
        return Node("empty", label)
    if isinstance(value, str):
        return Node("text", label, value)
    shape, inner = next(iter(value.items()))
    if shape == "date":
        return Node("date", label, date.fromisoformat(inner))
    if shape == "moment":
        return Node("moment", label, datetime.fromisoformat(inner))
    if shape == "decimal":
        return Node("text", label, inner)
    if shape == "code":
        return Node("text", label, _label_of(inner, block), code=inner)
    return Node(shape, label, inner)


def _label_of(code: str, block: blocks.Block | None) -> Label:
    """Return the label of a code; the code itself once nothing declares it any more."""
    if not isinstance(block, blocks.ChoiceBlock):
        return code
    labels: dict[str, Label] = dict(block.field.choices)
    return labels.get(code, code)


def _is_typed(value: Mapping[str, Any]) -> bool:
    return len(value) == 1 and next(iter(value)) in {
        "code",
        "decimal",
        "date",
        "moment",
        "picture",
        "link",
        "fact",
        "html",
    }
