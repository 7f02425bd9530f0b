"""Hits stand where they were written, as they were written."""

from hypothesis import given
from hypothesis import strategies as st

from search.domain.highlighting import WINDOW, excerpt, hits


def marked(text: str, *terms: str) -> list[str]:
    return [text[start:end] for start, end in hits(text, terms)]


def test_the_text_as_written_is_marked_whatever_form_was_asked() -> None:
    assert marked("示范理財產品，ＥＴＦ聯接", "理财产品", "etf") == ["理財產品", "ＥＴＦ"]


def test_a_word_inside_a_word_and_an_unfinished_word_are_marked() -> None:
    assert marked("晨间财经早报", "早") == ["早"]
    assert marked("示范理财产品", "产品") == ["产品"]
    assert marked("代码110011", "1100") == ["1100"]


def test_a_date_is_marked_in_another_form() -> None:
    assert marked("截至2026年3月15日收盘", "2026-03-15") == ["2026年3月15日"]
    assert marked("截至2026年3月15日收盘", "03-15") == ["2026年3月15日"]


def test_overlapping_hits_become_one() -> None:
    assert marked("理财产品", "理财", "财产", "产品") == ["理财产品"]


def test_nothing_asked_marks_nothing() -> None:
    assert hits("理财产品", []) == []


def test_an_excerpt_begins_a_little_before_the_first_hit() -> None:
    text = "前" * 100 + "基金" + "后" * 200
    assert excerpt(text, hits(text, ["基金"])) == [
        ("…", False),
        ("前" * 16, False),
        ("基金", True),
        ("后" * (WINDOW - 18), False),
        ("…", False),
    ]


def test_an_excerpt_without_a_hit_is_the_beginning() -> None:
    assert excerpt("早安\n各位", []) == [("早安 各位", False)]
    assert excerpt("", []) == []


@given(st.text(max_size=200), st.lists(st.sampled_from(["早", "基金", "1", "a", "2026-03-15"])))
def test_stretches_put_together_are_the_text(text: str, terms: list[str]) -> None:
    stretches = excerpt(text[:WINDOW], hits(text[:WINDOW], terms))
    shown = "".join(part for part, _hit in stretches)
    assert shown.split() == text[:WINDOW].split()
