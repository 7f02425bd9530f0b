import pytest

from content.domain.merge import BRANCH, LINK, MANAGER, SAMPLE, fields_in, filled

TEXT = "我是{网点}的{客户经理}，{网点}欢迎您：{链接}"


def test_the_fields_of_a_text_each_once_in_order() -> None:
    assert fields_in(TEXT) == (BRANCH, MANAGER, LINK)
    assert fields_in("{电话}与{客户 经理}，{}，{" + "长" * 21 + "}") == ("电话",)


def test_every_place_is_filled() -> None:
    values = {MANAGER: "林晓", BRANCH: "桃园支行", LINK: "https://a.example/l/x"}
    assert filled(TEXT, values) == "我是桃园支行的林晓，桃园支行欢迎您：https://a.example/l/x"


def test_a_value_that_looks_like_a_field_is_not_filled_again() -> None:
    assert filled("{客户经理}", {MANAGER: "{网点}", BRANCH: "桃园支行"}) == "{网点}"


@pytest.mark.parametrize("text", ["{电话}", "没有字段", "{", "}{", "{客户经理"])
def test_what_is_no_field_stays_as_it_was_approved(text: str) -> None:
    assert filled(text, SAMPLE) == text
