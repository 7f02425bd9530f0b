"""Issue, and which edition of a piece ends when another starts."""

import json
from datetime import datetime, timedelta

import pytest

from core.domain import canonical
from review.actions.expire import expire_due
from review.actions.prepare import latest_draft
from review.enums import EditionPhase, EditionStatus
from review.models import Edition
from tests.conftest import FrozenClock
from tests.factories.people import branch_tree
from tests.factories.review import issue_edition, recall_edition

pytestmark = pytest.mark.django_db

HOUR = timedelta(hours=1)


def reissue(edition: Edition, starts: datetime, at: datetime | None = None) -> Edition:
    """Issue the next edition of the same piece, to start at `starts`."""
    draft = latest_draft(edition.component)
    draft.valid_from = starts
    draft.save_revision(user=draft.created_by, clean=False)
    edition.component.refresh_from_db()
    return issue_edition(component=edition.component, at=at)


def readable(at: datetime) -> list[Edition]:
    return list(Edition.objects.readable(at))


def test_the_certificate_names_bytes_rules_and_people(frozen_clock: FrozenClock) -> None:
    edition = issue_edition(branch=branch_tree().head_office)
    certificate = json.loads(bytes(edition.certificate))
    decision = edition.case.decisions.get()
    assert edition.number == "示银审〔2026〕HO-000001"
    assert canonical.sha256(bytes(edition.certificate)) == edition.edition_sha256
    assert certificate["content_sha256"] == edition.candidate.content_sha256
    assert certificate["number"] == edition.number
    assert certificate["decisions"] == [
        {
            "level": "compliance",
            "officer": decision.officer.actor,
            "at": "2026-03-02T00:00:00Z",
            "content_sha256": edition.content_sha256,
            "reasons": "",
        }
    ]


def test_numbers_count_by_branch() -> None:
    tree = branch_tree()
    numbers = [
        issue_edition(branch=branch).number for branch in (tree.head_office, tree.east, tree.head_office)
    ]
    assert [number.partition("〕")[2] for number in numbers] == ["HO-000001", "E01-000001", "HO-000002"]


def test_a_successor_takes_over_when_it_starts(frozen_clock: FrozenClock) -> None:
    first = issue_edition()
    starts = frozen_clock.at + HOUR
    second = reissue(first, starts)
    first.refresh_from_db()
    assert second.supersedes == first
    assert first.superseded_at == starts
    assert readable(starts - timedelta(microseconds=1)) == [first]
    assert readable(starts) == [second]
    assert (first.phase(starts), second.phase(frozen_clock.at)) == (EditionPhase.OVER, EditionPhase.SCHEDULED)
    assert first.status == EditionStatus.ISSUED


def test_a_successor_that_has_begun_takes_over_when_it_is_issued(frozen_clock: FrozenClock) -> None:
    first = issue_edition()
    later = frozen_clock.advance(minutes=10)
    second = reissue(first, first.valid_from)
    first.refresh_from_db()
    assert first.superseded_at == later
    assert readable(later) == [second]


def test_a_scheduled_successor_recalled_gives_way_back(frozen_clock: FrozenClock) -> None:
    first = issue_edition()
    starts = frozen_clock.at + HOUR
    second = reissue(first, starts)
    recall_edition(second)
    first.refresh_from_db()
    assert first.superseded_at is None
    assert readable(starts) == [first]


def test_a_successor_recalled_after_its_start_revives_nothing(frozen_clock: FrozenClock) -> None:
    first = issue_edition()
    starts = frozen_clock.at + HOUR
    second = reissue(first, starts)
    frozen_clock.move_to(starts)
    recall_edition(second)
    assert readable(starts) == []
    assert expire_due(starts) == 1
    first.refresh_from_db()
    assert first.status == EditionStatus.SUPERSEDED


def test_a_third_edition_that_starts_before_the_second_ends_both(frozen_clock: FrozenClock) -> None:
    first = issue_edition()
    second = reissue(first, frozen_clock.at + 2 * HOUR)
    third = reissue(first, frozen_clock.at + HOUR)
    assert readable(frozen_clock.at) == [first]
    assert readable(frozen_clock.at + HOUR) == [third]
    assert readable(frozen_clock.at + 2 * HOUR) == [third]
    recall_edition(third)
    assert readable(frozen_clock.at + HOUR) == [first]
    assert readable(frozen_clock.at + 2 * HOUR) == [second]
