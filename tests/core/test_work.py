"""`manage.py work`: every recurring task, once or until stopped."""

import os
import signal
from io import StringIO
from types import SimpleNamespace

import pytest
from celery import shared_task
from django.core.management import call_command

from core import clock, outbox, schedule
from core.management.commands.work import Command
from core.models import OutboxMessage, OutboxStatus

ran: list[str] = []


@shared_task
def note() -> None:
    ran.append("note")


@shared_task
def fail() -> None:
    raise ValueError("this task's own trouble")


@shared_task
def stop() -> None:
    os.kill(os.getpid(), signal.SIGTERM)


@pytest.fixture
def registered(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing recurs but what the test registers."""
    monkeypatch.setattr(schedule, "_recurring", {})
    ran.clear()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("registered")
def test_one_failing_task_does_not_stop_the_others() -> None:
    schedule.every(1, fail)
    schedule.every(1, note)
    errors = StringIO()
    call_command("work", "--once", stderr=errors)
    assert ran == ["note"]
    assert 'ValueError("this task\'s own trouble")' in errors.getvalue()


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("registered")
def test_a_task_waits_for_its_interval(monkeypatch: pytest.MonkeyPatch) -> None:
    ticks = SimpleNamespace(now=100.0)
    monkeypatch.setattr("core.management.commands.work.time.monotonic", lambda: ticks.now)
    schedule.every(10, note)
    command, last_run = Command(), {}  # type: ignore[var-annotated]
    for ticks.now in (100.0, 109.9, 110.0, 119.9, 120.0):
        command.run_due(last_run)
    assert ran == ["note"] * 3


@pytest.mark.django_db(transaction=True)
@pytest.mark.usefixtures("registered")
def test_a_signal_stops_the_loop_after_the_task_at_hand() -> None:
    before = signal.getsignal(signal.SIGTERM), signal.getsignal(signal.SIGINT)
    schedule.every(1, stop)
    schedule.every(1, note)
    try:
        call_command("work", stdout=StringIO())
    finally:
        signal.signal(signal.SIGTERM, before[0])
        signal.signal(signal.SIGINT, before[1])
    assert ran == ["note"]


@pytest.mark.django_db(transaction=True)
def test_the_real_schedule_delivers_the_outbox(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "_handlers", {})
    outbox.handler("edition.issued", "index")(lambda payload: None)
    outbox.announce("edition.issued", "edition:1", 1, {}, clock.now())
    call_command("work", "--once")
    assert OutboxMessage.objects.get().status == OutboxStatus.DONE


def test_every_room_registers_tasks_with_positive_intervals() -> None:
    found = {recurring.task.name: recurring.seconds for recurring in schedule.recurring()}
    assert {"core.tasks.deliver_outbox", "core.tasks.find_interrupted_sends"} <= found.keys()
    assert all(seconds > 0 for seconds in found.values())
