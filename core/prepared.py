"""Queries whose SQL is made once and run often.

To put a queryset together and turn it into SQL costs Django more than most of the portal's queries cost the
database (docs/decisions/0045-prepared-queries.md). Here that is done at the first run; later runs only put
the values in. What comes back is what the queryset would have given.
"""

import copy
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from django.core.exceptions import EmptyResultSet
from django.db import connections
from django.db.models import Expression, Field, QuerySet, prefetch_related_objects
from django.db.models.sql.compiler import SQLCompiler

MOST_IN_LIST: Final = 512
"""A longer list of values is not worth statements of its own."""


class Parameter(Expression):
    """A place in a prepared query, to be filled when it is run."""

    def __init__(self, name: str, index: int, field: "Field[Any, Any]") -> None:
        super().__init__(output_field=field)
        self.name, self.index = name, index

    def as_sql(self, compiler: SQLCompiler, connection: Any) -> tuple[str, Any]:
        return "%s", [self]

    def filled(self, values: Mapping[str, Sequence[Any]], connection: Any) -> Any:
        """Return what stands here in this run, as the database wants it."""
        value = values[self.name][self.index]
        return self.output_field.get_db_prep_value(value, connection=connection)


@dataclass(frozen=True, slots=True)
class _Statement:
    """A queryset, the compiler that knows what its columns mean, and its SQL; no SQL finds nothing."""

    queryset: "QuerySet[Any, Any]"
    compiler: SQLCompiler
    sql: str
    params: tuple[Any, ...]


class Prepared:
    """One query with named places, each with the field that its values belong to.

    `build` is called with a Parameter for each place, or a list of them where a run gives a list. The
    queryset that it returns depends on nothing else: neither on settings nor on the time. It is called once
    for each length of a list; lengths go up in powers of two, the last value fills up.
    """

    def __init__(self, build: Callable[..., "QuerySet[Any, Any]"], **places: "Field[Any, Any]") -> None:
        self._build, self._places = build, places
        self._statements: dict[tuple[int, ...], _Statement] = {}

    def rows(self, **values: Any) -> list[Any]:
        """Run the query with a value, or a list of values, for each place; return its rows or objects.

        An empty list finds nothing and asks nothing. Raises ValueError for more than MOST_IN_LIST values,
        KeyError for a place without any.
        """
        given = {
            name: _padded(values[name]) if isinstance(values[name], list) else (values[name],)
            for name in self._places
        }
        if not all(given.values()):
            return []
        lists = [name for name in self._places if isinstance(values[name], list)]
        shape = tuple(len(given[name]) if name in lists else 0 for name in self._places)
        statement = self._statements.get(shape) or self._prepare(shape)
        return _run(statement, given) if statement.sql else []

    def _prepare(self, shape: tuple[int, ...]) -> _Statement:
        queryset = self._build(
            **{
                name: [Parameter(name, index, field) for index in range(length)]
                if length
                else Parameter(name, 0, field)
                for (name, field), length in zip(self._places.items(), shape, strict=True)
            }
        )
        compiler = queryset.query.get_compiler(using=queryset.db)
        try:
            sql, params = compiler.as_sql()
        except EmptyResultSet:
            sql, params = "", ()
        self._statements[shape] = _Statement(queryset, compiler, sql, tuple(params))
        return self._statements[shape]


def _padded(values: list[Any]) -> Sequence[Any]:
    """Return the values, the last one again until there are a power of two of them."""
    if len(values) > MOST_IN_LIST:
        raise ValueError(len(values))
    return [*values, *values[-1:] * ((1 << (len(values) - 1).bit_length()) - len(values))] if values else []


class _InPlaceOf:
    """An object with some attributes of its own; all others are those of the one it stands for."""

    def __init__(self, original: Any, **attributes: Any) -> None:
        self.__dict__.update(attributes, _original=original)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._original, name)


def _run(statement: _Statement, values: Mapping[str, Sequence[Any]]) -> list[Any]:
    """Let the queryset's own iterable read what a compiler with nothing left to do fetches."""
    queryset: Any = statement.queryset
    compiler = copy.copy(statement.compiler)
    compiler.connection = connections[queryset.db]
    params = tuple(
        one.filled(values, compiler.connection) if isinstance(one, Parameter) else one
        for one in statement.params
    )
    compiler.as_sql = lambda *_args, **_options: (statement.sql, params)  # type: ignore[method-assign]
    query = _InPlaceOf(queryset.query, get_compiler=lambda *_args, **_options: compiler)
    found: list[Any] = list(queryset._iterable_class(_InPlaceOf(queryset, query=query)))
    if queryset._prefetch_related_lookups:
        prefetch_related_objects(found, *queryset._prefetch_related_lookups)
    return found
