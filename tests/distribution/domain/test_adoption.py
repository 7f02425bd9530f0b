from datetime import date

import pytest

from distribution.domain.adoption import FEWEST, WEEKS, TakeUp, line, mondays

WEDNESDAY = date(2026, 3, 4)


def test_the_weeks_begin_on_mondays_the_oldest_first() -> None:
    found = mondays(WEDNESDAY)
    assert (found[0], found[-1], len(found)) == (date(2026, 1, 12), date(2026, 3, 2), WEEKS)


@pytest.mark.parametrize(
    ("active", "percent"), [(0, None), (FEWEST - 1, None), (FEWEST, 60), (FEWEST + 1, 50)]
)
def test_a_share_of_few_people_is_not_told(active: int, percent: int | None) -> None:
    assert TakeUp(min(3, active), active).percent == percent


def test_a_line_adds_up_its_branches() -> None:
    active = {"0001": 2, "00010001": 4, "0002": 9}
    used = {("0001", date(2026, 3, 2)): 1, ("00010001", date(2026, 3, 2)): 2, ("0002", date(2026, 3, 2)): 9}
    found = line("东城", ["0001", "00010001"], active, used, WEDNESDAY)
    assert (found.label, found.active) == ("东城", 6)
    assert found.weeks[-1] == TakeUp(3, 6)
    assert found.weeks[0] == TakeUp(0, 6)
