"""The demo from an empty database: a ledger that holds, a second call, a next day, a crash.

A few pieces and days stand for the whole library, which test_library and test_any_day set up.
"""

from collections import Counter
from datetime import date, datetime, timedelta

import pytest

from cms.demo import packages, seed, voice
from cms.demo.reading import pieces, table
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
    EditionStatus.ISSUED: 11,
    EditionStatus.EXPIRED: 6,
    EditionStatus.SUPERSEDED: 2,
    EditionStatus.RECALLED: 2,
    EditionStatus.SUSPENDED: 1,
}
CASES = {CaseStatus.APPROVED: 22, CaseStatus.OPEN: 4, CaseStatus.RETURNED: 1, CaseStatus.REFUSED: 1}
RECORDS = 181
"""Of the ledger, after the first call."""


@pytest.fixture(autouse=True)
def a_few_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    few = tuple(one for one in pieces() if one.story and one.kind != "market_note")
    codes = {one.code for one in few} | {"brief/{iso}", "brief/{iso-1}"}
    pulls = [one for one in table("packages")["pulls"] if one["piece"] in codes]
    monkeypatch.setattr(seed, "pieces", lambda: few)
    monkeypatch.setattr(seed, "WEEK_BEFORE", (-2, -1))
    monkeypatch.setattr(seed, "WEEK_AFTER", ())
    monkeypatch.setattr(packages, "table", lambda name: table(name) | {"pulls": pulls})
    opinions = [one for one in table("voice")["opinions"] if one["piece"] in codes]
    monkeypatch.setattr(voice, "table", lambda name: table(name) | {"opinions": opinions})


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
        "pulls": {PullStatus.CONFIRMED: 6, PullStatus.RESERVED: 1},
        "packages": {"HO": 2, "BJ01": 1, "QY01": 1},
        "rows": {
            "Branch": 10,
            "User": 47,
            "Product": 14,
            "LibraryImage": 31,
            "Component": 42,
            "RecallTask": 2,
            "LedgerRecord": RECORDS,
        },
    }


@pytest.mark.parametrize(("hour", "minute"), [(0, 0), (11, 59), (23, 59)])
def test_it_may_be_opened_at_any_hour(frozen_clock: FrozenClock, hour: int, minute: int) -> None:
    frozen_clock.move_to(TEN.replace(hour=hour, minute=minute))
    seed.seed()
    over = (hour >= 12) + (hour >= 22)
    assert states()["editions"] == EDITIONS | {
        EditionStatus.ISSUED: 11 - over,
        EditionStatus.EXPIRED: 6 + over,
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


def test_the_next_day_adds_a_brief_columns_and_a_package(frozen_clock: FrozenClock) -> None:
    seed.seed()
    before = states()
    frozen_clock.move_to(TEN + timedelta(days=1))
    seed.seed()
    after = states()
    assert after["editions"] == EDITIONS | {EditionStatus.EXPIRED: 9}
    assert after["cases"] == CASES | {CaseStatus.APPROVED: 25}
    assert after["packages"] == {"HO": 3, "BJ01": 1, "QY01": 1}
    assert after["pulls"] == before["pulls"]
    assert after["rows"]["Component"] == before["rows"]["Component"] + 3
    assert "晨间财经早报 3月3日" in titles_of("manager2")
    assert Package.objects.get(day=date(2026, 3, 3)).items.count() == 6
    assert seed.seed() == 0
    assert list(ledger.verify()) == []


@pytest.mark.parametrize("stopped_after", [1, 60, 120, 190])
def test_after_a_crash_the_next_call_goes_on(frozen_clock: FrozenClock, stopped_after: int) -> None:
    steps = sorted(seed.plan(TEN), key=lambda step: step.at)
    carry_out(steps[:stopped_after])
    frozen_clock.advance(minutes=7)
    seed.seed()
    assert states()["editions"] == EDITIONS
    assert states()["cases"] == CASES
    assert states()["rows"]["LedgerRecord"] == RECORDS
    assert list(ledger.verify()) == []


def test_a_database_with_other_people_is_left_alone() -> None:
    UserFactory(username="editor")
    with pytest.raises(seed.NotADemo):
        seed.seed()
    assert User.objects.count() == 1
    assert Component.objects.count() == 0
