"""The figures of a document with their sources, for the officer who checks them one by one."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from content.domain.document import Document


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure or statement of the document; `as_of` and `expires_on` are canonical dates or moments."""

    name: str
    value: str
    source: str
    as_of: str
    expires_on: str
    told_as: str


def figures(document: Document) -> tuple[Figure, ...]:
    """Return all that cites a source, in reading order: indicators, headlines, facts, benchmarks, tables."""
    return tuple(found for block in document["body"] for found in _figures(block["value"]))


def _figures(value: Any) -> Iterator[Figure]:
    if isinstance(value, list):
        for item in value:
            yield from _figures(item["value"])
    elif isinstance(value, Mapping):
        fact = (value.get("fact") or {}).get("fact")
        if "source" in value:
            yield _sourced(value, fact["expires_on"] if fact else "")
        elif fact:
            yield _fact(fact, value.get("wording", ""))


def _fact(fact: Mapping[str, Any], told_as: str) -> Figure:
    figure = f"{fact['value']}{fact.get('unit', '')}"
    return Figure(fact["label"], figure, fact["source"], fact["as_of"], fact["expires_on"], told_as)


def _sourced(value: Mapping[str, Any], expires_on: str) -> Figure:
    figure = value.get("value") or {}
    change = value.get("change") or {}
    as_of = value.get("as_of") or {}
    return Figure(
        name=value.get("name") or value.get("text") or value.get("wording") or value.get("caption") or "",
        value=_points(value["points"], value.get("unit", ""))
        if "points" in value
        else "".join([figure.get("decimal", ""), value.get("unit", ""), *_signed(change.get("decimal"))]),
        source=value["source"],
        as_of=as_of.get("moment", "") or value.get("period", ""),
        expires_on=expires_on,
        told_as="",
    )


def _points(points: Iterable[Mapping[str, Any]], unit: str) -> str:
    """A table's figures stand under its caption, source and time: they are checked together."""
    named = [(one["value"]["name"], one["value"].get("value") or {}) for one in points]
    return "；".join(f"{name} {figure.get('decimal', '—')}{unit}" for name, figure in named)


def _signed(change: str | None) -> list[str]:
    if change is None:
        return []
    return [f" ({change}%)" if change.startswith("-") else f" (+{change}%)"]
