"""A canonical document laid out for reading: its body as labelled sections, whatever its kind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.utils.functional import Promise
from wagtail import blocks

from content.blocks.backing import BackingFactBlock
from content.domain.document import Document
from content.kinds import get_kind

Label = str | Promise


@dataclass(frozen=True)
class Node:
    """One value to show. `shape` says how.

    Shapes: text, html, date, moment, picture, fact, empty, fields, rows, entries.

    `value` is a string, a date or a moment, or a fact's mapping. `children` are labelled parts of fields, the
    entries of a list, or the rows of a table whose head is `columns`.
    """

    shape: str
    label: Label = ""
    value: Any = None
    children: tuple["Node", ...] = ()
    columns: tuple[Label, ...] = field(default=())


def sections(document: Document) -> tuple[Node, ...]:
    """Return the body's blocks in order. What is no longer declared is shown under its codes."""
    declared = _declared(document["kind"])
    return tuple(
        _node(block["value"], declared.get(block["type"]), block["type"]) for block in document["body"]
    )


def _declared(kind_code: str) -> Mapping[str, blocks.Block]:
    try:
        return dict(get_kind(kind_code).blocks)
    except KeyError:
        return {}


def _node(value: Any, block: blocks.Block | None, name: str) -> Node:
    label: Label = block.label if block is not None and block.label else name
    if isinstance(value, list):
        return _list(value, getattr(block, "child_block", None), label)
    if isinstance(value, Mapping) and not _is_typed(value):
        return Node("fields", label, children=_fields(value, block))
    return _leaf(value, label, block)


def _list(value: list[Any], child: blocks.Block | None, label: Label) -> Node:
    entries = tuple(_node(item["value"], child, "") for item in value)
    if entries and all(entry.shape == "fields" for entry in entries):
        columns = tuple(part.label for part in entries[0].children)
        return Node("rows", label, children=entries, columns=columns)
    return Node("entries", label, children=entries)


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
        return Node("text", label, _label_of(inner, block))
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
        "fact",
        "html",
    }
