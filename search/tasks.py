"""Thin Celery tasks of this room."""

from celery import shared_task

from core import clock, schedule
from search.actions.reconcile import reconcile


@shared_task
def reconcile_index() -> int:
    mended = reconcile(clock.now())
    return mended.put + mended.removed


schedule.every(60, reconcile_index)
