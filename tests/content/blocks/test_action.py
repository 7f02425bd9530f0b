"""A call to action is refused in words, at the field that is wrong."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils.translation import override

from content.blocks.action import ActionBlock
from content.blocks.channels import ChannelBlock
from tests.conftest import MONDAY_MORNING
from tests.factories.content import ImageFactory, block, channel, group_code, h5_link

pytestmark = pytest.mark.django_db

MINI = {"words": "领取", "app_id": "wx0a1b2c3d4e5f6071", "path": "pages/offer/index"}
APP = {"words": "打开手机银行", "address": "shifanbank://offer/1"}
PHRASE = {"words": "春日福利", "where": "手机银行搜索框"}


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    with override("en"):
        yield


def cleaned(action: Any) -> Any:
    made = ActionBlock()
    return made.clean(made.to_python([action]))


@pytest.mark.parametrize(
    "action",
    [block("mini_program", MINI), block("app_link", APP), block("phrase", PHRASE), h5_link()],
    ids=lambda one: one["type"],
)
def test_what_is_complete_is_accepted(action: Any) -> None:
    assert cleaned(action)[0].block_type == action["type"]


@pytest.mark.parametrize(
    ("action", "field", "words"),
    [
        (block("mini_program", {**MINI, "app_id": "wx1"}), "app_id", "wx and sixteen characters"),
        (block("mini_program", {**MINI, "path": "https://a.example"}), "path", "such as pages/offer/index"),
        (block("app_link", {**APP, "address": "weixin://x"}), "address", "with one of: shifanbank://."),
        (h5_link("http://m.shifanbank.example/"), "address", "must begin with https://."),
        (h5_link("https://m.shifanbank.example@x.example/"), "address", "Write the address plainly"),
        (h5_link("https://10.0.0.1/"), "address", "must name a host"),
        (h5_link("", words="看"), "address", "This field is required."),
        (block("phrase", {**PHRASE, "where": ""}), "where", "This field is required."),
    ],
)
def test_what_is_wrong_is_said_at_its_field(action: Any, field: str, words: str) -> None:
    with pytest.raises(ValidationError) as caught:
        cleaned(action)
    errors = caught.value.block_errors[0].block_errors
    assert list(errors) == [field]
    assert words in errors[field].messages[0]


def refused(name: str, pictures: int, action: Any) -> set[str]:
    """Return the fields of the channel at which something is wrong."""
    made = ChannelBlock(name)
    raw = channel(name, "文案。", [ImageFactory() for _number in range(pictures)], action=action)["value"]
    try:
        made.clean(made.to_python(raw))
    except ValidationError as error:
        return set(error.block_errors)
    return set()


def test_moments_take_one_link_or_pictures_and_no_mini_program() -> None:
    assert refused("moments", 0, h5_link()) == set()
    assert refused("moments", 1, h5_link()) == {"action"}
    assert refused("moments", 1, block("app_link", APP)) == {"action"}
    assert refused("moments", 0, block("mini_program", MINI)) == {"action"}
    assert refused("group", 1, h5_link()) == set()
    assert refused("group", 0, block("mini_program", MINI)) == set()


def test_a_group_code_is_one_of_the_nine_pictures() -> None:
    code = group_code(ImageFactory(), MONDAY_MORNING)
    assert refused("group", 8, code) == set()
    assert refused("group", 9, code) == {"pictures"}
