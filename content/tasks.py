"""Thin Celery tasks of this room."""

from datetime import timedelta

from celery import shared_task

from content.actions.forget_held import forget_held
from content.actions.forget_previews import forget_previews
from content.actions.take_rows import go_on
from core import clock

SECONDS_A_TURN = 2.0
"""How long an import may keep the work loop from everything else."""

PREVIEW_KEPT = timedelta(days=1)


@shared_task
def forget_held_pictures() -> int:
    return forget_held(clock.now())


@shared_task
def take_imported_rows() -> int:
    return go_on(clock.now(), SECONDS_A_TURN)


@shared_task
def forget_unconfirmed_imports() -> int:
    return forget_previews(clock.now() - PREVIEW_KEPT)
