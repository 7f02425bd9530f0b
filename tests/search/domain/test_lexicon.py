"""The dictionary as lines."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain import segmentation
from search.domain.lexicon import Line, Relation, lexicon, shipped_lines
from search.domain.synonyms import shipped


@pytest.mark.parametrize(
    ("text", "relation", "words"),
    [
        ("安心添利", Relation.WORD, ("安心添利",)),
        ("打新 = ＩＰＯ=新股申購", Relation.SAME, ("打新", "ipo", "新股申购")),
        ("上市 > IPO 挂牌", Relation.WIDER, ("上市", "ipo", "挂牌")),
        ("", Relation.WORD, ()),
    ],
)
def test_a_line_is_read_in_its_folded_form(text: str, relation: Relation, words: tuple[str, ...]) -> None:
    line = Line.read(text)

    assert (line.relation, line.words) == (relation, words)
    assert Line.read(str(line)) == line


def test_what_people_type_has_any_sign_between() -> None:
    typed = "打新，新股申购\n 首发、网下；IPO"

    assert Line.of(Relation.SAME, typed).words == ("打新", "新股申购", "首发", "网下", "ipo")


@given(st.text(max_size=80))
def test_no_text_raises(text: str) -> None:
    Line.read(text)
    Line.of(Relation.SAME, text)


def test_the_shipped_lines_are_the_shipped_dictionary() -> None:
    found = lexicon([], set())

    assert found.lines == shipped_lines()
    assert found.others == shipped()
    assert found.words == segmentation.shipped_words()


def test_own_lines_add_and_shipped_ones_go() -> None:
    found = lexicon(
        [Line.read("安心添利"), Line.read("下午茶钱 = 零钱理财")], {"打新债 = 可转债申购 = 申购可转债"}
    )

    assert found.synonyms("下午茶钱") == ["零钱理财"]
    assert "可转债申购" in shipped()["打新债"]
    assert found.synonyms("打新债") == ()
    assert found.cut("买安心添利吧") == ["买", "安心添利", "吧"]
    assert "安心添利" not in segmentation.cut("买安心添利吧")


def test_a_process_cuts_by_what_it_was_told_to_keep() -> None:
    segmentation.keep(segmentation.shipped_words() | {"安心添利"})

    assert "安心添利" in segmentation.cut("买安心添利吧")
