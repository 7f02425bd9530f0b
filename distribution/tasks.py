"""Thin Celery tasks of this room."""

from celery import shared_task

from core import clock
from distribution.actions.lapse import lapse_due


@shared_task
def lapse_reservations() -> int:
    return lapse_due(clock.now())
