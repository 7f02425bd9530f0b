"""The activities that a manager runs."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from django.db.models import BigIntegerField, DateTimeField
from django.utils import timezone

from content.enums import Channel
from core.prepared import Prepared
from distribution.domain.schedule import Reminder, due_on_the_day, script_of
from distribution.enums import COUNTED
from distribution.models import ActivityRun, Pull
from distribution.queries.editions import endings_of, visible_by_key
from people.models import User
from review.enums import EditionStatus
from review.models import Edition

AFTER = timedelta(hours=24)
"""How long after its start a run is still listed."""
BEFORE = timedelta(hours=240)
"""The earliest reminder comes so long before the start (content.blocks.activity)."""


@dataclass(frozen=True, slots=True)
class Run:
    """One planned activity. `edition` is None once it is not in force; `ending` then says how it ended."""

    starts_at: datetime
    edition: Edition | None
    ending: EditionStatus | None


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder of today, and of what."""

    edition: Edition
    starts_at: datetime
    reminder: Reminder


def run_of(manager: User, edition: Edition) -> ActivityRun | None:
    """Return the manager's plan for the edition, or None."""
    return ActivityRun.objects.filter(manager=manager, edition=edition).first()


def is_taken_for_groups(manager: User, edition: Edition) -> bool:
    """Return whether the manager has pulled the edition for groups, so that a recall finds him."""
    return Pull.objects.filter(
        manager=manager, edition=edition, channel=Channel.GROUP, status__in=COUNTED
    ).exists()


def runs_of(manager: User, at: datetime) -> list[Run]:
    """Return what the manager runs from yesterday on, the next first. Three queries at most."""
    plans = list(ActivityRun.objects.filter(manager=manager, starts_at__gt=at - AFTER))
    keys = {plan.edition_id for plan in plans}
    editions = visible_by_key(manager, keys, at) if keys else {}
    endings = endings_of(manager, keys - set(editions), at)
    return [
        Run(plan.starts_at, editions.get(plan.edition_id), endings.get(plan.edition_id)) for plan in plans
    ]


def planned_count(manager: User, at: datetime) -> int:
    """Return how many activities the manager has planned from yesterday on."""
    return ActivityRun.objects.filter(manager=manager, starts_at__gt=at - AFTER).count()


_PLANNED: Final = Prepared(
    lambda manager, after, until: (
        ActivityRun.objects.filter(manager=manager, starts_at__gt=after, starts_at__lte=until)
        .order_by()
        .values_list("edition_id", "starts_at")
    ),
    manager=BigIntegerField(),
    after=DateTimeField(),
    until=DateTimeField(),
)


def reminders_due(manager: User, at: datetime) -> list[Due]:
    """Return the reminders that fall on the day of `at`, of activities in force that have not begun, in the
    order of time. Two queries at most.
    """
    local = timezone.localtime(at)
    starts = dict(_PLANNED.rows(manager=manager.pk, after=at, until=at + BEFORE + AFTER))
    editions = visible_by_key(manager, starts, at) if starts else {}
    due = [
        Due(edition, starts[key], reminder)
        for key, edition in editions.items()
        for reminder in due_on_the_day(script_of(edition.content, starts[key]), local)
    ]
    return sorted(due, key=lambda one: one.reminder.at)
