"""Thin Celery tasks of this room."""

from datetime import timedelta

from celery import shared_task

from content.actions.check_links import check_links
from content.actions.forget_held import forget_held
from content.actions.forget_previews import forget_previews
from content.actions.take_rows import go_on
from content.queries.links import due_addresses
from core import clock

SECONDS_A_TURN = 2.0
"""How long an import may keep the work loop from everything else."""

LOOKS_A_TURN = 1
"""One look may take half a minute if nobody answers, and the work loop has more to do."""

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


@shared_task
def check_links_in_use() -> int:
    at = clock.now()
    return check_links(due_addresses(at, LOOKS_A_TURN), at)
