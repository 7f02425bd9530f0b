from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, IntegrityError, connection, models, transaction

from core import immutability, ledger
from core.models import LedgerRecord, Stream
from tests.conftest import MONDAY_MORNING

pytestmark = pytest.mark.django_db

FROZEN = sorted(immutability._frozen.values(), key=lambda frozen: frozen.label)


@pytest.fixture
def record() -> LedgerRecord:
    return ledger.append(Stream.DECISIONS, "case.opened", subject="case:1", at=MONDAY_MORNING, payload={})


def _refused(change: Any) -> bool:
    """Whether the database itself refuses `change`, leaving the test's transaction usable."""
    with pytest.raises(IntegrityError, match=immutability.MESSAGE), transaction.atomic():
        change()
    return True


@pytest.mark.parametrize("field", [field.name for field in LedgerRecord._meta.concrete_fields])
def test_no_column_of_a_ledger_record_can_be_changed(record: LedgerRecord, field: str) -> None:
    same = {field: getattr(record, field)}
    assert _refused(lambda: LedgerRecord.objects.filter(pk=record.pk).update(**same))


def test_a_ledger_record_cannot_be_deleted(record: LedgerRecord) -> None:
    assert _refused(record.delete)
    assert LedgerRecord.objects.filter(pk=record.pk).exists()


def test_raw_sql_is_refused_too(record: LedgerRecord) -> None:
    def change() -> None:
        with connection.cursor() as cursor:
            cursor.execute("UPDATE core_ledgerrecord SET event = 'forged'")

    assert _refused(change)


def test_without_triggers_the_change_succeeds(record: LedgerRecord) -> None:
    immutability.uninstall(connection)
    assert LedgerRecord.objects.update(event="forged") == 1
    immutability.install(connection)
    assert _refused(lambda: LedgerRecord.objects.update(event="again"))


def test_installing_twice_changes_nothing(record: LedgerRecord) -> None:
    immutability.install(connection)
    assert _refused(record.delete)


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda frozen: frozen.label)
def test_every_frozen_model_has_both_triggers(frozen: immutability.Frozen) -> None:
    table, update, delete = immutability._names(frozen)
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
        else:
            cursor.execute(
                "SELECT tgname FROM pg_trigger WHERE tgrelid = %s::regclass AND NOT tgisinternal", [table]
            )
        assert {name for (name,) in cursor.fetchall()} >= {update, delete}


@pytest.mark.parametrize("frozen", FROZEN, ids=lambda frozen: frozen.label)
def test_frozen_fields_exist(frozen: immutability.Frozen) -> None:
    model: type[models.Model] = apps.get_model(frozen.label)
    known = {field.name for field in model._meta.concrete_fields}
    assert set(frozen.fields) <= known


def test_the_trigger_says_why(record: LedgerRecord) -> None:
    with pytest.raises(DatabaseError, match="this row is immutable"), transaction.atomic():
        record.delete()
