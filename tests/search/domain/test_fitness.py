"""What the dictionary takes."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.fitness import MOST_OTHERS, Problem, Unfit, check, check_among
from search.domain.lexicon import Line, Relation, lexicon


def problem(text: str) -> tuple[Problem, str]:
    line = Line.read(text)
    with pytest.raises(Unfit) as found:
        check(line)
        check_among(line, lexicon([], set()), lexicon([line], set()))
    return found.value.problem, found.value.word


@pytest.mark.parametrize(
    ("text", "expected", "word"),
    [
        ("", Problem.NOTHING, ""),
        ("=", Problem.NOTHING, ""),
        ("打新 =", Problem.SIGNS, ""),
        ("下午茶钱 >", Problem.TOO_FEW, "下午茶钱"),
        (" = ".join(f"零钱{one}" for one in "甲乙丙丁戊己庚辛壬癸子"), Problem.TOO_MANY, ""),
        ("安心 添利", Problem.ONE_WORD, "添利"),
        ("打新 = .*", Problem.SIGNS, ".*"),
        ("打新 = (a|b)+", Problem.SIGNS, "(a|b)+"),
        ("打新 = 新\x00股", Problem.SIGNS, "新 股"),
        ("打新 = 😀", Problem.SIGNS, "😀"),
        ("打新 = 钱", Problem.ONE_CHARACTER, "钱"),
        ("打新 = " + "长" * 21, Problem.TOO_LONG, "长" * 21),
        ("etf", Problem.NOT_CHINESE, "etf"),
        ("打新 = 什么", Problem.MEANS_NOTHING, "什么"),
        ("打新 = 打新", Problem.TWICE, "打新"),
        ("ETF = ｅｔｆ", Problem.TWICE, "etf"),
        ("老客户 = 13800138000", Problem.PERSONAL, ""),
        ("王建国存款50万 = 老客户", Problem.PERSONAL, ""),
        ("朋友圈", Problem.KNOWN, "朋友圈"),
        ("新股申购 = 打新", Problem.KNOWN, "新股申购"),
        ("大盘 > 沪指", Problem.KNOWN, "大盘"),
        ("新股 > 打新", Problem.CIRCLE, "打新"),
    ],
)
def test_what_is_wrong_is_named_with_the_word(text: str, expected: Problem, word: str) -> None:
    assert problem(text) == (expected, word)


def test_a_word_for_everything_is_refused() -> None:
    parts = ["零钱理财", "午茶理财", "早茶理财", "晚茶理财", "夜茶理财", "花茶理财", "红茶理财", "绿茶理财"]
    first, second = Line(Relation.WIDER, ("下午茶钱", *parts)), Line.read("下午茶钱 > 黑茶理财 白茶理财")
    before = lexicon([first], set())
    check_among(first, lexicon([], set()), before)

    with pytest.raises(Unfit) as found:
        check_among(second, before, lexicon([first, second], set()))

    assert (found.value.problem, found.value.word) == (Problem.TOO_MANY_OTHERS, "下午茶钱")
    assert MOST_OTHERS == 9


@pytest.mark.parametrize(
    "text", ["安心添利", "下午茶钱 = 零钱理财", "下午茶钱 > etf 110011", "打新 = 新股抽签"]
)
def test_what_is_fit(text: str) -> None:
    line = Line.read(text)
    check(line)
    check_among(line, lexicon([], set()), lexicon([line], set()))


@given(st.sampled_from(Relation), st.text(max_size=60))
def test_whatever_is_typed_is_taken_or_named(relation: Relation, typed: str) -> None:
    line = Line.of(relation, typed)
    try:
        check(line)
    except Unfit:
        return
    assert Line.read(str(line)) == line
