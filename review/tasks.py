"""Thin Celery tasks of this room."""

from celery import shared_task

from core import clock
from review.actions.erase_story import erase_what_is_left
from review.actions.expire import expire_due
from review.actions.go_on_with_trial import go_on_with_trials
from review.actions.measure_quality import measure_quality
from review.actions.note_findings import note_findings
from review.actions.read_waiting import read_waiting
from review.queries.reader_process import is_installed, reader_process

SECONDS_A_TURN = 2.0
"""How long pictures may keep the work loop from everything else; one that was begun is finished."""

SECONDS_OF_TRIALS = 5.0
"""So long other work waits for trials at most, plus one portion."""


@shared_task
def record_ended_editions() -> int:
    return expire_due(clock.now())


@shared_task
def erase_withdrawn_stories() -> int:
    return erase_what_is_left(clock.now())


@shared_task
def read_waiting_pictures() -> int:
    """Where the reader is not installed pictures wait; the pages say what to install."""
    if not is_installed():
        return 0
    count = read_waiting(reader_process, SECONDS_A_TURN)
    reader_process.rest()
    return count


@shared_task
def try_drafts_of_rules() -> int:
    return go_on_with_trials(clock.now(), SECONDS_OF_TRIALS)


@shared_task
def note_new_findings() -> int:
    return note_findings()


@shared_task
def measure_rules_in_force() -> bool:
    return measure_quality(clock.now())
