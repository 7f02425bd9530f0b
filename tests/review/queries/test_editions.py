"""Where editions stand: the filter and the label say the same."""

from datetime import datetime, timedelta

import pytest

from review.actions.expire import expire_due
from review.models import Edition
from review.queries.editions import Standing, overseen_editions, standing_of, with_standing
from tests.conftest import FrozenClock
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import issue_edition, recall_edition

pytestmark = pytest.mark.django_db


def standings(at: datetime) -> dict[int, Standing]:
    """Return the standing of each edition, and hold that exactly one filter finds it."""
    told = {edition.pk: standing_of(edition, at) for edition in Edition.objects.all()}
    for standing in Standing:
        found = set(with_standing(Edition.objects.all(), standing, at).values_list("pk", flat=True))
        assert found == {pk for pk, own in told.items() if own == standing}
    return told


def test_every_standing(frozen_clock: FrozenClock) -> None:
    at = frozen_clock.at
    long = {"kind": "product_analysis", "valid_until": at + timedelta(days=30)}
    active = issue_edition(**long)
    expiring = issue_edition(valid_until=at + timedelta(hours=24))
    scheduled = issue_edition(**long, valid_from=at + timedelta(hours=1))
    recalled = issue_edition(**long)
    recall_edition(recalled)
    succeeded = issue_edition(**long)
    successor = issue_edition(component=succeeded.component)
    assert standings(at) == {
        active.pk: Standing.ACTIVE,
        expiring.pk: Standing.EXPIRING,
        scheduled.pk: Standing.SCHEDULED,
        recalled.pk: Standing.RECALLED,
        succeeded.pk: Standing.SUPERSEDED,
        successor.pk: Standing.ACTIVE,
    }
    end = expiring.valid_until
    assert standings(end)[expiring.pk] == Standing.EXPIRED
    assert expire_due(end) == 2
    assert (standings(end)[expiring.pk], standings(end)[succeeded.pk]) == (
        Standing.EXPIRED,
        Standing.SUPERSEDED,
    )


def test_oversight_flows_up_only() -> None:
    tree = branch_tree()
    top, east = issue_edition(branch=tree.head_office), issue_edition(branch=tree.east)
    assert set(overseen_editions(UserFactory(auditor=True, branch=tree.head_office))) == {top, east}
    assert set(overseen_editions(UserFactory(auditor=True, branch=tree.east))) == {east}
    assert set(overseen_editions(UserFactory(auditor=True, branch=tree.west))) == set()
    assert set(overseen_editions(UserFactory(manager=True, branch=tree.head_office))) == set()
