"""How the parts of each kind are read: a schedule, a quiz, a page, a chat, a poster with its card."""

import re
from typing import Any

import pytest
from bs4 import BeautifulSoup

from content.enums import CardPlace
from content.kinds import KINDS
from content.queries.freezing import document_of
from content.templatetags.content_document import VIEWS, render_component, render_document
from core import clock
from people.models import User
from tests.factories.bodies import BODIES
from tests.factories.content import ImageFactory
from tests.factories.kinds import make_of_kind


def shown(code: str, editor: User, mode: str = "document") -> BeautifulSoup:
    made = make_of_kind(code, editor, clock.now())
    return BeautifulSoup(render_component(made, mode), "html.parser")


def words(page: BeautifulSoup, selector: str) -> list[str]:
    return [re.sub(r"\s+", " ", found.get_text(" ", strip=True)) for found in page.select(selector)]


def test_a_run_down_is_a_schedule(editor: User) -> None:
    page = shown("activity_kit", editor)
    assert words(page, ".doc-schedule__minute") == ["-30′", "开始"]
    assert words(page, ".doc-schedule__what") == ["主持人 置顶公告 半小时后开始。", "第一题来了。"]
    assert len(page.select(".doc-schedule__step:nth-of-type(2) img")) == 1


def test_a_persona_is_a_page_with_five_steps_and_its_type(editor: User) -> None:
    page = shown("persona_template", editor)
    assert words(page, ".doc-persona__type")[0].endswith("(INTJ)")
    assert words(page, ".doc-persona__says") == ["我用数据陪您看懂日常财务。"]
    assert [line.split(" ")[1] for line in words(page, ".doc-steps__one")] == [
        "人设定位",
        "内容武器库",
        "场景化演绎",
        "智能辅助",
        "裂变激励",
    ]


def test_a_frequent_question_is_asked_and_answered(editor: User) -> None:
    page = shown("faq", editor)
    assert words(page, ".doc-asked") == [
        "问 怎样修改短信提醒？",
        "答 打开手机银行，进入“设置”，选择“消息提醒”即可修改。",
    ]
    assert "短信提醒在哪里改" in page.get_text()


def test_a_lesson_is_a_quiz_whose_answers_are_folded_away(editor: User) -> None:
    page = shown("lesson", editor)
    assert words(page, ".doc-quiz__asked") == ["可以在朋友圈预测行情吗？"] * 3
    assert words(page, ".doc-quiz__one:first-child .doc-quiz__answers li") == ["可以", "不可以"]
    assert words(page, "details.doc-quiz__solution p")[0] == "正确答案是第 2 项。 预测行情会误导客户。"
    assert page.select("details[open]") == []


def test_a_script_is_a_scene_with_replies(editor: User) -> None:
    page = shown("script", editor)
    assert words(page, ".doc-reply .doc-bubble") == ["您好，我是您的客户经理，有需要随时找我。"]
    assert words(page, ".doc-reply__suits") == ["简短"]


@pytest.mark.parametrize("place", list(CardPlace))
def test_a_poster_shows_the_place_of_the_name_card(place: CardPlace, editor: User) -> None:
    picture = ImageFactory(branch=editor.branch)
    value = {"artwork": picture.pk, "card_place": place, "shown_words": "早安"}
    body = [{"type": "poster", "value": value, "id": "p"}]
    made = make_of_kind("poster", editor, clock.now(), body=body)
    page = BeautifulSoup(render_component(made, "document"), "html.parser")
    assert page.select_one(f".doc-poster--{place.value} .doc-poster__art") is not None
    assert bool(page.select(".doc-poster__card")) is (place is not CardPlace.NOWHERE)


def test_a_table_is_read_by_its_rows(editor: User) -> None:
    page = shown("market_note", editor)
    assert words(page, ".doc-section--market_table tr") == ["1月 3.10", "2月 3.00"]
    assert words(page, "caption") == ["一年期LPR (%)"]


@pytest.mark.parametrize("code", sorted(BODIES))
def test_an_empty_piece_of_every_kind_is_shown(code: str, editor: User) -> None:
    kind = next(kind for kind in KINDS if kind.code == code)
    made = make_of_kind(code, editor, clock.now(), body=list(kind.opens_with()), channels=[])
    assert len(
        BeautifulSoup(render_component(made, "document"), "html.parser").select(".doc-section")
    ) == len(list(kind.opens_with()))


@pytest.mark.parametrize("code", sorted(BODIES))
def test_every_text_of_a_piece_is_shown_and_escaped(code: str, editor: User) -> None:
    made = make_of_kind(code, editor, clock.now())
    document = _marked(document_of(made))
    page = BeautifulSoup(render_document(document, "document", {}), "html.parser")
    text = page.get_text()
    hidden = [marked for marked in _texts(document["body"]) if marked not in text]
    assert hidden == []
    assert page.select("script, u") == []


@pytest.mark.parametrize("name", sorted(VIEWS))
def test_a_view_shows_what_is_left_of_a_part_that_lost_its_fields(name: str, editor: User) -> None:
    made = make_of_kind("faq", editor, clock.now())
    document = {**document_of(made), "kind": "gone"}
    for value in ({}, [], "", [{"id": "1", "value": {}}], {"unknown": "noch da"}):
        body = [{"id": "x", "type": name, "value": value}]
        assert render_document({**document, "body": body}, "document", {})


def _marked(value: Any, place: str = "t") -> Any:
    """Return the document with a tag of its own in each text, so that none stands for another."""
    if isinstance(value, str):
        return value
    if isinstance(value, list):
        return [_marked(one, f"{place}{number}") for number, one in enumerate(value)]
    if isinstance(value, dict):
        return {
            key: f"{one}<u>{place}{key}</u>"
            if isinstance(one, str) and one and key not in KEPT
            else _marked(one, f"{place}{key}")
            for key, one in value.items()
        }
    return value


KEPT = {
    "id",
    "type",
    "kind",
    "code",
    "decimal",
    "date",
    "moment",
    "picture",
    "html",
    "sha256",
    "from",
    "until",
}


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value] if "<u>" in value else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return [found for part in parts for found in _texts(part)]
