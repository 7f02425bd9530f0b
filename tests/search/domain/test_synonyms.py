"""The table of synonyms."""

import pytest

from search.domain.synonyms import parse, shipped


def test_equals_find_each_other_and_an_arrow_goes_one_way() -> None:
    assert parse(["打新 = 新股申购", "大盘 > 沪指 上证指数"]) == {
        "打新": ["新股申购"],
        "新股申购": ["打新"],
        "大盘": ["沪指", "上证指数"],
    }


@pytest.mark.parametrize("line", ["打新", "打新 =", "= 打新"])
def test_a_line_that_says_nothing_is_an_error(line: str) -> None:
    with pytest.raises(ValueError, match="打新"):
        parse([line])


def test_the_shipped_table_knows_what_managers_type() -> None:
    table = shipped()
    assert len(table) > 500
    assert "新股申购" in table["打新"]
    assert "优惠" in table["薅羊毛"]
    assert "工资代发" in table["代发"]
    assert not any(word in others for word, others in table.items())
