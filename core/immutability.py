"""Tables and columns that, once written, stay: enforced by database triggers, not by good will.

Three rules: a frozen column keeps its value and its row, an ended state stays ended, a rising column never
falls. The ways round are shut as well: SQLite's REPLACE deletes without asking the trigger of deletion, so
inserting over a row is refused; PostgreSQL's TRUNCATE asks no trigger of rows, so it has one of its own.

Triggers are made again after every migration, because SQLite drops them whenever it remakes a table. They
name no other table, because such a trigger breaks the next migration that remakes the other one.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import UniqueConstraint

MESSAGE = "armoury: this row is immutable"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A model whose rows cannot be deleted; no row is updated, or `fields` alone keep their value."""

    label: str
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OneWay:
    """A column that may not move as `refused` says, a condition in SQL over OLD and NEW."""

    label: str
    field: str
    refused: str


_frozen: dict[str, Frozen] = {
    "core.LedgerRecord": Frozen("core.LedgerRecord"),
    "core.LedgerHead": Frozen("core.LedgerHead", ("stream",)),
}
_one_way: dict[tuple[str, str], OneWay] = {}


def register(label: str, fields: Sequence[str] = ()) -> None:
    """Freeze the model `label` ("app.Model").

    No deletion, no change of `fields` (of any column, if none is named).
    """
    _frozen[label] = Frozen(label, tuple(fields))


def register_ends(label: str, field: str, ends: Mapping[str, Collection[str]]) -> None:
    """Let no row of `label` leave an ended state of `field`, but for the states that `ends` gives for it."""
    refused = " OR ".join(
        f"(OLD.{field} = '{end}' AND NEW.{field} NOT IN ({_quoted([end, *after])}))"
        for end, after in ends.items()
    )
    _one_way[label, field] = OneWay(label, field, refused)


def register_rising(label: str, field: str) -> None:
    """Let `field` of `label` stay or rise; once it has a value, it keeps one."""
    refused = f"OLD.{field} IS NOT NULL AND (NEW.{field} IS NULL OR NEW.{field} < OLD.{field})"
    _one_way[label, field] = OneWay(label, field, refused)


register_rising("core.LedgerHead", "sequence")
register_rising("core.LedgerHead", "at")


def install(connection: BaseDatabaseWrapper) -> None:
    """Create every trigger whose table exists; one that is there already is made anew."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        if connection.vendor != "sqlite":
            cursor.execute(_FUNCTION)
        for rule in _rules():
            if _table(rule.label) in present:
                for statement in [*_drop(connection, rule), *_create(connection, rule)]:
                    cursor.execute(statement)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers. For tests that must empty tables, and for nothing else."""
    with connection.cursor() as cursor:
        for rule in _rules():
            for statement in _drop(connection, rule):
                cursor.execute(statement)


def install_after_migrate(using: str = "default", **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    install(connections[using])


_FUNCTION = (
    "CREATE OR REPLACE FUNCTION armoury_frozen() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
)


def _rules() -> list[Frozen | OneWay]:
    return [*_frozen.values(), *_one_way.values()]


def _table(label: str) -> str:
    table: str = apps.get_model(label)._meta.db_table
    return table


def _names(frozen: Frozen) -> tuple[str, str, str]:
    table = _table(frozen.label)
    return table, f"{table}_frozen_update", f"{table}_frozen_delete"


def _columns(frozen: Frozen) -> list[str]:
    meta = apps.get_model(frozen.label)._meta
    names = frozen.fields or [field.name for field in meta.concrete_fields]
    return [meta.get_field(name).column for name in names]


def _changes(connection: BaseDatabaseWrapper, columns: Sequence[str]) -> str:
    """Return the condition that one of `columns` gets another value: a form saves the whole row."""
    differs = "IS NOT" if connection.vendor == "sqlite" else "IS DISTINCT FROM"
    return " OR ".join(f'OLD."{column}" {differs} NEW."{column}"' for column in columns)


def _drop(connection: BaseDatabaseWrapper, rule: Frozen | OneWay) -> list[str]:
    table = _table(rule.label)
    on = "" if connection.vendor == "sqlite" else f' ON "{table}"'
    return [f'DROP TRIGGER IF EXISTS "{name}"{on}' for name in _events(connection, rule)]


def _create(connection: BaseDatabaseWrapper, rule: Frozen | OneWay) -> list[str]:
    table = _table(rule.label)
    sqlite = connection.vendor == "sqlite"
    statements = []
    for name, (event, condition) in _events(connection, rule).items():
        when = f" WHEN ({condition})" if condition else ""
        if sqlite:
            body = f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            statements.append(f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}"{when} {body}')
        else:
            each = "STATEMENT" if event == "TRUNCATE" else "ROW"
            statements.append(
                f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" FOR EACH {each}{when} '
                "EXECUTE FUNCTION armoury_frozen()"
            )
    return statements


def _events(connection: BaseDatabaseWrapper, rule: Frozen | OneWay) -> dict[str, tuple[str, str]]:
    """Return (event, condition) of each trigger of `rule` by the trigger's name."""
    if isinstance(rule, OneWay):
        return {f"{_table(rule.label)}_one_way_{rule.field}": (f'UPDATE OF "{rule.field}"', rule.refused)}
    table, update, delete = _names(rule)
    columns = _columns(rule)
    of = ", ".join(f'"{column}"' for column in columns)
    changes = _changes(connection, columns) if rule.fields else ""
    events = {update: (f"UPDATE OF {of}", changes), delete: ("DELETE", "")}
    if connection.vendor == "sqlite":
        return events | {f"{table}_frozen_replace": ("INSERT", _stands_already(rule.label))}
    return events | {f"{table}_frozen_truncate": ("TRUNCATE", "")}


def _stands_already(label: str) -> str:
    """Return the condition that a row with one of NEW's keys stands already: REPLACE would take its place."""
    table = _table(label)
    same = [" AND ".join(f'"{column}" = NEW."{column}"' for column in key) for key in _keys(label)]
    where = " OR ".join(f"({one})" for one in same)
    return f'EXISTS (SELECT 1 FROM "{table}" WHERE {where})'  # noqa: S608  (names of our own models)


def _keys(label: str) -> Iterator[list[str]]:
    """Yield the columns of every key of the table, the primary one first."""
    meta = apps.get_model(label)._meta
    yield from ([field.column] for field in meta.concrete_fields if field.primary_key or field.unique)
    for constraint in meta.constraints:
        if isinstance(constraint, UniqueConstraint) and constraint.condition is None:
            yield [meta.get_field(name).column for name in constraint.fields]


def _quoted(values: Collection[str]) -> str:
    return ", ".join(f"'{value}'" for value in values)
