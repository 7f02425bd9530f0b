"""Sounds of words."""

import pytest

from search.domain.pinyin import full, initials, is_spoken, loose, spoken, word_initials


def test_the_reading_follows_the_phrase() -> None:
    assert (full("重庆银行"), full("行情"), initials("银行存款")) == ("chongqingyinhang", "hangqing", "yhck")


def test_initials_of_a_word_begin_large() -> None:
    assert word_initials("理财") == "Lc"
    assert len(word_initials("𠀀𠀁")) == 2


@pytest.mark.parametrize(
    ("one", "other"), [("理财", "利材"), ("浙商", "则桑"), ("牛奶", "流来"), ("金融", "今融")]
)
def test_what_people_mix_up_sounds_alike(one: str, other: str) -> None:
    assert loose(one) == loose(other)


def test_other_words_do_not() -> None:
    assert loose("理财") != loose("理赔")


@pytest.mark.parametrize(
    ("typed", "expected"), [("zaobao", True), ("licaichanpin", True), ("lpr", False), ("", False)]
)
def test_letters_that_are_syllables(typed: str, expected: bool) -> None:
    assert is_spoken(typed) is expected


def test_a_text_is_spoken_character_by_character() -> None:
    assert spoken("早报 etf") == "zaobao etf"
