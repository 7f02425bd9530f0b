"""Tables and columns that, once written, stay: enforced by database triggers, not by good will.

Triggers are made again after every migration, because SQLite drops them whenever it remakes a table. They
name no other table, because such a trigger breaks the next migration that remakes the other one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

MESSAGE = "armoury: this row is immutable"


@dataclass(frozen=True, slots=True)
class Frozen:
    """A model whose rows cannot be deleted and whose `fields` (all, if empty) cannot be changed."""

    label: str
    fields: tuple[str, ...] = ()


_frozen: dict[str, Frozen] = {
    "core.LedgerRecord": Frozen("core.LedgerRecord"),
}


def register(label: str, fields: Sequence[str] = ()) -> None:
    """Freeze the model `label` ("app.Model").

    No deletion, no change of `fields` (of any column, if none is named).
    """
    _frozen[label] = Frozen(label, tuple(fields))


def install(connection: BaseDatabaseWrapper) -> None:
    """Create every trigger whose table exists; one that is there already is made anew."""
    present = set(connection.introspection.table_names())
    with connection.cursor() as cursor:
        for frozen in _frozen.values():
            if apps.get_model(frozen.label)._meta.db_table in present:
                for statement in [*_drop(connection, frozen), *_create(connection, frozen)]:
                    cursor.execute(statement)


def uninstall(connection: BaseDatabaseWrapper) -> None:
    """Drop the triggers. For tests that must empty tables, and for nothing else."""
    with connection.cursor() as cursor:
        for frozen in _frozen.values():
            for statement in _drop(connection, frozen):
                cursor.execute(statement)


def install_after_migrate(using: str = "default", **kwargs: Any) -> None:
    """Receiver of post_migrate."""
    install(connections[using])


def _names(frozen: Frozen) -> tuple[str, str, str]:
    table = apps.get_model(frozen.label)._meta.db_table
    return table, f"{table}_frozen_update", f"{table}_frozen_delete"


def _columns(frozen: Frozen) -> str:
    meta = apps.get_model(frozen.label)._meta
    names = frozen.fields or [field.name for field in meta.concrete_fields]
    return ", ".join(f'"{meta.get_field(name).column}"' for name in names)


def _drop(connection: BaseDatabaseWrapper, frozen: Frozen) -> list[str]:
    table, update, delete = _names(frozen)
    if connection.vendor == "sqlite":
        return [f'DROP TRIGGER IF EXISTS "{update}"', f'DROP TRIGGER IF EXISTS "{delete}"']
    return [f'DROP TRIGGER IF EXISTS "{name}" ON "{table}"' for name in (update, delete)]


def _create(connection: BaseDatabaseWrapper, frozen: Frozen) -> list[str]:
    table, update, delete = _names(frozen)
    events = {update: f"UPDATE OF {_columns(frozen)}", delete: "DELETE"}
    if connection.vendor == "sqlite":
        return [
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" '
            f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            for name, event in events.items()
        ]
    function = (
        "CREATE OR REPLACE FUNCTION armoury_frozen() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation'; END $$"
    )
    return [
        function,
        *(
            f'CREATE TRIGGER "{name}" BEFORE {event} ON "{table}" '
            "FOR EACH ROW EXECUTE FUNCTION armoury_frozen()"
            for name, event in events.items()
        ),
    ]
