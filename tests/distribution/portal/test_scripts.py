"""Scripts and questions: found by scene and word, copied from the card by a pull."""

from uuid import UUID

import pytest
from bs4 import BeautifulSoup, Tag
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.enums import Channel, ScriptScene, Segment
from content.kinds import FAQ, SCRIPT
from distribution.models import Pull
from people.models import Branch
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import block, channel, items
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, issue_of_kind, recall_edition

HTMX = {"HX-Request": "true"}
BRIEF, WARM, ALOUD = "您好，有需要随时找我。", "您好呀，我一直都在。", "您好，我念给您听。"


def script(
    branch: Branch, title: str, scene: ScriptScene = ScriptScene.GREETING, **fields: object
) -> Edition:
    ways = [("简短", BRIEF), ("亲切", WARM), ("朗读", ALOUD)]
    body = [
        block("script_scene", {"script_scene": scene, "aim": "让客户知道我是谁"}),
        block("variants", items(*({"suits": suits, "words": words} for suits, words in ways))),
        block("not_when", items("客户已经说过请勿打扰。")),
    ]
    said = [channel("one_to_one", BRIEF, variants=[WARM])]
    return issue_of_kind(SCRIPT.code, branch, title=title, body=body, **{"channels": said, **fields})


def opened(client: Client, **asked: str) -> BeautifulSoup:
    response = client.get(reverse("scripts"), asked)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def titles(page: BeautifulSoup) -> list[str]:
    return [link.text for link in page.select(".talk__title a")]


def posted(form: Tag) -> dict[str, str]:
    return {
        field["name"]: field["value"]
        for field in form.select("input")
        if field["name"] != "csrfmiddlewaretoken"
    }


def test_two_taps_lead_to_a_scene(bank: Bank, manager_client: Client, frozen_clock: FrozenClock) -> None:
    head = bank.tree.head_office
    script(head, "初次问候")
    frozen_clock.advance(minutes=1)
    script(head, "生日祝福", ScriptScene.BIRTHDAY)
    frozen_clock.advance(minutes=1)
    issue_of_kind(FAQ.code, head, title="短信提醒在哪里改")
    issue_edition(branch=head, title="早报不在这里")
    bar = BeautifulSoup(manager_client.get("/").content, "html.parser").select("nav.nav a")
    assert [link.contents[0].strip() for link in bar] == ["今日", "搜索", "话术", "召回", "我的"]
    page = opened(manager_client)
    assert titles(page) == ["短信提醒在哪里改", "生日祝福", "初次问候"]
    chips = {chip.text: chip["href"] for chip in page.select(".picks__one")}
    assert list(chips) == [
        "全部",
        "常见问题",
        str(ScriptScene.GREETING.label),
        str(ScriptScene.BIRTHDAY.label),
    ]
    assert titles(opened(manager_client, scene="birthday")) == ["生日祝福"]
    assert titles(opened(manager_client, scene="faq")) == ["短信提醒在哪里改"]
    assert len(titles(opened(manager_client, scene="no-such-scene"))) == 3


def test_the_box_narrows_within_the_scene(bank: Bank, manager_client: Client) -> None:
    head = bank.tree.head_office
    script(head, "生日祝福给老客户", ScriptScene.BIRTHDAY)
    script(head, "初次问候")
    issue_of_kind(FAQ.code, head, title="生日能领什么")
    issue_edition(branch=head, title="生日早报")
    assert set(titles(opened(manager_client, q="生日"))) == {"生日祝福给老客户", "生日能领什么"}
    assert titles(opened(manager_client, q="生日", scene="birthday")) == ["生日祝福给老客户"]
    part = manager_client.get(reverse("scripts"), {"q": "没有这样的词语"}, headers=HTMX).content.decode()
    assert "<html" not in part
    assert 'class="empty"' in part


def test_copying_is_a_pull_of_that_wording(bank: Bank, manager_client: Client) -> None:
    script(bank.tree.head_office, "初次问候")
    card = opened(manager_client).select_one(".talk")
    first, second = card.select("form[action$='/pull/']")
    answer = manager_client.post(second["hx-post"], posted(second), headers=HTMX)
    made = Pull.objects.get()
    assert (made.channel, made.segment, made.wording) == (Channel.ONE_TO_ONE, Segment.CREDIT_CARD, 1)
    assert BeautifulSoup(answer.content, "html.parser").select_one("textarea").text == WARM
    assert posted(first)["request_key"] != posted(second)["request_key"] == str(made.request_key)
    manager_client.post(second["hx-post"], posted(second), headers=HTMX)
    assert Pull.objects.count() == 1
    target = card.select_one(first["hx-target"])
    assert "data-copies" in target.attrs
    assert opened(manager_client).select_one(".talk .chip--taken") is not None


def test_the_card_says_when_not_and_what_is_only_to_be_read(bank: Bank, manager_client: Client) -> None:
    script(bank.tree.head_office, "初次问候")
    card = opened(manager_client).select_one(".talk")
    assert "客户已经说过请勿打扰。" in card.select_one(".talk__not").text
    ways = [one.text for one in card.select(".talk__text")]
    assert ways == [BRIEF, WARM, ALOUD]
    assert [one.text for one in card.select(".talk__suits")] == ["简短", "亲切", "朗读"]
    last = card.select(".talk__way")[-1]
    assert last.select("form") == []
    assert "未批准一对一发送" in last.text


def test_several_segments_are_asked_for_and_the_shut_one_says_from_when(
    bank: Bank, manager_client: Client
) -> None:
    script(bank.tree.head_office, "初次问候", segments=["credit_card", "payroll", "elderly"])
    way = opened(manager_client).select_one(".talk__way")
    assert [posted(form)["segment"] for form in way.select("form")] == ["credit_card", "payroll"]
    assert "复制给哪类客户？" in way.text
    assert "9:00" in way.select_one(".chip--locked").text
    assert len({UUID(posted(form)["request_key"]) for form in way.select("form")}) == 2


def test_what_is_not_written_for_one_to_one_is_locked(bank: Bank, manager_client: Client) -> None:
    script(bank.tree.head_office, "群里说的话", channels=[channel("group", "群里说的话术。")])
    card = opened(manager_client).select_one(".talk")
    assert card.select("form[action$='/pull/']") == []
    assert card.select_one(".notice--locked") is not None


def test_fields_are_filled_with_the_managers_own(bank: Bank, manager_client: Client) -> None:
    script(bank.tree.head_office, "初次问候", channels=[channel("one_to_one", "我是{网点}的{客户经理}。")])
    assert f"我是桃园支行的{bank.manager}。" in opened(manager_client).select_one(".talk__text").text


def test_of_a_branch_beside_and_of_what_has_ended_nothing_is_shown(
    bank: Bank, manager_client: Client
) -> None:
    script(bank.tree.west, "西城问候", ScriptScene.COMPLAINT)
    ended = script(bank.tree.head_office, "召回的问候", ScriptScene.OBJECTION)
    assert titles(opened(manager_client)) == ["召回的问候"]
    recall_edition(ended)
    for asked in ({}, {"scene": "objection"}, {"scene": "complaint"}, {"q": "问候"}):
        page = opened(manager_client, **asked)
        assert titles(page) == []
        assert BRIEF not in page.text
    chips = [chip["href"] for chip in opened(manager_client).select(".picks__one")]
    assert not [one for one in chips if "complaint" in one or "objection" in one]


def test_others_have_no_scripts(bank: Bank, client: Client) -> None:
    client.force_login(UserFactory(editor=True, branch=bank.tree.east))
    assert client.get(reverse("scripts")).status_code == 403


@pytest.mark.parametrize("asked", [{}, {"q": "问候"}, {"scene": "greeting"}])
def test_many_cost_no_more(bank: Bank, manager_client: Client, asked: dict[str, str]) -> None:
    counts = []
    for number in range(20):
        script(bank.tree.head_office, f"问候第{number}种")
        if number in {0, 19}:
            cache.clear()
            with CaptureQueriesContext(connection) as captured:
                opened(manager_client, **asked)
            counts.append(len(captured))
    assert counts[1] <= counts[0] <= 26


def test_a_question_is_answered_by_questions_first(bank: Bank, manager_client: Client) -> None:
    head = bank.tree.head_office
    issue_of_kind(FAQ.code, head, title="提前支取的规定")
    script(head, "提前支取提前支取")

    assert titles(opened(manager_client, q="提前支取")) == ["提前支取提前支取", "提前支取的规定"]
    assert titles(opened(manager_client, q="提前支取怎么办")) == ["提前支取的规定", "提前支取提前支取"]
