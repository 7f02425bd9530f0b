"""Expire: an end is recorded once, and readers never wait for it."""

import pytest

from core.models import LedgerRecord
from review.actions.expire import expire_due
from review.enums import EditionStatus
from review.models import Edition
from tests.conftest import FrozenClock
from tests.factories.review import issue_edition, recall_edition

pytestmark = pytest.mark.django_db


def test_what_is_over_is_recorded_once(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    later = issue_edition(kind="product_analysis")
    end = edition.valid_until
    assert list(Edition.objects.readable(end)) == [later]
    assert expire_due(end) == 1
    assert expire_due(end) == 0
    edition.refresh_from_db()
    later.refresh_from_db()
    assert (edition.status, edition.ended_at) == (EditionStatus.EXPIRED, end)
    assert later.status == EditionStatus.ISSUED
    assert LedgerRecord.objects.get(event="edition.expired").subject == edition.ledger_subject


def test_nothing_is_due_before_its_time(frozen_clock: FrozenClock) -> None:
    issue_edition()
    assert expire_due(frozen_clock.at) == 0


def test_a_recalled_edition_stays_recalled(frozen_clock: FrozenClock) -> None:
    edition = issue_edition()
    recall_edition(edition)
    assert expire_due(edition.valid_until) == 0
    edition.refresh_from_db()
    assert edition.status == EditionStatus.RECALLED
