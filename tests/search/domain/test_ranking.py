"""The order of what was found."""

from datetime import UTC, datetime, timedelta

import pytest

from search.domain.analysis import QueryTerm, analyse
from search.domain.concepts import Concept, Matched, Way, way
from search.domain.ranking import Matter, Scored, freshness, rank, rarity

AT = datetime(2026, 3, 2, tzinfo=UTC)


def matter(
    number: int, title: str = "", body: str = "", *, age: timedelta = timedelta(), kind: str = "faq"
) -> Matter:
    return Matter(number, kind, AT - age, analyse(title).matter, analyse(body).matter)


def ranked(*candidates: Matter, words: tuple[str, ...] = ("基金",), run: bool = True) -> list[Scored]:
    values = {"基金": 3.0, "优惠": 1.0, "理财": 3.0, "产品": 2.0}
    ways = {word: way(word) for word in words}
    concepts = [
        Concept(word, (made,), 0 if run else number)
        for number, (word, made) in enumerate(ways.items())
        if made
    ]
    counts = {made: values[word] for word, made in ways.items() if made}
    forth = rank(candidates, concepts, counts, usual_length=100, at=AT)
    back = rank(candidates[::-1], concepts, counts, usual_length=100, at=AT)
    assert forth == back
    return forth


def order(*candidates: Matter, words: tuple[str, ...] = ("基金",), run: bool = True) -> list[int]:
    return [one.matter.edition_id for one in ranked(*candidates, words=words, run=run)]


def test_title_over_text() -> None:
    assert order(matter(1, body="基金其他"), matter(2, title="基金其他")) == [2, 1]


def test_more_often_over_once_and_short_over_long() -> None:
    assert order(matter(1, body="基金 甲 乙丙"), matter(2, body="基金 基金 乙")) == [2, 1]
    assert order(matter(1, body="基金" + "甲" * 500), matter(2, body="基金甲")) == [2, 1]


def test_the_rare_word_counts_more() -> None:
    assert order(matter(1, body="优惠"), matter(2, body="基金"), words=("优惠", "基金")) == [2, 1]


def test_everything_over_a_part_however_often() -> None:
    found = ranked(matter(1, body="基金 " * 9), matter(2, body="基金的优惠"), words=("基金", "优惠"))

    assert [(one.matter.edition_id, one.coverage) for one in found] == [(2, 1.0), (1, 0.75)]


def test_neighbours_over_words_apart_and_close_ones_over_distant() -> None:
    apart = "理财" + "甲" * 30 + "产品"
    words = ("理财", "产品")
    assert order(matter(1, body=apart), matter(2, body="理财产品" + "甲" * 30), words=words) == [2, 1]
    assert order(matter(1, body=apart), matter(2, body="理财甲产品" + "甲" * 29), words=words, run=False) == [
        2,
        1,
    ]


def test_fresh_over_stale() -> None:
    assert order(matter(1, "基金", age=timedelta(days=400)), matter(2, "基金", age=timedelta(days=1))) == [
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
    assert order(matter(1, "基金", age=second), matter(2, "基金"), matter(3, "基金")) == [3, 2, 1]


@pytest.mark.parametrize(("documents", "rows"), [(0, 0), (5, 3), (10, 10)])
def test_a_word_that_every_row_has_never_counts_against(documents: int, rows: int) -> None:
    assert rarity(documents, rows) >= 0


@pytest.mark.parametrize("place", ["title", "body"])
def test_initials_are_found_in_the_title_alone_and_in_the_text_alone(place: str) -> None:
    asked = Way("gzlc", 0.6, QueryTerm("_gzl"), Matched.INITIALS, (QueryTerm("_gzl"),), "gzlc")
    concept = Concept("gzlc", (asked,))
    there, other = matter(1, **{place: "稳健理财"}), matter(2, **{place: "股指理财"})

    found = rank([there, other], [concept], {asked: 1.0}, usual_length=100, at=AT)

    assert [(one.matter.edition_id, one.coverage) for one in found] == [(2, 1.0), (1, 0.0)]


def test_many_ways_and_parts_give_what_each_alone_gives() -> None:
    """The first way that stands in a text counts; of a long word that is not there, the pairs that are."""
    typed, meant = way("新股申购"), way("打新", 0.9)
    assert typed is not None
    assert meant is not None
    concept = Concept("新股申购", (typed, meant))
    values = {typed: 2.0, meant: 1.8}
    candidates = [
        matter(1, body="新股申购"),
        matter(2, body="打新"),
        matter(3, body="新股"),
        matter(4, body="无"),
    ]

    found = rank(candidates, [concept], values, usual_length=100, at=AT)

    assert [(one.matter.edition_id, round(one.coverage, 3)) for one in found] == [
        (1, 1.0), (2, 0.9), (3, 0.067), (4, 0.0),
    ]  # fmt: skip
