"""The tables of rules as the TOML that people read and write."""

import json
import re
from collections.abc import Mapping, Sequence
from typing import Any, Final

_BARE: Final = re.compile(r"[A-Za-z0-9_-]+")
_LITERAL: Final = re.compile(r"[^'\x00-\x1f\x7f]*")
_WIDTH: Final = 80


def tables_text(name: str, tables: Sequence[Mapping[str, Any]]) -> str:
    """The tables as an array of tables called `name`."""
    return "\n\n".join(_table(name, table) for table in tables)


def inline(value: Any) -> str:
    """The value in one line."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_key(key)} = {inline(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(inline, value)) + "]"
    return _text(value) if isinstance(value, str) else str(value)


def _table(name: str, table: Mapping[str, Any]) -> str:
    below = {key: value for key, value in table.items() if _is_tables(value)}
    lines = [f"{_key(key)} = {_spread(value)}" for key, value in table.items() if key not in below]
    inner = [_table(f"{name}.{key}", one) for key, tables in below.items() for one in tables]
    return "\n\n".join(["\n".join([f"[[{name}]]", *lines]), *inner])


def _is_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, Mapping) for one in value)


def _spread(value: Any) -> str:
    """The value in one line, or a list with an item a line where that is too long."""
    line = inline(value)
    if not isinstance(value, list) or len(line) <= _WIDTH:
        return line
    return "[\n" + "".join(f"  {inline(one)},\n" for one in value) + "]"


def _key(key: str) -> str:
    return key if _BARE.fullmatch(key) else json.dumps(key, ensure_ascii=False)


def _text(value: str) -> str:
    """Patterns are full of backslashes: as a literal where that can be."""
    if "\\" in value and _LITERAL.fullmatch(value):
        return f"'{value}'"
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
