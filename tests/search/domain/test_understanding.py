"""What a query asks for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.concepts import Matched
from search.domain.synonyms import shipped
from search.domain.understanding import MAX_CONCEPTS, concepts, is_question


def asked(query: str) -> list[str]:
    return [one.typed for one in concepts(query, lambda _word: ())]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("理財，ETF", ["理财", "etf"]),
        ("早报 早报", ["早报"]),
        ("理财的收益", ["理财", "收益"]),
        ("怎么提额", ["提额"]),
        ("的", ["的"]),
        ("养老licai", ["养老", "licai"]),
        ("利财", ["利财"]),
        ("薅羊毛 咖啡", ["薅羊毛", "咖啡"]),
        ("2026-3-15", ["2026-3-15"]),
        ('" \x00 * ^ : () - 😀', []),
    ],
)
def test_words_in_the_order_typed(query: str, expected: list[str]) -> None:
    assert asked(query) == expected


def test_neighbours_are_told_from_words_apart() -> None:
    runs = [one.run for one in concepts("黄金基金 利率", lambda _word: ())]

    assert runs[0] == runs[1] != runs[2]


def test_only_the_last_word_is_unfinished() -> None:
    first, last = concepts("et lp", lambda _word: ())

    assert [term.unfinished for term in first.ways[0].terms + last.ways[0].terms] == [False, True]


def test_synonyms_are_further_ways_and_count_less() -> None:
    (deal,) = concepts("薅羊毛", lambda word: shipped().get(word, ()))

    assert deal.ways[0].text == "薅羊毛"
    assert {"优惠", "立减", "福利"} <= {way.text for way in deal.ways[1:]}
    assert all(way.weight < deal.ways[0].weight for way in deal.ways[1:])


def test_the_number_inside_a_code_is_another_way() -> None:
    (code,) = concepts("sh600000", lambda _word: ())

    assert [(way.text, way.matched) for way in code.ways] == [
        ("sh600000", Matched.FIGURE),
        ("600000", Matched.FIGURE),
    ]


def test_long_input_is_bounded() -> None:
    assert len(asked(" ".join(f"a{number}" for number in range(99)))) == MAX_CONCEPTS


@given(st.text(alphabet=st.characters(), max_size=300))
def test_no_text_raises(text: str) -> None:
    for one in concepts(text, lambda word: shipped().get(word, ())):
        assert one.ways[0].terms


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("定期到期了怎么办？", True),
        ("如何提额", True),
        ("能提前取吗", True),
        ("定期存款", False),
        ("", False),
    ],
)
def test_a_question_is_told_from_words(query: str, expected: bool) -> None:
    assert is_question(query) is expected
