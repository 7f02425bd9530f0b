from datetime import timedelta

import pytest
from django.db import connection
from django.db.migrations.recorder import MigrationRecorder
from django.db.transaction import atomic
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from core import clock, ledger
from core.models import LedgerHead, OutboxMessage, OutboxStatus, Stream


def ready(client: Client) -> tuple[int, dict[str, bool]]:
    response = client.get("/ready")
    return response.status_code, response.json()["checks"]


def message(**fields: object) -> OutboxMessage:
    at = clock.system_now()
    defaults = {
        "topic": "t",
        "handler": "h",
        "object_key": "o",
        "version": 1,
        "announced_at": at,
        "due_at": at,
    }
    return OutboxMessage.objects.create(**{**defaults, **fields})


def test_live_touches_nothing(client: Client, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    assert client.get("/live").content == b"live\n"


def test_ready_when_all_holds_and_nothing_is_left_behind(db: None, client: Client) -> None:
    with atomic():
        ledger.append(Stream.PULLS, "test", subject="x:1", at=clock.now(), payload={})
    checks = {"database": True, "migrations": True, "outbox": True, "ledger": True, "restored": True}
    assert ready(client) == (200, checks)
    assert not OutboxMessage.objects.exists()


@pytest.mark.parametrize(
    ("status", "late", "flows"),
    [
        (OutboxStatus.READY, 59, True),
        (OutboxStatus.READY, 61, False),
        (OutboxStatus.DONE, 600, True),
        (OutboxStatus.DEAD, 600, True),
        (OutboxStatus.UNKNOWN, 600, True),
        (OutboxStatus.FOUND_SENT, 600, True),
        (OutboxStatus.NOT_NEEDED, 600, True),
        (OutboxStatus.READY, -600, True),
    ],
)
def test_an_outbox_that_stands_still(
    db: None, client: Client, frozen_clock: object, status: str, late: int, flows: bool
) -> None:
    message(status=status, due_at=clock.system_now() - timedelta(seconds=late))
    assert ready(client)[1]["outbox"] is flows


def test_a_migration_that_is_missing(db: None, client: Client) -> None:
    MigrationRecorder(connection).migration_qs.filter(app="core").delete()
    assert ready(client) == (
        503,
        {"database": True, "migrations": False, "outbox": True, "ledger": True, "restored": True},
    )


def test_a_head_that_names_another_record(db: None, client: Client) -> None:
    with atomic():
        ledger.append(Stream.PULLS, "test", subject="x:1", at=clock.now(), payload={})
    LedgerHead.objects.update(record_sha256="0" * 64)
    assert ready(client) == (
        503,
        {"database": True, "migrations": True, "outbox": True, "ledger": False, "restored": True},
    )


def test_a_database_that_does_not_answer(db: None, client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE core_outboxmessage RENAME TO core_elsewhere")
    status, checks = ready(client)
    assert (status, checks["database"]) == (503, False)
