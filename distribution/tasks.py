"""Thin Celery tasks of this room."""

from celery import shared_task

from core import clock
from distribution.actions.announce_troubles import announce_troubles
from distribution.actions.build_packages import build_day
from distribution.actions.end_events import end_events
from distribution.actions.forget_counts import forget_counts
from distribution.actions.lapse import lapse_due
from distribution.queries.package_days import next_day_to_build


@shared_task
def lapse_reservations() -> int:
    return lapse_due(clock.now())


@shared_task
def build_packages() -> int:
    """Build one day that is due, so that nothing else waits for more than that."""
    at = clock.now()
    day = next_day_to_build(at)
    if day is None:
        return 0
    built = build_day(day, at)
    announce_troubles(day, built.told, at)
    return built.changed


@shared_task
def forget_old_counts() -> int:
    return forget_counts(clock.now())


@shared_task
def end_old_events() -> int:
    return end_events(clock.now())
