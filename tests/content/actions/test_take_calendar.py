"""Taking a file in: what it writes, who may, and that twice is once."""

from datetime import date

import pytest

from content.actions.take_calendar import take_calendar
from content.models import CalendarDay, CalendarYear, Festival, WeeklyColumn
from content.queries.calendar_files import read_calendar
from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.models import User
from tests.factories.calendar import BUNDLED, WeeklyColumnFactory
from tests.factories.people import BranchTree, UserFactory

HEAD = "表,日期,开闭,名称,来源,已核对\n"
COLUMN_HEAD = "代码,名称,机构代码,星期,时段,类型,客群,群层级,开设\n"


@pytest.fixture
def keeper(tree: BranchTree) -> User:
    return UserFactory(operator=True, branch=tree.head_office)


def take(text: str | bytes, actor: User) -> dict[str, int]:
    content = text if isinstance(text, bytes) else text.encode()
    return dict(take_calendar(read_calendar(content), file_sha256="0" * 64, actor=actor, at=clock.now()))


def test_the_bundled_files_taken_twice_are_taken_once(keeper: User) -> None:
    days, festivals = ((BUNDLED / name).read_bytes() for name in ("days-2026.csv", "festivals.csv"))
    assert take(days, keeper) == {"added": 58, "changed": 0, "removed": 0, "same": 0}
    assert take(festivals, keeper)["added"] == Festival.objects.count() == 58
    records = LedgerRecord.objects.filter(event="calendar.taken").count()
    assert take(days, keeper) == {"added": 0, "changed": 0, "removed": 0, "same": 58}
    assert take(festivals, keeper) == {"added": 0, "changed": 0, "removed": 0, "same": 58}
    assert LedgerRecord.objects.filter(event="calendar.taken").count() == records == 2
    assert CalendarDay.objects.count() == 58


def test_a_file_is_the_whole_of_its_years_and_leaves_others_alone(keeper: User) -> None:
    old = "银行工作日,2026-05-01,休,劳动节,旧通知,是\n银行工作日,2026-05-02,休,劳动节,旧通知,是\n"
    take(HEAD + old + "银行工作日,2025-05-01,休,劳动节,旧通知,是\n", keeper)
    new = "银行工作日,2026-05-01,班,照常上班,新通知,否\n银行工作日,2026-05-03,休,劳动节,新通知,否\n"
    assert take(HEAD + new, keeper) == {"added": 1, "changed": 1, "removed": 1, "same": 0}
    kept = CalendarDay.objects.filter(year__year=2026).values_list("day", "is_open")
    assert dict(kept) == {date(2026, 5, 1): True, date(2026, 5, 3): False}
    assert CalendarDay.objects.filter(year__year=2025).count() == 1
    year = CalendarYear.objects.get(year=2026)
    assert (year.source, year.is_verified) == ("新通知", False)


def test_taking_the_same_days_again_does_not_undo_that_they_were_compared(keeper: User) -> None:
    text = HEAD + "银行工作日,2026-05-01,休,劳动节,示范通知,否\n"
    take(text, keeper)
    CalendarYear.objects.update(is_verified=True)
    take(text, keeper)
    assert CalendarYear.objects.get().is_verified
    take(text + "银行工作日,2026-05-02,休,劳动节,示范通知,否\n", keeper)
    assert not CalendarYear.objects.get().is_verified


def test_a_file_with_an_error_is_not_taken_at_all(keeper: User) -> None:
    with pytest.raises(Conflict):
        take(
            HEAD + "银行工作日,2026-05-01,休,劳动节,示范通知,否\n银行工作日,昨天,休,劳动节,示范通知,否\n",
            keeper,
        )
    assert CalendarYear.objects.count() == 0


def test_only_the_head_office_keeps_the_banks_days(tree: BranchTree) -> None:
    text = HEAD + "银行工作日,2026-05-01,休,劳动节,示范通知,否\n"
    for actor in (
        UserFactory(editor=True, branch=tree.east),
        UserFactory(officer=True, branch=tree.head_office),
        UserFactory(administrator=True, branch=tree.head_office),
    ):
        with pytest.raises(Refused):
            take(text, actor)
    assert CalendarYear.objects.count() == 0
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 3


def test_a_branch_keeps_its_own_columns_and_no_others(tree: BranchTree, editor: User) -> None:
    line = "tuesday-half,周二5折提前购,{},周二,noon,noon_deal,credit_card,,是\n"
    assert take(COLUMN_HEAD + line.format("E0101"), editor)["added"] == 1
    assert WeeklyColumn.objects.get().branch == tree.east_sub
    for foreign in ("W01", "HO"):
        with pytest.raises(Refused):
            take(COLUMN_HEAD + line.format(foreign), editor)
    assert WeeklyColumn.objects.get().branch == tree.east_sub


def test_a_column_of_another_branch_cannot_be_taken_away_by_its_code(tree: BranchTree, editor: User) -> None:
    WeeklyColumnFactory(code="west", name="西城专属", branch=tree.west)
    with pytest.raises(Refused):
        take(COLUMN_HEAD + "west,东城抢来,E01,周二,noon,noon_deal,,,是\n", editor)
    kept = WeeklyColumn.objects.get(code="west")
    assert (kept.name, kept.branch) == ("西城专属", tree.west)
