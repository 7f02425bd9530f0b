"""Recall, precision and their bounds."""

import pytest

from review.domain.quality import Judged, Share, by_category, quality, tally
from review.domain.screening.result import Verdict

BLOCK, WARN, PASS = Verdict.block, Verdict.warn, Verdict.pass_


def test_block_counts_what_is_missed_and_what_is_stopped_for_nothing() -> None:
    found = quality(
        {
            Judged("promise", BLOCK, BLOCK): 6,
            Judged("promise", BLOCK, WARN): 1,
            Judged("promise", BLOCK, PASS): 1,
            Judged("news", PASS, BLOCK): 2,
            Judged("news", PASS, PASS): 10,
        }
    )
    assert (found.count, found.wrong) == (20, 4)
    assert found.block.recall == Share(6, 8)
    assert found.block.precision == Share(6, 8)


def test_a_graver_verdict_misses_nothing_and_a_milder_one_warns_of_nothing_false() -> None:
    found = quality(
        {
            Judged("pressure", WARN, WARN): 3,
            Judged("pressure", WARN, BLOCK): 1,
            Judged("pressure", WARN, PASS): 1,
            Judged("promise", BLOCK, WARN): 2,
            Judged("news", PASS, WARN): 4,
        }
    )
    assert found.warn.recall == Share(4, 5)
    assert found.warn.precision == Share(5, 9)
    assert found.block.precision == Share(0, 1)
    assert found.block.recall == Share(0, 2)


def test_categories_stand_by_themselves_in_the_order_of_their_names() -> None:
    counts = tally(
        [
            Judged("promise", BLOCK, BLOCK),
            Judged("news", PASS, BLOCK),
            Judged("promise", BLOCK, PASS),
            Judged("news", PASS, BLOCK),
        ]
    )
    found = by_category(counts)
    assert list(found) == ["news", "promise"]
    assert found["promise"].block.recall == Share(1, 2)
    assert found["promise"].block.precision == Share(1, 1)
    assert found["news"].block.precision == Share(0, 2)


def test_where_there_is_no_case_there_is_no_share() -> None:
    found = quality({})
    assert found.block.recall.value is None
    assert found.block.recall.bounds == (0.0, 1.0)
    assert (found.count, found.wrong) == (0, 0)


@pytest.mark.parametrize(
    ("share", "low", "high"),
    [(Share(8, 10), 0.490, 0.943), (Share(10, 10), 0.722, 1.0), (Share(950, 1000), 0.935, 0.962)],
)
def test_bounds_are_wide_where_cases_are_few(share: Share, low: float, high: float) -> None:
    """Figures as tables of Wilson's interval give them."""
    assert [round(one, 3) for one in share.bounds] == [low, high]
    assert share.is_small is (share.whole < 30)
