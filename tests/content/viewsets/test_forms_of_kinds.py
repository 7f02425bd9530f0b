"""The form of every kind: what is empty or too long is refused at its field, in Chinese, and is kept."""

import re
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override
from wagtail import blocks

from content import registry
from content.blocks.text import PlainCharBlock, PlainTextBlock
from content.kinds import KINDS, Kind, get_kind
from content.models import Component
from core import clock
from people.models import User
from tests.content.posting import form_data, signed_in
from tests.factories.bodies import BODIES
from tests.factories.content import ImageFactory, channel
from tests.factories.kinds import make_of_kind

CHINESE = re.compile(r"[\u4e00-\u9fff]")
TOO_LONG = "超" * 4001
ONE_LINE = (PlainCharBlock, PlainTextBlock)
Change = Callable[[blocks.Block, Any], Any]


def mapped(block: blocks.Block, raw: Any, change: Change) -> Any:
    """Return the raw value with each leaf as `change` wants it."""
    if isinstance(block, blocks.StructBlock):
        return {
            name: mapped(child, raw.get(name), change)
            for name, child in block.child_blocks.items()
            if name in raw
        }
    if isinstance(block, blocks.ListBlock):
        return [{**item, "value": mapped(block.child_block, item["value"], change)} for item in raw]
    return change(block, raw)


def lengthened(block: blocks.Block, raw: Any) -> Any:
    return TOO_LONG if isinstance(block, ONE_LINE) else raw


def emptied(block: blocks.Block, raw: Any) -> Any:
    return "<p></p>" if isinstance(block, blocks.RichTextBlock) else ""


def body_with(kind: Kind, editor: User, change: Change) -> list[dict[str, Any]]:
    declared = dict(kind.blocks)
    body = BODIES[kind.code](clock.now(), ImageFactory(branch=editor.branch))
    return [{**one, "value": mapped(declared[one["type"]], one["value"], change)} for one in body]


def messages(error: Any) -> Iterator[str]:
    """Yield every message of a tree of block errors."""
    inner = [*_all(getattr(error, "block_errors", None)), *_all(getattr(error, "non_block_errors", None))]
    for one in inner:
        yield from messages(one)
    if not inner:
        yield from error.messages if isinstance(error, ValidationError) else [str(error)]


def _all(errors: Any) -> list[Any]:
    return [one for one in (errors.values() if isinstance(errors, dict) else errors or []) if one]


def leaves(block: blocks.Block, path: str = "") -> Iterator[tuple[str, blocks.Block]]:
    """Yield each field of a block with its path."""
    if isinstance(block, blocks.StructBlock):
        for name, child in block.child_blocks.items():
            yield from leaves(child, f"{path}/{name}")
    elif isinstance(block, blocks.ListBlock):
        yield from leaves(block.child_block, f"{path}/*")
    else:
        yield path, block


FIELDS = [
    pytest.param(leaf, id=f"{kind.code}/{name}{path}")
    for kind in KINDS
    for name, block in kind.blocks
    for path, leaf in leaves(block)
]


@pytest.mark.parametrize("leaf", FIELDS)
def test_each_field_says_in_chinese_what_is_wrong_with_it(leaf: blocks.Block) -> None:
    wrong: list[Any] = [None, ""] if leaf.required else []
    if isinstance(leaf, ONE_LINE):
        wrong += [TOO_LONG, "看不见\u200b的字"]
    with override("zh-hans"):
        assert CHINESE.search(str(leaf.label))
        for value in wrong:
            with pytest.raises(ValidationError) as refused:
                leaf.clean(leaf.normalize(value))
            assert all(CHINESE.search(words) for words in messages(refused.value))


@pytest.mark.parametrize("code", sorted(BODIES))
def test_everything_too_long_is_refused_and_kept(code: str, editor: User) -> None:
    made = make_of_kind(code, editor, clock.now())
    body = body_with(get_kind(code), editor, lengthened)
    response = signed_in(editor).post(address(made), form_data(made, body=body))
    assert response.status_code == 200
    found = [
        words for error in response.context["form"].errors.as_data()["body"] for words in messages(error)
    ]
    assert found
    assert all(CHINESE.search(words) for words in found)
    assert count(response.context["form"]["body"].value().get_prep_value()) == count(body)
    assert Component.objects.get().latest_revision_id == made.latest_revision_id


@pytest.mark.parametrize("code", sorted(BODIES))
def test_everything_empty_may_be_a_draft_but_is_not_submitted(
    code: str, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "submit_url", lambda component: "/submit/")
    made = make_of_kind(code, editor, clock.now())
    body = body_with(get_kind(code), editor, emptied)
    empty = form_data(made, body=body, channels=[], segments=[], valid_from="", valid_until="")
    client = signed_in(editor)
    submitted = client.post(address(made), {**empty, "action-submit-review": "1"})
    assert submitted.status_code == 200
    errors = submitted.context["form"].errors.as_data()
    expected = {"body", "segments", "valid_from", "valid_until"}
    assert set(errors) == expected | ({"channels"} if get_kind(code).needs_channels else set())
    found = [words for one in errors.values() for error in one for words in messages(error)]
    assert all(CHINESE.search(words) for words in found)
    assert client.post(address(made), empty).status_code == 302


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_new_form_shows_each_part_once_with_an_id_of_its_own(kind: Kind, editor: User) -> None:
    response = signed_in(editor).get(reverse(f"content_{kind.code}:add"))
    form = response.context["form"]
    body, opened = form["body"].value(), form.instance.channels
    needed = {name for name, _block in kind.blocks} - kind.optional
    assert needed <= {one.block_type for one in body}
    assert len({one.id for one in [*body, *opened]} - {None}) == len(body) + len(opened)
    assert tuple(one.block_type for one in opened) == kind.opens_channels
    assert ("channels" in form.fields) is kind.needs_channels
    attrs = form.fields["body"].block.meta.form_attrs
    assert attrs["data-once"].split() == [name for name, _block in kind.blocks]
    assert set(attrs["data-optional"].split()) == kind.optional
    assert "New:" not in response.content.decode()


def test_texts_of_a_kind_that_is_sent_to_nobody_are_kept_though_not_shown(editor: User) -> None:
    made = make_of_kind("lesson", editor, clock.now(), channels=[channel("group", "从前写过的")])
    data = {name: value for name, value in form_data(made).items() if not name.startswith("channels")}
    assert signed_in(editor).post(address(made), {**data, "title": "改过"}).status_code == 302
    saved = Component.objects.get()
    assert (saved.title, saved.channels[0].value["text"]) == ("改过", "从前写过的")


def test_two_who_edit_one_piece_lose_nothing(editor: User) -> None:
    made = make_of_kind("script", editor, clock.now())
    client = signed_in(editor)
    mine, theirs = form_data(made, title="我的"), form_data(made, title="别人的")
    assert client.post(address(made), theirs).status_code == 302
    late = client.post(address(made), mine)
    assert (late.status_code, late.context["form"]["title"].value()) == (409, "我的")
    assert "已有他人保存了更新的版本" in late.content.decode()
    assert Component.objects.get().title == "别人的"


def address(component: Component) -> str:
    return reverse(f"content_{component.kind}:edit", args=[component.pk])


def count(raw: Any) -> int:
    """Return how many of the long texts stand in a raw stream."""
    if isinstance(raw, str):
        return raw.count(TOO_LONG)
    parts = raw.values() if isinstance(raw, dict) else raw if isinstance(raw, list) else []
    return sum(count(part) for part in parts)


def test_no_field_is_named_like_what_wagtail_posts_beside_it() -> None:
    """A field called `count` would be taken for the number of a list's rows, and refused when empty."""
    own = {"count", "deleted", "order", "type", "id"}
    named = {
        f"{kind.code}/{name}{path}"
        for kind in KINDS
        for name, block in kind.blocks
        for path, _leaf in leaves(block)
    }
    assert {path for path in named if own & set(path.split("/"))} == set()
