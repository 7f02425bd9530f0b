"""Fields in channel texts: what may stand there is refused or let through before an officer sees it."""

import pytest

from core import clock
from review.actions.prepare import prepare
from tests.conftest import FrozenClock
from tests.factories.content import h5_link
from tests.factories.review import make_component

END = "以上信息仅供参考，不构成任何投资建议。"

pytestmark = pytest.mark.django_db


def problems(text: str, **traits: object) -> list[str]:
    component = make_component(texts={"group": f"{text}{END}"}, **traits)
    return [words for words in prepare(component, clock.now()).problems if "field" in words]


def test_known_fields_pass(frozen_clock: FrozenClock) -> None:
    assert problems("我是{网点}的{客户经理}。") == []


def test_an_unknown_field_is_named_with_those_that_exist(frozen_clock: FrozenClock) -> None:
    (words,) = problems("请拨打{电话}。")
    assert "{电话}" in words
    assert "{客户经理} {网点} {链接}" in words


def test_other_wordings_are_looked_at_too(frozen_clock: FrozenClock) -> None:
    (words,) = problems("一。", variants={"group": [f"二{{手机}}。{END}"]})
    assert "{手机}" in words


def test_a_link_needs_an_address(frozen_clock: FrozenClock) -> None:
    (words,) = problems("点这里：{链接} 。")
    assert "{链接}" in words
    assert problems("点这里：{链接} 。", actions={"group": h5_link()}) == []


def test_a_text_must_fit_with_the_longest_name(frozen_clock: FrozenClock) -> None:
    room = (4000 - len(f"{END}{{客户经理}}".encode())) // 3
    assert len(problems("{客户经理}" + "长" * room)) == 1
    assert problems("长" * room) == []
