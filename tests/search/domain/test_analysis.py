"""Texts become terms, and the matter that the ranker reads."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.domain.analysis import MAX_TEXT, analyse, plain
from search.domain.figures import MAX_TERM


def terms(text: str) -> list[str]:
    return list(analyse(text).terms)


def test_chinese_is_found_by_its_pairs_characters_and_initials() -> None:
    assert terms("理财产品") == ["理财", "财产", "产品", "理", "财", "产", "品", "_lcc", "_ccp"]


@pytest.mark.parametrize("written", ["理財產品", "理财产品", "理\u200b财产品"])
def test_traditional_and_invisible_characters_make_no_difference(written: str) -> None:
    assert terms(written) == terms("理财产品")


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
        ("沪深300ETF", ["沪深", "沪", "深", "300etf", "300", "etf"]),
        ("R2", ["r2"]),
        ("1.250％", ["1.25%", "1.25"]),
        ("5.0%", ["5%", "5"]),
        ("3,512.77", ["3512.77"]),
        ("110011,110022", ["110011", "110022"]),
        ("2026-13-45", ["2026-13-45", "2026", "13", "45"]),
    ],
)
def test_numbers_and_codes_are_kept_whole_with_their_parts(written: str, expected: list[str]) -> None:
    assert terms(written) == expected


@pytest.mark.parametrize(
    "written", ["2026年3月15日", "2026-03-15", "2026/3/15", "2026.3.15", "２０２６年３月１５日"]
)
def test_a_date_is_one_term_however_it_is_written(written: str) -> None:
    assert terms(written)[:5] == ["2026-03-15", "03-15", "2026-03", "2026", "3月"]


def test_punctuation_and_emoji_are_dropped() -> None:
    assert terms("！？，。“”《》😀🎉—…") == []


def test_the_matter_has_the_text_its_figures_and_the_initials_of_its_words() -> None:
    matter = analyse("新 ETF，银行存款 1.50%\n").matter

    assert matter == "新 etf,银行存款 1.50%\n etf  1.5%  1.5 \nX Yhck"
    assert plain(matter) == "新 etf,银行存款 1.50%"


def test_the_vocabulary_gets_words_and_no_single_characters() -> None:
    assert analyse("买基金，看净值").words == {"基金", "净值"}


def test_long_input_is_bounded() -> None:
    assert max(map(len, terms("a" * 10_000))) == MAX_TERM
    assert "end" not in terms(" " * MAX_TEXT + "end")


@given(st.text(alphabet=st.characters(), max_size=300))
def test_any_text_gives_terms_without_spaces_and_never_raises(text: str) -> None:
    found = analyse(text)
    assert all(0 < len(term) <= MAX_TERM for term in found.terms)
    assert not any(character.isspace() or character == "\x00" for term in found.terms for character in term)
    assert found.matter.count("\n") == 2


@given(st.text(alphabet="理财产品早报基金养老信用卡ETF2026年3月15日1.5% ，", max_size=40))
def test_what_was_kept_can_be_analysed_again(text: str) -> None:
    once = analyse(text)
    assert analyse(plain(once.matter)) == once
