import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from review.domain.screening.normalise import fold, normalise

TRICKY = st.text(
    alphabet=st.one_of(
        st.characters(),
        st.sampled_from("保本险險１２ａ①🈚\u200b\u200d\ufe0f\u20e3\u202e \t\u3000\nﷺ㎏İ"),
    ),
    max_size=60,
)


@pytest.mark.parametrize(
    ("original", "normalised"),
    [
        ("ＡＢＣ１２３％", "abc123%"),
        ("零風險", "零风险"),
        ("保\u200b本\u2060收\ufeff益", "保本收益"),
        ("保\u0336本\u0336", "保本"),
        ("\u202e保本\u202c", "保本"),
        ("1\ufe0f\u20e3", "1"),
        ("🈚風險", "无风险"),
        ("毫 无 风\u3000险", "毫无风险"),
        ("年化 3 %", "年化3 %"),
        ("电话 138 1234 5678", "电话138 1234 5678"),
        ("best buy", "best buy"),
        ("第①", "第1"),
        ("㎏", "kg"),
        ("甲\r乙\u2028丙", "甲\n乙\n丙"),
        ("\ud800甲", "甲"),
        ("", ""),
    ],
)
def test_form(original: str, normalised: str) -> None:
    assert normalise(original).text == normalised


def test_span_covers_what_was_dropped_inside_and_nothing_outside() -> None:
    text = normalise("\u200b零\u200b風 險\u200b！")
    assert text.text == "零风险!"
    assert text.span(0, 3) == (1, 6)
    assert text.original[1:6] == "零\u200b風 險"


def test_one_character_that_becomes_several_keeps_its_place() -> None:
    text = normalise("共5㎏米")
    assert text.text == "共5kg米"
    assert text.span(2, 3) == text.span(3, 4) == text.span(2, 4) == (2, 3)


@pytest.mark.parametrize(("start", "end"), [(0, 0), (1, 1), (-1, 1), (0, 3), (2, 1)])
def test_no_span_outside_the_text(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="no span"):
        normalise("保本").span(start, end)


@given(TRICKY)
@example("\ud800 保 \u200b 1 2 本")
def test_every_original_position_is_reached_or_dropped_for_a_reason(original: str) -> None:
    text = normalise(original)
    reached = {
        position for start, end in zip(text.starts, text.ends, strict=True) for position in range(start, end)
    }
    for position, char in enumerate(original):
        if position not in reached:
            assert fold(char).strip(" ") == ""


@given(TRICKY)
def test_spans_are_valid_and_in_order(original: str) -> None:
    text = normalise(original)
    assert len(text.text) == len(text.starts) == len(text.ends)
    assert list(text.starts) == sorted(text.starts)
    for index in range(len(text.text)):
        start, end = text.span(index, index + 1)
        assert 0 <= start < end <= len(original)
        assert text.text[index] in fold(original[start])


@given(TRICKY)
def test_a_normalised_text_no_longer_changes(original: str) -> None:
    once = normalise(original).text
    assert normalise(once).text == once
