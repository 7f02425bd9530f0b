"""A full form of each kind with one thing wrong: named once, in Chinese, and what was typed is kept."""

import json
import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import QueryDict
from wagtail import blocks

from content.enums import QuoteRight
from content.kinds import KINDS, Kind, ProductNeed
from content.models import Component, proxy_for
from core import clock
from people.models import User
from tests.content.posting import form_data
from tests.content.viewsets.test_forms_of_kinds import ONE_LINE, TOO_LONG, messages
from tests.factories.kinds import make_of_kind

pytestmark = pytest.mark.usefixtures("frozen_clock")

CHINESE = re.compile(r"[\u4e00-\u9fff]")
each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
Raw = list[dict[str, Any]]
Setter = Callable[[Any], None]


def fields(block: blocks.Block, value: Any, setter: Setter, path: str) -> Iterator[tuple[str, Any, Setter]]:
    """Yield path, block and setter of each field that is filled, of a list its first entry's."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            if name in value:
                yield from fields(child, value[name], _setter_of(value, name), f"{path}/{name}")
    elif isinstance(block, blocks.ListBlock):
        for item in value[:1]:
            yield from fields(block.child_block, item["value"], _setter_of(item), f"{path}/*")
    elif value not in (None, ""):
        yield path, block, setter


def _setter_of(holder: dict[str, Any], name: str = "value") -> Setter:
    return lambda new: holder.update({name: new})


def spoilt(kind: Kind, body: Raw, value: Callable[[blocks.Block], Any]) -> Iterator[tuple[str, Raw]]:
    """Yield the body once for each field, with what `value` gives for it, unless that is None."""
    declared = dict(kind.blocks)
    paths = [path for one in body for path, _block, _set in _fields_of(declared, one)]
    for path in paths:
        changed = alone(body)
        for one in changed:
            for found, block, setter in _fields_of(declared, one):
                if found == path and (wrong := value(block)) is not None:
                    setter(wrong)
                    yield path, changed


def _fields_of(declared: dict[str, blocks.Block], one: dict[str, Any]) -> Iterator[tuple[str, Any, Setter]]:
    yield from fields(declared[one["type"]], one["value"], _setter_of(one), one["type"])


def nothing(block: blocks.Block) -> Any:
    if not block.required:
        return None
    return "<p></p>" if isinstance(block, blocks.RichTextBlock) else ""


def too_much(block: blocks.Block) -> Any:
    return TOO_LONG if isinstance(block, ONE_LINE) else None


def alone(body: Raw) -> Raw:
    """Return a copy in which nothing stands twice: the factories repeat one mapping for several entries."""
    found: Raw = json.loads(json.dumps(body))
    return found


def said(made: Component, user: User, **changes: Any) -> dict[str, list[str]]:
    """Fill the kind's form as for review; return what it says by field. It must keep what was typed."""
    form_class = proxy_for(made.kind).snippet_viewset.get_edit_handler().get_form_class()
    posted = QueryDict(mutable=True)
    for name, value in form_data(made, **changes).items():
        posted.setlist(name, value if isinstance(value, list) else [value])
    form = form_class(posted, instance=proxy_for(made.kind).objects.get(pk=made.pk), for_user=user)
    assert not form.is_valid(), changes
    assert form["title"].value() == changes.get("title", made.title)
    if "body" in changes:
        assert texts(changes["body"]) <= texts(form["body"].value().get_prep_value())
    return {
        name: [words for one in found for words in messages(one)]
        for name, found in form.errors.as_data().items()
    }


def texts(raw: Any) -> set[str]:
    """Return the texts in a raw stream that a form gives back letter by letter."""
    if isinstance(raw, dict):
        return set().union(*(texts(part) for name, part in raw.items() if name not in {"id", "type"}))
    if isinstance(raw, list):
        return set().union(*(texts(part) for part in raw))
    return {raw} if isinstance(raw, str) and CHINESE.search(raw) and "<" not in raw else set()


@pytest.mark.parametrize("value", [nothing, too_much])
@each_kind
def test_each_field_of_its_blocks(kind: Kind, value: Callable[[blocks.Block], Any], editor: User) -> None:
    made = make_of_kind(kind.code, editor, clock.now())
    seen = 0
    for path, body in spoilt(kind, made.body.get_prep_value(), value):
        found = said(made, editor, body=body)
        assert list(found) == ["body"], path
        assert [bool(CHINESE.search(words)) for words in found["body"]] == [True], (path, found)
        seen += 1
    assert seen > 0 or (value is too_much and kind.code == "poster")


SHARED: list[tuple[str, dict[str, Any]]] = [
    ("title", {"title": ""}),
    ("title", {"title": "长" * 81}),
    ("title", {"title": "看不见\u200b的字"}),
    ("segments", {"segments": []}),
    ("segments", {"segments": ["nobody"]}),
    ("valid_from", {"valid_from": ""}),
    ("valid_from", {"valid_from": "明天上午"}),
    ("valid_until", {"valid_until": ""}),
    ("tier", {"tier": "no-such-tier"}),
]


@pytest.mark.parametrize(("name", "changes"), SHARED)
def test_a_field_that_all_kinds_share(name: str, changes: dict[str, Any], editor: User) -> None:
    found = said(make_of_kind("faq", editor, clock.now()), editor, **changes)
    assert list(found) == [name]
    assert all(CHINESE.search(words) for words in found[name])


@each_kind
def test_what_each_kind_asks_for_besides_its_blocks(kind: Kind, editor: User) -> None:
    made = make_of_kind(kind.code, editor, clock.now())
    ends = {"valid_from": "2026-03-09 08:00", "valid_until": "2026-03-08 08:00"}
    assert said(made, editor, **ends) == {"valid_until": ["结束时间必须晚于开始时间。"]}
    if kind.needs_channels:
        assert said(made, editor, channels=[]) == {"channels": ["请至少填写一个渠道的文案。"]}
    if kind.product is ProductNeed.MUST:
        assert said(made, editor, product="") == {"product": ["请选择稿件涉及的产品。"]}


def with_value(body: Raw, block: str, **changes: Any) -> Raw:
    found = alone(body)
    (one,) = (one for one in found if one["type"] == block)
    one["value"].update(changes)
    return found


def with_item(body: Raw, block: str, index: int, **changes: Any) -> Raw:
    found = alone(body)
    (one,) = (one for one in found if one["type"] == block)
    one["value"][index]["value"].update(changes)
    return found


HALF_PRICE = "对比价必须高于活动价。"
ENDS_FIRST = "结束时间必须晚于开始时间。"
NO_CITY = "请写明城市，让客户找得到。"
NO_AUTHOR = "请填写引用内容的作者。"
STEP_BACK = "第 -60 分钟早于上一步，请调整顺序。"
TOO_DEAR = "确保该值小于或等于50000。"
NO_WEEKDAY = "请选择栏目在星期几。"
NO_DAYS = "请填写第一天和最后一天。"

CONTRADICTIONS: list[tuple[str, Callable[[Raw], Raw], str]] = [
    ("noon_deal", lambda body: with_value(body, "offer", usual_price="18.00"), HALF_PRICE),
    (
        "noon_deal",
        lambda body: with_value(body, "offer_times", ends="2026-03-01T08:00:00+08:00"),
        ENDS_FIRST,
    ),
    ("noon_deal", lambda body: with_value(body, "place", city="待定"), NO_CITY),
    (
        "evening_topic",
        lambda body: with_value(body, "topic", right=QuoteRight.LICENSED),
        NO_AUTHOR,
    ),
    (
        "activity_kit",
        lambda body: with_item(body, "run_down", 1, minute=-60),
        STEP_BACK,
    ),
    (
        "activity_kit",
        lambda body: with_item(body, "prizes", 0, worth="50000.01"),
        TOO_DEAR,
    ),
    ("calendar_column", lambda body: with_value(body, "column", weekday=None), NO_WEEKDAY),
    (
        "calendar_column",
        lambda body: with_value(body, "column", occasion="festival"),
        NO_DAYS,
    ),
    (
        "calendar_column",
        lambda body: with_value(
            body, "column", occasion="season", first_day="2026-03-02", last_day="2026-03-01"
        ),
        "最后一天早于第一天。",
    ),
    (
        "ugc_story",
        lambda body: with_value(body, "consent", holds_until="2026-03-01"),
        ENDS_FIRST,
    ),
    ("lesson", lambda body: _with_right_answer(body, 9), "确保该值小于或等于5。"),
    ("market_note", lambda body: _with_point(body, "1月"), "“1月”重复了。"),
]


def _with_right_answer(body: Raw, number: int) -> Raw:
    return with_item(body, "lesson_test", 0, right_answer=number)


def _with_point(body: Raw, name: str) -> Raw:
    found = alone(body)
    (one,) = (one for one in found if one["type"] == "market_table")
    one["value"]["points"][1]["value"]["name"] = name
    return found


@pytest.mark.parametrize(("code", "contradict", "words"), CONTRADICTIONS)
def test_a_contradiction(code: str, contradict: Callable[[Raw], Raw], words: str, editor: User) -> None:
    made = make_of_kind(code, editor, clock.now())
    assert said(made, editor, body=contradict(made.body.get_prep_value())) == {"body": [words]}
