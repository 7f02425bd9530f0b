"""Each guard bears weight by itself: with it refused, without it through. docs/guards.md tells of each."""

import importlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from pytest_django import Settings

from core.prepared import Prepared
from tests.ways.guards import GUARDS, Guard, got_through
from tests.ways.pieces import Bank

pytestmark = pytest.mark.django_db

TABLE = Path(__file__).resolve().parents[2] / "docs" / "guards.md"
ROWS = Prepared.rows
EACH = pytest.mark.parametrize("one", GUARDS.values(), ids=GUARDS)


@pytest.fixture(autouse=True)
def checks_come_back() -> Iterator[None]:
    """SQLite's switch belongs to the connection: no rollback turns it back."""
    yield
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA ignore_check_constraints = OFF")


def built_anew(prepared: Prepared, **values: Any) -> list[Any]:
    """Run the query with SQL of its own: what was kept still has the guard in it."""
    return ROWS(Prepared(prepared._build, **prepared._places), **values)


@EACH
def test_with_the_guard_the_attack_is_refused(one: Guard, bank: Bank) -> None:
    assert not got_through(one, bank)


@EACH
def test_each_guard_bears_its_weight(
    one: Guard, bank: Bank, monkeypatch: pytest.MonkeyPatch, settings: Settings
) -> None:
    """Taken out alone, the very same attack gets through."""
    monkeypatch.setattr(Prepared, "rows", built_anew)
    one.remove(monkeypatch, settings)
    assert got_through(one, bank)


@EACH
def test_the_named_place_and_test_exist(one: Guard) -> None:
    root = TABLE.parents[1]
    path, _colon, symbol = one.where.partition(": ")
    source = (root / path).read_text()
    for name in symbol.split(", "):
        assert name.rpartition(".")[2] in source
    module, _colons, function = one.test.partition("::")
    loaded = importlib.import_module(module.removesuffix(".py").replace("/", "."))
    assert not function or callable(getattr(loaded, function))


def row(one: Guard) -> str:
    """Return the guard's line of the table."""
    return f"| {one.name} | `{one.where}` | {one.stops} | `{one.test}` |"


def test_the_table_and_the_declarations_agree() -> None:
    head, *lines = [line for line in TABLE.read_text().splitlines() if line.startswith("| ")]
    assert head == "| guard | where | stops | also fails without it |"
    assert lines == [row(one) for one in GUARDS.values()]
