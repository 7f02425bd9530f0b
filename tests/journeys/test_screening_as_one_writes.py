"""Screening while somebody writes, in a real browser: what is found, going there, doing what is suggested."""

import re
from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.core.cache import cache
from playwright.sync_api import Locator, Page, Route, expect

from content.models import Component
from review.models import Candidate
from review.queries.writing import MOST_SHOWN
from tests.conftest import FrozenClock
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.people import branch_tree
from tests.factories.review import make_component
from tests.journeys.live import DESKTOP, SMALL, WCAG, Open

pytestmark = [pytest.mark.browser, pytest.mark.once]

MOMENTS = "channels-0-value-text"
SECOND = 1_000
"""From the last key to the finding, in milliseconds."""


@pytest.fixture
def draft(transactional_db: None, frozen_clock: FrozenClock) -> Component:
    cache.clear()
    branch = branch_tree().head_office
    return make_component(
        kind="product_analysis", branch=branch, texts={"moments": f"欢迎了解。{WEALTH_DISCLOSURES}"}
    )


@pytest.fixture
def opened(open_as: Open, draft: Component) -> Callable[..., Page]:
    """Return a function that opens the draft's form for its author, checked once already."""

    def open_form(viewport: object = DESKTOP) -> Page:
        page = open_as(draft.created_by, viewport)
        page.goto(f"/admin/content/product_analysis/edit/{draft.pk}/")
        expect(page.locator(".desk-writing__bar")).to_be_visible()
        return page

    return open_form


def box_of(page: Page, name: str) -> Locator:
    """The findings below the field `name`."""
    field = page.locator(f'[data-field]:has(> * [name="{name}"])')
    return field.locator("xpath=following-sibling::*[1][contains(@class, 'desk-writing__box')]")


def selected(page: Page) -> str:
    return str(page.evaluate("getSelection().toString()"))


def test_a_word_is_found_within_the_second_and_gone_to_and_taken_out_and_put_back(
    opened: Callable[..., Page],
) -> None:
    page = opened()
    title = page.locator("[name=title]")
    title.fill("")
    title.press_sequentially("稳健理财，保证收益")
    expect(box_of(page, "title").locator("mark")).to_have_text("保证收益", timeout=SECOND)
    expect(box_of(page, "title")).to_contain_text("必须修改")
    expect(box_of(page, "title")).to_contain_text("广告法")
    expect(page.locator("[role=status][data-review-writing-target]")).to_contain_text("处须修改")
    box_of(page, "title").get_by_role("button", name="定位到文字").click()
    assert selected(page) == "保证收益"
    expect(title).to_be_focused()
    page.keyboard.type("了解产品")
    expect(title).to_have_value("稳健理财，了解产品")
    expect(box_of(page, "title")).to_have_count(0)


def test_what_is_suggested_is_done_in_a_plain_box_and_undone(opened: Callable[..., Page]) -> None:
    page = opened()
    text = page.locator(f'[name="{MOMENTS}"]')
    text.fill(f"第一行😀\n经银监会批准。\n{WEALTH_DISCLOSURES}")
    box = box_of(page, MOMENTS)
    expect(box.locator("mark")).to_have_text("银监会")
    box.get_by_role("button", name="替换为建议用语").click()
    expect(text).to_have_value(f"第一行😀\n经国家金融监督管理总局批准。\n{WEALTH_DISCLOSURES}")
    expect(text).to_be_focused()
    expect(box).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(text).to_have_value(f"第一行😀\n经银监会批准。\n{WEALTH_DISCLOSURES}")
    expect(box.locator("mark")).to_have_text("银监会")


def test_what_is_suggested_is_done_in_formatted_text_and_undone(opened: Callable[..., Page]) -> None:
    page = opened()
    editor = page.locator('.Draftail-Editor [contenteditable="true"]').first
    name = str(
        page.locator("input[type=hidden]:has(+ [data-draftail-editor-wrapper])").first.get_attribute("name")
    )
    editor.click()
    page.keyboard.press("Control+a")
    page.keyboard.type("第一段。")
    page.keyboard.press("Enter")
    page.keyboard.type("经银监会批准。")
    box = box_of(page, name)
    expect(box.locator("mark")).to_have_text("银监会", timeout=2 * SECOND)
    box.get_by_role("button", name="定位到文字").click()
    assert selected(page) == "银监会"
    box.get_by_role("button", name="替换为建议用语").click()
    expect(editor).to_contain_text("经国家金融监督管理总局批准。")
    expect(box).to_have_count(0)
    page.keyboard.press("Control+z")
    expect(editor).to_contain_text("经银监会批准。")


def test_a_warning_is_justified_saved_and_found_again_at_submission(
    opened: Callable[..., Page], draft: Component
) -> None:
    page = opened()
    page.locator(f'[name="{MOMENTS}"]').fill(f"限时抢购。{WEALTH_DISCLOSURES}")
    box = box_of(page, MOMENTS)
    box.get_by_text("说明这条提醒的理由").click()
    why = box.get_by_label("说明理由")
    why.press_sequentially("募集期以说明书为准。")
    page.locator("[name=title]").fill("示范稳健理财分析")
    expect(page.locator("[name=justifications]")).to_have_value(re.compile("募集期以说明书为准"))
    expect(why).to_have_value("募集期以说明书为准。")
    page.get_by_role("button", name="保存草稿").click()
    expect(box_of(page, MOMENTS).get_by_label("说明理由")).to_have_value("募集期以说明书为准。")
    page.goto(f"/admin/review/submit/{draft.public_id}/")
    expect(page.locator('textarea[name^="why-"]')).to_have_value("募集期以说明书为准。")
    page.get_by_role("button", name="提交审核").click()
    expect(page).to_have_url(re.compile("/admin/review/"))
    assert list(Candidate.objects.get().justifications.values()) == ["募集期以说明书为准。"]


def test_without_an_answer_the_page_says_so_and_loses_nothing(opened: Callable[..., Page]) -> None:
    page = opened()
    title = page.locator("[name=title]")
    title.fill("保证收益")
    expect(box_of(page, "title").locator("mark")).to_have_text("保证收益")
    page.route("**/review/writing/**", lambda route: route.fulfill(status=500, body="down"))
    title.fill("保证收益，欢迎")
    expect(page.get_by_text("之后未能检查，保存时会再查")).to_be_visible()
    expect(box_of(page, "title").locator("mark")).to_have_text("保证收益")
    expect(title).to_have_value("保证收益，欢迎")
    page.unroute("**/review/writing/**")
    title.fill("欢迎了解")
    expect(page.get_by_text("之后未能检查，保存时会再查")).to_be_hidden()
    expect(box_of(page, "title")).to_have_count(0)


def test_the_newest_answer_wins(opened: Callable[..., Page]) -> None:
    page = opened()
    held: list[Route] = []

    def hold_the_first(route: Route) -> None:
        if held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/review/writing/**", hold_the_first)
    title = page.locator("[name=title]")
    with page.expect_request("**/review/writing/**"):
        title.fill("保证收益")
    title.fill("零风险")
    expect(box_of(page, "title").locator("mark")).to_have_text("零风险")
    late = {"at": "", "sentence": "", "summary": "", "bar": "", "fields": [{"name": "title", "html": "迟到"}]}
    held[0].fulfill(json=late)
    page.wait_for_function("() => new Promise((done) => setTimeout(() => done(true), 100))")
    expect(box_of(page, "title").locator("mark")).to_have_text("零风险")


def test_by_keyboard_alone_from_the_summary_to_the_words(opened: Callable[..., Page]) -> None:
    page = opened()
    page.locator("[name=title]").fill("了解产品，零风险")
    page.locator(".desk-writing__bar").focus()
    expect(page.locator(".desk-writing__bar")).to_contain_text("处须修改")
    page.locator("[data-writing-of]").first.focus()
    page.keyboard.press("Enter")
    expect(page.locator("[name=title]")).to_be_focused()
    assert selected(page) == "零风险"


def test_it_is_accessible_and_fits_a_small_window_at_twice_the_type(opened: Callable[..., Page]) -> None:
    page = opened(SMALL)
    page.locator(f'[name="{MOMENTS}"]').fill(f"限时抢购，保证收益，零风险。{WEALTH_DISCLOSURES}")
    expect(box_of(page, MOMENTS).locator("mark").first).to_be_visible()
    options = {"runOnly": {"type": "tag", "values": WCAG}}
    for part in (".desk-writing__box", "#writing-findings", ".desk-writing__bar"):
        found = Axe().run(page, context=part, options=options).response["violations"]
        assert [(one["id"], one["nodes"][0]["html"]) for one in found] == []
    page.add_style_tag(content="html { font-size: 200% }")
    box = box_of(page, MOMENTS).bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= SMALL["width"]


def test_a_hundred_thousand_characters_leave_the_page_usable(opened: Callable[..., Page]) -> None:
    page = opened()
    text = page.locator(f'[name="{MOMENTS}"]')
    text.fill("保证收益，零风险。" * 11_000)
    expect(page.locator(".desk-writing__bar")).to_contain_text(re.compile(r"\d{3,} 处须修改"))
    assert page.locator("[data-writing-finding]").count() <= MOST_SHOWN
    expect(page.locator("#writing-findings")).to_contain_text("已计数但未显示")
    title = page.locator("[name=title]")
    title.fill("还能写")
    expect(title).to_have_value("还能写")
    text.fill("字" * 100_001)
    expect(page.locator("#writing-findings")).to_contain_text("编写时最多检查 100000 字")
