"""Justifications as an editor's form carries them."""

import json

import pytest

from review.forms.justifications import MOST, read_justifications


def test_words_by_the_name_of_their_field() -> None:
    assert read_justifications('{"why-C-001-ab": "已核对来源。"}') == {"why-C-001-ab": "已核对来源。"}


@pytest.mark.parametrize("posted", ["", "{", "[]", "1", "[" * 100_000])
def test_what_is_no_object_says_nothing(posted: str) -> None:
    assert read_justifications(posted) == {}


def test_what_no_page_of_ours_sends_is_left_out_and_cut() -> None:
    told = {"title": "x", "why-a": 1, "why-" + "a" * 300: "x", "why-b": "理" * 1001}
    assert read_justifications(json.dumps(told)) == {"why-b": "理" * 1000}


def test_so_many_are_kept() -> None:
    told = {f"why-C-{number}": "x" for number in range(MOST + 1)}
    assert len(read_justifications(json.dumps(told))) == MOST
