"""Thin Celery tasks of this room."""

from datetime import timedelta

from celery import shared_task

from core import clock, outbox, schedule

SENDING_AT_MOST = timedelta(minutes=5)


@shared_task
def deliver_outbox() -> int:
    return outbox.deliver()


@shared_task
def find_interrupted_sends() -> int:
    return outbox.mark_interrupted(clock.now() - SENDING_AT_MOST)


schedule.every(1, deliver_outbox)
schedule.every(60, find_interrupted_sends)
