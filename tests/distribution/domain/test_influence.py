from datetime import UTC, date, datetime, timedelta

from distribution.domain.influence import WEEKS, WEIGHTS, earlier_average, is_in_time, weeks

MONDAY = date(2026, 3, 2)


def test_each_term_counts_in_its_week_with_its_weight() -> None:
    found = weeks(
        [
            ("sent", MONDAY, 3),
            ("caring", MONDAY + timedelta(days=6), 2),
            ("opened", MONDAY - timedelta(days=1), 5),
            ("feedback", MONDAY - timedelta(days=7), 1),
            ("recalls", MONDAY, 1),
        ],
        MONDAY + timedelta(days=3),
    )
    assert [week.monday for week in found[:2]] == [MONDAY, MONDAY - timedelta(days=7)]
    assert found[0].counted == {"sent": 3, "caring": 2, "opened": 0, "feedback": 0, "recalls": 1}
    assert found[0].points == 3 + 2 * 2 + 3
    assert found[1].points == 5 + 2
    assert len(found) == WEEKS


def test_what_is_older_than_the_weeks_shown_does_not_count() -> None:
    found = weeks([("sent", MONDAY - timedelta(weeks=WEEKS - 1, days=1), 9)], MONDAY)
    assert [week.points for week in found] == [0] * WEEKS


def test_the_average_is_that_of_the_weeks_before() -> None:
    found = weeks([("sent", MONDAY, 100), ("sent", MONDAY - timedelta(days=1), 14)], MONDAY)
    assert earlier_average(found) == 2


def test_nothing_is_gained_by_luring_customers() -> None:
    assert WEIGHTS["opened"] <= WEIGHTS["sent"] < WEIGHTS["caring"] < WEIGHTS["recalls"]


def test_in_time_is_to_the_second() -> None:
    asked = datetime(2026, 3, 2, 8, tzinfo=UTC)
    assert is_in_time(asked, asked + timedelta(hours=24), 24)
    assert not is_in_time(asked, asked + timedelta(hours=24, seconds=1), 24)
