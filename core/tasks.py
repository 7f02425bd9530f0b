"""Thin Celery tasks of this room."""

from datetime import timedelta

from celery import shared_task
from django.db import connection

from core import clock, outbox, schedule
from core.actions.checkpoint import checkpoint
from core.actions.forget_finished import forget_finished
from core.actions.look_up_sends import look_up_sends

SENDING_AT_MOST = timedelta(minutes=2)
"""Longer than any delivery may take: whoever began it is gone."""


@shared_task
def deliver_outbox() -> int:
    return outbox.deliver()


@shared_task
def find_interrupted_sends() -> int:
    return outbox.mark_interrupted(clock.now() - SENDING_AT_MOST)


@shared_task
def look_up_unknown_sends() -> int:
    return look_up_sends(clock.now())


@shared_task
def forget_finished_messages() -> int:
    return forget_finished(clock.now())


@shared_task
def sign_checkpoints() -> int:
    signed, _refused = checkpoint(clock.now())
    return len(signed)


@shared_task
def refresh_planner_statistics() -> None:
    """SQLite plans without statistics unless it is asked to take them; PostgreSQL takes them by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize=0x10002")


schedule.every(1, deliver_outbox)
schedule.every(60, find_interrupted_sends)
schedule.every(60, look_up_unknown_sends)
schedule.every(300, forget_finished_messages)
schedule.every(60, sign_checkpoints)
schedule.every(600, refresh_planner_statistics)
