from datetime import date

from distribution.domain.take_up import Counts, Period, added_up, usual_period


def test_the_usual_period_is_fourteen_days_with_this_one() -> None:
    usual = usual_period(date(2026, 3, 2))
    assert (usual.first, usual.last, len(usual.days)) == (date(2026, 2, 17), date(2026, 3, 2), 14)


def test_a_period_of_one_day() -> None:
    assert Period(date(2026, 3, 2), date(2026, 3, 2)).days == (date(2026, 3, 2),)


def test_counts_add_up_by_key_and_what_is_left_waits() -> None:
    found = [("a", Counts(5, 2, 1, 0)), ("b", Counts(1, 0, 0, 0)), ("a", Counts(opened=7))]
    sums = added_up(found, str)
    assert sums == {"a": Counts(5, 2, 1, 7), "b": Counts(1, 0, 0, 0)}
    assert sums["a"].waiting == 2
