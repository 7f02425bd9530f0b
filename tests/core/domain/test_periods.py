from datetime import date

from core.domain.periods import Period, usual_period


def test_the_usual_period_is_fourteen_days_with_this_one() -> None:
    usual = usual_period(date(2026, 3, 2))
    assert (usual.first, usual.last, len(usual.days)) == (date(2026, 2, 17), date(2026, 3, 2), 14)


def test_a_period_of_one_day() -> None:
    assert Period(date(2026, 3, 2), date(2026, 3, 2)).days == (date(2026, 3, 2),)
