"""The order of what was found."""

from datetime import UTC, datetime, timedelta

from search.domain.analysis import QueryTerm
from search.domain.ranking import Scored, freshness, rank

AT = datetime(2026, 3, 2, tzinfo=UTC)
FUND, DEAL = QueryTerm("基金"), QueryTerm("优惠")


def scored(
    number: int, title: str = "", body: str = "", *, age: timedelta = timedelta(), kind: str = "faq"
) -> Scored:
    return Scored(number, kind, AT - age, title, body)


def order(*candidates: Scored, terms: tuple[QueryTerm, ...] = (FUND,), rows: int = 100) -> list[int]:
    frequencies = {FUND: 5, DEAL: 60}
    forth = rank(candidates, terms, frequencies, rows=rows, at=AT)
    back = rank(candidates[::-1], terms, frequencies, rows=rows, at=AT)
    assert forth == back
    return [one.edition_id for one in forth]


def test_title_over_text() -> None:
    assert order(scored(1, body="基金 其他"), scored(2, title="基金 其他")) == [2, 1]


def test_more_often_over_once_and_short_over_long() -> None:
    assert order(scored(1, body="基金 甲 乙"), scored(2, body="基金 基金 乙")) == [2, 1]
    assert order(scored(1, body="基金 " + "甲 " * 500), scored(2, body="基金 甲")) == [2, 1]


def test_the_rare_word_counts_more() -> None:
    assert order(scored(1, body="优惠"), scored(2, body="基金"), terms=(DEAL, FUND)) == [2, 1]


def test_fresh_over_stale() -> None:
    assert order(scored(1, "基金", age=timedelta(days=400)), scored(2, "基金", age=timedelta(days=1))) == [
        2,
        1,
    ]


def test_a_brief_stales_sooner_than_an_answer() -> None:
    day_ago = AT - timedelta(days=1)
    assert freshness("morning_brief", day_ago, AT) == 0.25
    assert freshness("faq", day_ago, AT) > 0.99
    assert freshness("faq", AT + timedelta(days=1), AT) == 1.0


def test_equals_stand_newest_first_then_by_id() -> None:
    second = timedelta(microseconds=1)
    assert order(scored(1, "基金", age=second), scored(2, "基金"), scored(3, "基金")) == [3, 2, 1]


def test_a_word_that_every_row_has_never_counts_against() -> None:
    assert order(scored(1, body="甲"), scored(2, body="优惠"), terms=(DEAL,), rows=10) == [2, 1]
