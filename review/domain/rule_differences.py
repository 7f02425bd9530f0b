"""What differs between two sets of rules, rule by rule. Sets are the kept JSON of their rules by id."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from review.domain.screening.kept import table_of
from review.domain.screening.parts import example_lines
from review.domain.screening.writing import inline, tables_text

Bodies = Mapping[str, bytes]


class Difference(StrEnum):
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FieldDifference:
    """A field with its words before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class RuleDifference:
    """A rule that differs; `fields` are those of a changed one."""

    rule: str
    title: str
    kind: Difference
    fields: tuple[FieldDifference, ...] = ()


def differences(before: Bodies, after: Bodies) -> Iterator[RuleDifference]:
    """Yield what differs, by rule id."""
    for rule in sorted(before.keys() | after.keys()):
        old, new = before.get(rule), after.get(rule)
        if old == new:
            continue
        if old is None or new is None:
            shown = json.loads(new if new is not None else old or b"{}")
            kind = Difference.ADDED if old is None else Difference.REMOVED
            yield RuleDifference(rule, shown["title"], kind)
        else:
            was, now = json.loads(old), json.loads(new)
            yield RuleDifference(rule, now["title"], Difference.CHANGED, tuple(_fields(was, now)))


def _fields(was: Mapping[str, Any], now: Mapping[str, Any]) -> Iterator[FieldDifference]:
    before, after = table_of(was), table_of(now)
    for name in [*after, *(name for name in before if name not in after)]:
        if before.get(name) != after.get(name):
            yield FieldDifference(name, _words(name, before.get(name)), _words(name, after.get(name)))


def _words(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name == "checks":
        return tables_text("checks", value)
    if name in {"must_hit", "must_not_hit"}:
        return example_lines(value)
    return value if isinstance(value, str) else inline(value)
