"""One slip of the finger."""

import pytest

from search.domain.distance import is_one_slip


@pytest.mark.parametrize("wrong", ["信用", "信卡", "信卡用", "用信卡", "信用卡片", "信佣卡", "刷信用卡"])
def test_left_out_added_replaced_or_turned(wrong: str) -> None:
    assert is_one_slip(wrong, "信用卡")


@pytest.mark.parametrize("other", ["信用卡", "卡用信", "信", "借记卡", "信用卡账单"])
def test_the_same_and_what_is_further_away(other: str) -> None:
    assert not is_one_slip(other, "信用卡")
