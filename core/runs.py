"""Run what recurs: keep how it fares, tell each trouble once, go on."""

import logging
import time
from collections.abc import Mapping
from datetime import timedelta

from django.db import DatabaseError, close_old_connections

from core import clock, outbox
from core.models import RecurringRun
from core.schedule import Recurring
from core.time_limit import TooLong, at_most

Fields = Mapping[str, object]

logger = logging.getLogger(__name__)

NOTED_EVERY = 30.0
"""Seconds between two notes that all is well: often enough to miss a note, seldom enough to cost nothing."""


class Runs:
    """The runs of one process, one after another."""

    def __init__(self) -> None:
        self._failures: dict[str, int] = {}
        self._noted: dict[str, float] = {}

    def run(self, recurring: Recurring) -> str:
        """Run it once, within its time; return what is new to tell: a first failure, its end, or nothing.

        Never raises, whatever the task does and whether or not the database is there. The caller holds no
        transaction.
        """
        try:
            close_old_connections()
            with at_most(recurring.seconds_at_most):
                recurring.task()
        except (Exception, TooLong) as error:  # noqa: BLE001  (one task's trouble is not another's)
            return self._failed(recurring, error)
        return self._ended_well(recurring)

    def _failed(self, recurring: Recurring, error: BaseException) -> str:
        name = str(recurring.task.name)
        self._failures[name] = self._failures.get(name, 0) + 1
        is_first = self._failures[name] == 1
        if is_first or name not in self._noted:
            at = clock.system_now()
            words = outbox.words_of(error)
            self._note(recurring, {"failing_since": at, "error": words}, {"expected_by": at})
        if not is_first:
            return ""
        logger.error("recurring task %s failed", name, exc_info=error)
        return f"{name}: {error!r}"

    def _ended_well(self, recurring: Recurring) -> str:
        name = str(recurring.task.name)
        failures = self._failures.pop(name, 0)
        if failures or time.monotonic() - self._noted.get(name, float("-inf")) > NOTED_EVERY:
            at = clock.system_now()
            expected_by = at + timedelta(
                seconds=recurring.seconds + recurring.seconds_at_most + 2 * NOTED_EVERY
            )
            self._note(
                recurring,
                {"ended_well_at": at, "expected_by": expected_by, "failing_since": None, "error": ""},
            )
        return f"{name}: works again after {failures} failures" if failures else ""

    def _note(self, recurring: Recurring, fields: Fields, first: Fields | None = None) -> None:
        """Write how the task fares; if the database is not there, the next run tries again."""
        name = str(recurring.task.name)
        try:
            RecurringRun.objects.update_or_create(
                task=name, defaults=fields, create_defaults={**(first or {}), **fields}
            )
        except DatabaseError:
            self._noted.pop(name, None)
        else:
            self._noted[name] = time.monotonic()
