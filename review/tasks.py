"""Thin Celery tasks of this room."""

from celery import shared_task

from core import clock
from review.actions.expire import expire_due


@shared_task
def record_ended_editions() -> int:
    return expire_due(clock.now())
