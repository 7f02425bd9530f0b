"""Yesterday's figures: emptying them, and moving a piece's dates to another day."""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from typing import Any

RawStream = Sequence[dict[str, Any]]
"""A StreamField as its column stores it: blocks of type, value and id."""

_DATE = re.compile(
    r"(?<!\d)(?:(?P<year>20\d\d)(?P<mark>[-/.]|年))?(?P<month>\d{1,2})(?:(?P=mark)|月)(?P<day>\d{1,2})(?P<end>日)?(?!\d)"
)
_WEEKDAY = re.compile(r"(周|星期)[一二三四五六日天]")


def without_figures(stream: RawStream, figures: Set[str]) -> list[dict[str, Any]]:
    """Return a copy of `stream` with the fields in `figures` null at whatever depth; ids are kept."""
    return [{**block, "value": _emptied(block["value"], figures)} for block in stream]


def with_field(stream: RawStream, name: str, value: Any) -> list[dict[str, Any]]:
    """Return a copy of `stream` in which the field `name` of each top-level block that has it is `value`."""
    return [
        {**block, "value": {**block["value"], name: value}}
        if isinstance(block["value"], dict) and name in block["value"]
        else block
        for block in stream
    ]


def referred(stream: RawStream, name: str) -> set[int]:
    """Return the keys that the chooser fields called `name` hold, at whatever depth."""
    return {key for block in stream for key in _referred_in(block["value"], name)}


def refilled(stream: RawStream, name: str, fields: Mapping[int, Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return a copy of `stream` in which each struct whose chooser field `name` holds a key of `fields` takes
    the fields given for that key, as far as it has them."""
    return [{**block, "value": _refilled_in(block["value"], name, fields)} for block in stream]


def count_empty(stream: RawStream, figures: Set[str]) -> int:
    """Return how many of the fields named in `figures` are empty."""
    return sum(_empty_in(block["value"], figures) for block in stream)


def redated(title: str, day: date) -> str:
    """Return `title` with its first date, and the weekday beside it, moved to `day`, written as before."""
    for found in _DATE.finditer(title):
        if _is_date(found):
            moved = title[: found.start()] + _written(found, day) + title[found.end() :]
            return _WEEKDAY.sub(lambda weekday: weekday[1] + "一二三四五六日"[day.weekday()], moved, count=1)
    return title


def _emptied(value: Any, figures: Set[str]) -> Any:
    if isinstance(value, list):
        return [{**item, "value": _emptied(item["value"], figures)} for item in value]
    if isinstance(value, dict):
        return {name: None if name in figures else _emptied(child, figures) for name, child in value.items()}
    return value


def _referred_in(value: Any, name: str) -> Iterator[int]:
    if isinstance(value, list):
        for item in value:
            yield from _referred_in(item["value"], name)
    elif isinstance(value, dict):
        if isinstance(value.get(name), int):
            yield value[name]
        for child in value.values():
            yield from _referred_in(child, name)


def _refilled_in(value: Any, name: str, fields: Mapping[int, Mapping[str, Any]]) -> Any:
    if isinstance(value, list):
        return [{**item, "value": _refilled_in(item["value"], name, fields)} for item in value]
    if isinstance(value, dict):
        deeper = {key: _refilled_in(child, name, fields) for key, child in value.items()}
        given = fields.get(value[name], {}) if isinstance(value.get(name), int) else {}
        return deeper | {key: child for key, child in given.items() if key in value}
    return value


def _empty_in(value: Any, figures: Set[str]) -> int:
    if isinstance(value, list):
        return sum(_empty_in(item["value"], figures) for item in value)
    if isinstance(value, dict):
        return sum(
            int(child in (None, "")) if name in figures else _empty_in(child, figures)
            for name, child in value.items()
        )
    return 0


def _is_date(found: re.Match[str]) -> bool:
    chinese = found["mark"] in {None, "年"}
    if chinese != bool(found["end"]):
        return False
    try:
        date(int(found["year"] or 2000), int(found["month"]), int(found["day"]))
    except ValueError:
        return False
    return True


def _written(found: re.Match[str], day: date) -> str:
    padded = (
        found["mark"] not in {None, "年"} or found["month"].startswith("0") or found["day"].startswith("0")
    )
    width = 2 if padded else 1
    month, of_month = f"{day.month:0{width}}", f"{day.day:0{width}}"
    if found["mark"] in {None, "年"}:
        return (f"{day.year}年" if found["year"] else "") + f"{month}月{of_month}日"
    return f"{day.year}{found['mark']}{month}{found['mark']}{of_month}"
