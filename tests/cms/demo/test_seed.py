"""The demo from an empty database: exact states, a ledger that holds, a second call, a next day, a crash."""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from cms.demo import seed
from cms.demo.steps import carry_out
from content.models import Component, LibraryImage, Product
from core import clock
from core.models import LedgerRecord
from core.queries import ledger
from distribution.enums import PullStatus
from distribution.models import Package, Pull, RecallTask
from distribution.queries.editions import visible_editions
from people.models import Branch, User
from review.enums import CaseStatus, EditionStatus
from review.models import Case, Edition
from tests.conftest import SHANGHAI, FrozenClock
from tests.factories.people import UserFactory

pytestmark = pytest.mark.django_db

TEN = datetime(2026, 3, 2, 10, 0, tzinfo=SHANGHAI)
EDITIONS = {
    EditionStatus.ISSUED: 6,
    EditionStatus.EXPIRED: 2,
    EditionStatus.SUPERSEDED: 1,
    EditionStatus.RECALLED: 1,
}
CASES = {CaseStatus.APPROVED: 10, CaseStatus.OPEN: 2, CaseStatus.RETURNED: 1, CaseStatus.REFUSED: 1}


@pytest.fixture(autouse=True)
def opened_at_ten(frozen_clock: FrozenClock) -> FrozenClock:
    frozen_clock.move_to(TEN)
    return frozen_clock


def states() -> dict[str, dict[str, int]]:
    """Count everything that the demo makes."""
    return {
        "editions": Counter(Edition.objects.values_list("status", flat=True)),
        "cases": Counter(Case.objects.values_list("status", flat=True)),
        "pulls": Counter(Pull.objects.values_list("status", flat=True)),
        "packages": Counter(Package.objects.values_list("branch__code", flat=True)),
        "rows": {
            model.__name__: model.objects.count()
            for model in (Branch, User, Product, LibraryImage, Component, RecallTask, LedgerRecord)
        },
    }


def titles_of(user: str) -> set[str]:
    """Return what somebody may use now."""
    found = visible_editions(User.objects.get(username=user), clock.now())
    return set(found.values_list("title", flat=True))


def test_first_call_gives_every_state() -> None:
    seed.seed()
    assert states() == {
        "editions": EDITIONS,
        "cases": CASES,
        "pulls": {PullStatus.CONFIRMED: 4, PullStatus.RESERVED: 1},
        "packages": {"HO": 2, "BJ01": 1},
        "rows": {
            "Branch": 4,
            "User": 12,
            "Product": 9,
            "LibraryImage": 7,
            "Component": 16,
            "RecallTask": 1,
            "LedgerRecord": 58,
        },
    }


@pytest.mark.parametrize(("hour", "minute"), [(0, 0), (7, 10), (11, 59), (13, 30), (23, 59)])
def test_it_may_be_opened_at_any_hour(frozen_clock: FrozenClock, hour: int, minute: int) -> None:
    frozen_clock.move_to(TEN.replace(hour=hour, minute=minute))
    seed.seed()
    over = int(hour >= 12)
    assert states()["editions"] == EDITIONS | {
        EditionStatus.ISSUED: 6 - over,
        EditionStatus.EXPIRED: 2 + over,
    }
    assert states()["cases"] == CASES
    assert clock.now() == frozen_clock.at
    assert seed.seed() == 0


def test_a_second_call_changes_nothing(frozen_clock: FrozenClock) -> None:
    seed.seed()
    before = states()
    frozen_clock.move_to(TEN.replace(hour=18))
    assert seed.seed() == 0
    assert states() == before


def test_the_next_day_adds_a_brief_and_a_package(frozen_clock: FrozenClock) -> None:
    seed.seed()
    before = states()
    frozen_clock.move_to(TEN + timedelta(days=1))
    seed.seed()
    after = states()
    assert after["editions"] == EDITIONS | {EditionStatus.EXPIRED: 3}
    assert after["cases"] == CASES | {CaseStatus.APPROVED: 11}
    assert after["packages"] == {"HO": 3, "BJ01": 1}
    assert after["pulls"] == before["pulls"]
    assert after["rows"]["Component"] == before["rows"]["Component"] + 1
    assert "晨间财经早报 3月3日" in titles_of("manager2")
    assert Package.objects.get(day=date(2026, 3, 3)).items.count() == 4
    assert seed.seed() == 0
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("stopped_after", [1, 12, 33, 52, 70])
def test_after_a_crash_the_next_call_goes_on(frozen_clock: FrozenClock, stopped_after: int) -> None:
    steps = sorted(seed.plan(TEN), key=lambda step: step.at)
    carry_out(steps[:stopped_after])
    frozen_clock.advance(minutes=7)
    seed.seed()
    assert states()["editions"] == EDITIONS
    assert states()["cases"] == CASES
    assert states()["rows"]["LedgerRecord"] == 58
    assert list(ledger.verify()) == []


def test_a_database_with_other_people_is_left_alone() -> None:
    UserFactory(username="editor")
    with pytest.raises(seed.NotADemo):
        seed.seed()
    assert User.objects.count() == 1
    assert Component.objects.count() == 0
