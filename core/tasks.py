"""Thin Celery tasks of this room."""

from datetime import timedelta

from celery import shared_task
from django.db import connection

from core import clock, outbox, schedule

SENDING_AT_MOST = timedelta(minutes=5)


@shared_task
def deliver_outbox() -> int:
    return outbox.deliver()


@shared_task
def find_interrupted_sends() -> int:
    return outbox.mark_interrupted(clock.now() - SENDING_AT_MOST)


@shared_task
def refresh_planner_statistics() -> None:
    """SQLite plans without statistics unless it is asked to take them; PostgreSQL takes them by itself."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA optimize=0x10002")


schedule.every(1, deliver_outbox)
schedule.every(60, find_interrupted_sends)
schedule.every(600, refresh_planner_statistics)
