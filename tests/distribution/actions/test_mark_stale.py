"""Which days are built anew after a change of the library."""

from datetime import timedelta

import pytest
from django.utils import timezone

from core import outbox
from distribution.actions.mark_stale import mark_stale, mark_stale_for
from distribution.models import PackageDay
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.review import issue_edition, recall_edition, resume_edition, suspend_edition


@pytest.fixture
def edition(bank: Bank, frozen_clock: FrozenClock) -> Edition:
    """In force from tomorrow eight o'clock until the evening of the day after."""
    begins = frozen_clock.at + timedelta(days=1)
    made = issue_edition(
        branch=bank.tree.head_office, valid_from=begins, valid_until=begins + timedelta(hours=36)
    )
    outbox.deliver()
    return made


def build_all(frozen_clock: FrozenClock) -> None:
    """Say of six days, the first the day before yesterday, that they were built."""
    today = timezone.localtime(frozen_clock.at).date()
    PackageDay.objects.all().delete()
    for number in range(-2, 5):
        PackageDay.objects.create(
            day=today + timedelta(days=number), is_stale=False, built_at=frozen_clock.at
        )


def stale(frozen_clock: FrozenClock) -> list[int]:
    """Return the stale days, counted from today."""
    today = timezone.localtime(frozen_clock.at).date()
    days = PackageDay.objects.filter(is_stale=True).order_by("day").values_list("day", flat=True)
    return [(day - today).days for day in days]


def test_days_it_can_be_part_of_and_the_evening_before(edition: Edition, frozen_clock: FrozenClock) -> None:
    build_all(frozen_clock)
    mark_stale_for(edition)
    assert stale(frozen_clock) == [0, 1, 2]


def test_all_days_for_a_programme(edition: Edition, frozen_clock: FrozenClock) -> None:
    build_all(frozen_clock)
    mark_stale()
    assert stale(frozen_clock) == [-2, -1, 0, 1, 2, 3, 4]


def test_each_change_of_the_library_marks_them(edition: Edition, frozen_clock: FrozenClock) -> None:
    for change in (suspend_edition, resume_edition, recall_edition):
        build_all(frozen_clock)
        change(edition)
        outbox.deliver()
        assert stale(frozen_clock) == [0, 1, 2]


def test_a_successor_marks_the_days_of_what_it_follows(edition: Edition, frozen_clock: FrozenClock) -> None:
    """Recalled, it leaves its predecessor in force for longer than it would have been itself."""
    span = Edition.objects.filter(pk=edition.pk)
    build_all(frozen_clock)
    successor = issue_edition(component=edition.component)
    outbox.deliver()
    assert successor.supersedes == edition
    assert span.get().component_id == successor.component_id
    assert stale(frozen_clock) == [0, 1, 2]
