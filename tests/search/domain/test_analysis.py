"""Texts and queries become the same terms."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.analysis import MAX_QUERY_TERMS, MAX_TEXT, QueryTerm, query_terms, split, spread, terms
from search.domain.figures import MAX_TERM


def asked(query: str) -> list[str]:
    return [term.text for term in query_terms(query)]


def test_a_word_is_found_by_the_words_inside_it_and_by_each_character() -> None:
    assert terms("理财产品") == ["理财", "财产", "产品", "理财产品", "理", "财", "产", "品"]


@pytest.mark.parametrize("written", ["理財產品", "理财产品", "理\u200b财产品"])
def test_traditional_and_invisible_characters_make_no_difference(written: str) -> None:
    assert asked(written) == ["理财产品"]


@pytest.mark.parametrize("written", ["ETF", "etf", "ＥＴＦ", "Etf"])
def test_case_and_width_make_no_difference(written: str) -> None:
    assert terms(written) == ["etf"]


def test_accents_make_no_difference_however_they_are_composed() -> None:
    assert terms("Café") == terms("Cafe\u0301") == ["cafe"]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("110011", ["110011"]),
        ("000001", ["000001"]),
        ("510300.SH", ["510300.sh", "510300", "sh"]),
        ("沪深300ETF", ["沪", "深", "300etf", "300", "etf"]),
        ("R2", ["r2"]),
        ("1.250％", ["1.25%", "1.25"]),
        ("5.0%", ["5%", "5"]),
        ("3,512.77", ["3512.77"]),
        ("110011,110022", ["110011", "110022"]),
    ],
)
def test_numbers_and_codes_are_kept_whole_with_their_parts(written: str, expected: list[str]) -> None:
    assert terms(written) == expected


@pytest.mark.parametrize(
    "written", ["2026年3月15日", "2026-03-15", "2026/3/15", "2026.3.15", "２０２６年３月１５日"]
)
def test_a_date_is_one_term_however_it_is_written(written: str) -> None:
    assert asked(written) == ["2026-03-15"]
    assert terms(written)[:5] == ["2026-03-15", "03-15", "2026-03", "2026", "3月"]


@pytest.mark.parametrize(
    ("query", "expected"), [("3月15号", "03-15"), ("3月", "3月"), ("2026年3月", "2026-03"), ("2026", "2026")]
)
def test_a_part_of_a_date_is_among_the_terms_of_the_whole(query: str, expected: str) -> None:
    assert asked(query) == [expected]
    assert expected in terms("发布于2026年3月15日")


def test_what_is_no_date_is_no_date() -> None:
    assert asked("2026-13-45") == ["2026-13-45"]


def test_punctuation_and_emoji_are_dropped() -> None:
    assert terms("！？，。“”《》😀🎉—…") == []
    assert query_terms('" \x00 * ^ : () - 😀') == ()


def test_only_the_last_word_is_unfinished() -> None:
    assert query_terms("晨间 早") == (QueryTerm("晨间"), QueryTerm("早", unfinished=True))


def test_a_word_asked_twice_counts_once() -> None:
    assert query_terms("早报 早报") == (QueryTerm("早报", unfinished=True),)


def test_particles_do_not_count_beside_other_words_but_alone_they_do() -> None:
    assert asked("理财的收益") == ["理财", "收益"]
    assert asked("的") == ["的"]


def test_an_unfinished_term_counts_everything_that_begins_with_it() -> None:
    assert QueryTerm("早", unfinished=True).count(spread("早报 早 早 晚报")) == 3
    assert QueryTerm("早").count(spread("早报 早 早 晚报")) == 2


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("上海浦东发展银行", ["上海", "浦东", "发展", "银行"]),
        ("信用卡", ["信用", "卡"]),
        ("理财", ["理财"]),
        ("蜀九香", ["蜀", "九", "香"]),
        ("300etf", ["300", "etf"]),
        ("110011", ["110011"]),
    ],
)
def test_a_word_splits_into_the_words_inside_it(word: str, expected: list[str]) -> None:
    assert [part.text for part in split(QueryTerm(word))] == expected


def test_only_the_last_part_of_an_unfinished_word_is_unfinished() -> None:
    assert split(QueryTerm("信用卡", unfinished=True)) == (
        QueryTerm("信用"),
        QueryTerm("卡", unfinished=True),
    )


def test_long_input_is_bounded() -> None:
    assert len(query_terms("甲 乙 丙 丁 戊 己 庚 辛 壬 癸 子 丑 寅 卯")) == MAX_QUERY_TERMS
    assert max(map(len, terms("a" * 10_000))) == MAX_TERM
    assert "end" not in terms(" " * MAX_TEXT + "end")


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_gives_terms_without_spaces_and_never_raises(text: str) -> None:
    found = [*terms(text), *asked(text)]
    assert all(0 < len(term) <= MAX_TERM for term in found)
    assert not any(character.isspace() or character == "\x00" for term in found for character in term)


@given(st.text(alphabet="理财产品早报基金养老信用卡ETF2026年3月15日1.5% ，", min_size=1, max_size=12))
def test_what_is_indexed_is_found_by_its_own_words_or_their_parts(text: str) -> None:
    known = set(terms(text))
    for term in query_terms(text):
        assert term.text in known or {part.text for part in split(term)} <= known
