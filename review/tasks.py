"""Thin Celery tasks of this room."""

from celery import shared_task

from core import clock
from review.actions.erase_story import erase_what_is_left
from review.actions.expire import expire_due


@shared_task
def record_ended_editions() -> int:
    return expire_due(clock.now())


@shared_task
def erase_withdrawn_stories() -> int:
    return erase_what_is_left(clock.now())
