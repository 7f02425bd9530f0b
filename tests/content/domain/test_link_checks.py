"""Two failures at different hours, and nothing less."""

from datetime import UTC, datetime, timedelta

from content.domain.link_checks import Health, judged

AT = datetime(2026, 3, 2, 8, 40, tzinfo=UTC)


def after(*looks: tuple[int, bool]) -> Health:
    """Return the health after looks, given as minutes since AT and whether it was answered."""
    health = Health()
    for minutes, answered in looks:
        health = judged(health, answered=answered, at=AT + timedelta(minutes=minutes))
    return health


def test_one_failure_is_none() -> None:
    assert after((0, False)) == Health(AT, None)


def test_two_failures_within_an_hour_are_one() -> None:
    assert after((0, False), (19, False)) == Health(AT, None)


def test_two_failures_at_different_hours_are_a_death_once() -> None:
    died = Health(AT, AT + timedelta(minutes=20))
    assert after((0, False), (20, False)) == died
    assert after((0, False), (20, False), (90, False)) == died
    assert after((0, False), (24 * 60, False)).dead_since == AT + timedelta(days=1)


def test_an_answer_clears_it() -> None:
    assert after((0, False), (20, False), (90, True)) == Health()
    assert after((0, False), (20, True), (90, False)) == Health(AT + timedelta(minutes=90), None)
