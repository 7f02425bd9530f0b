"""What of a reader's queryset another engine can look at itself.

Wagtail's own search backends read a queryset's conditions in the same way. Only what surely holds for every
row is taken: a plain comparison of one of a few columns, joined to the rest by AND. Everything else is left
to the database, which looks at each candidate again, so that a condition that was not understood costs time
and nothing else.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from django.db.models import Lookup
from django.db.models.expressions import Col
from django.db.models.sql import Query
from django.db.models.sql.where import AND, WhereNode

from people.models import Branch
from review.models import Edition
from review.models.edition import EditionQuerySet

Value = int | str

_FIELDS: Final = {
    "id": "edition",
    "branch": "branch",
    "kind": "kind",
    "valid_from": "valid_from",
    "valid_until": "valid_until",
}
_COMPARED: Final = frozenset({"lt", "lte", "gt", "gte"})
_MOST: Final = 10_000
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Condition:
    """`field` is one of `values` (`operator` "in"), or compares so with the only one of them."""

    field: str
    operator: str
    values: tuple[Value, ...]


def conditions(within: EditionQuerySet) -> list[Condition]:
    """Return conditions that every row of `within` fulfils. At most one query, for branches."""
    query = within.query
    if query.combinator:
        return []
    found = [_condition(lookup, query) for lookup in _certain(query.where)]
    return [one for one in found if one is not None]


def moment(at: datetime) -> int:
    """Return a moment as microseconds, as exact as both databases keep it."""
    return (at - _EPOCH) // timedelta(microseconds=1)


def _certain(node: WhereNode) -> "Iterator[Lookup[Any]]":
    """Yield the lookups that hold for each row."""
    if node.negated or (node.connector != AND and len(node.children) > 1):
        return
    for child in node.children:
        if isinstance(child, WhereNode):
            yield from _certain(child)
        elif isinstance(child, Lookup):
            yield child


def _condition(lookup: "Lookup[Any]", query: Query) -> Condition | None:
    column, operator, values = lookup.lhs, lookup.lookup_name, _values(lookup)
    if not isinstance(column, Col) or values is None:
        return None
    if column.alias == query.base_table and column.target.model is Edition:
        field = _FIELDS.get(column.target.name)
        if field is None:
            return None
        if operator in {"exact", "in"}:
            return Condition(field, "in", values)
        return Condition(field, operator, values) if operator in _COMPARED else None
    if operator == "in" and _is_path_of_owner(column, query):
        branches = Branch.objects.filter(path__in=values).order_by("pk").values_list("pk", flat=True)
        return Condition("branch", "in", tuple(branches))
    return None


def _is_path_of_owner(column: Col, query: Query) -> bool:
    join = query.alias_map.get(column.alias)
    return (
        column.target == Branch._meta.get_field("path")
        and getattr(join, "parent_alias", None) == query.base_table
        and getattr(join, "join_field", None) == Edition._meta.get_field("branch")
    )


def _values(lookup: "Lookup[Any]") -> tuple[Value, ...] | None:
    """Return what is compared with, None if it is anything but plain values."""
    given = lookup.rhs if lookup.lookup_name == "in" else [lookup.rhs]
    if not isinstance(given, Collection) or isinstance(given, str) or len(given) > _MOST:
        return None
    plain = [moment(one) if isinstance(one, datetime) else one for one in given]
    if not all(isinstance(one, int | str) and not isinstance(one, bool) for one in plain):
        return None
    return tuple(plain)
