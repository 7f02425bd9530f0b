"""Thin Celery tasks of this room."""

from celery import shared_task

from content.actions.forget_held import forget_held
from core import clock


@shared_task
def forget_held_pictures() -> int:
    return forget_held(clock.now())
