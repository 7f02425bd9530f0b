"""The whole library set up on other days and at other hours than test_library's."""

from datetime import datetime

import pytest

from cms.demo import seed
from content.kinds import KINDS
from content.models import Component
from core import clock
from core.models import LedgerRecord
from core.queries import ledger
from review.enums import CaseStatus, EditionPhase, EditionStatus, Level
from review.models import Case, Edition
from tests.conftest import SHANGHAI, FrozenClock

pytestmark = pytest.mark.django_db

SUNDAY_NIGHT = datetime(2026, 11, 22, 23, 40, tzinfo=SHANGHAI)
NEW_YEAR = datetime(2027, 1, 1, 0, 0, tzinfo=SHANGHAI)


@pytest.mark.parametrize("opened", [SUNDAY_NIGHT, NEW_YEAR])
def test_every_state_is_there_and_a_second_start_adds_nothing(
    frozen_clock: FrozenClock, opened: datetime
) -> None:
    frozen_clock.move_to(opened)
    seed.seed()
    assert Component.objects.values("kind").distinct().count() == len(KINDS)
    ends = set(Edition.objects.values_list("status", flat=True))
    assert ends == set(EditionStatus)
    assert {one.phase(opened) for one in Edition.objects.all()} == set(EditionPhase)
    assert set(Case.objects.values_list("status", flat=True)) == set(CaseStatus)
    levels = Case.objects.filter(status=CaseStatus.OPEN).values_list("current_level", flat=True)
    assert set(levels) == set(Level)
    assert not Edition.objects.lapsed(opened).exists()
    assert LedgerRecord.objects.latest("at").at == clock.now() == opened
    assert list(ledger.verify()) == []
    components = Component.objects.count()
    assert components == 201
    assert seed.seed() == 0
    assert Component.objects.count() == components
