"""The order of what is recommended without a word asked."""

from datetime import UTC, datetime, timedelta

from search.domain.recommending import Proposed, recommended

AT = datetime(2026, 3, 2, tzinfo=UTC)


def one(key: int, *, kind: str = "script", days: int = 0, fit: float = 0.0, used: int = 0) -> Proposed:
    return Proposed(key, kind, AT - timedelta(days=days), fit, used)


def order(*proposed: Proposed) -> list[int]:
    return [found.edition_id for found in recommended(proposed, AT)]


def test_what_fits_better_comes_first() -> None:
    assert order(one(1, used=50), one(2, fit=0.5), one(3, fit=1.0)) == [3, 2, 1]


def test_of_equal_fit_the_fresher_for_its_kind() -> None:
    assert order(one(1, kind="hotspot_guide", days=6), one(2, kind="script", days=6)) == [2, 1]


def test_of_equal_freshness_what_is_taken_more() -> None:
    assert order(one(1, used=1), one(2, used=30), one(3)) == [2, 1, 3]


def test_equals_stand_newest_first_whatever_order_they_come_in() -> None:
    equals = [one(1), one(2), one(3)]
    assert order(*equals) == order(*reversed(equals)) == [3, 2, 1]
    assert order() == []
