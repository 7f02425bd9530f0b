"""Pasting in a real browser, from Word and from an article: structure stays, the rest goes and is named."""

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.once]

HTML = (
    "<h1 style='mso-pagination:widow'>稳健<o:p></o:p></h1><p class=MsoNormal>适合"
    "<b>看重流动性</b>的\u200b客户<img src='/p.gif' width=1 height=1></p>"
    "<ul><li>随时可取</li><li>每日计息</li></ul>"
    "<p style='display:none'>SECRET-NONE</p>"
)
COPY = """([html, text]) => document.addEventListener("copy", (event) => {
    if (html) event.clipboardData.setData("text/html", html);
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
}, { capture: true, once: true })"""


@pytest.fixture
def page(page: Page) -> Page:
    """The form of a new product analysis."""
    page.goto("/admin/content/product_analysis/add/")
    page.wait_for_load_state("networkidle")
    return page


def paste(page: Page, where: Locator, html: str, text: str) -> None:
    """Copy as Word or a browser would, and paste with the keyboard."""
    page.evaluate(COPY, [html, text])
    where.click()
    page.keyboard.press("Control+c")
    page.keyboard.press("Control+v")


def rich_text(page: Page) -> Locator:
    return page.locator('.Draftail-Editor [contenteditable="true"]').first


def note(page: Page) -> Locator:
    return page.locator(".armoury-pasted")


def test_formatted_text_keeps_its_structure_and_can_be_undone(page: Page) -> None:
    editor = rich_text(page)
    paste(page, editor, HTML, "稳健 适合看重流动性的客户")
    expect(note(page)).to_have_text(
        "粘贴内容中已去除：不可见字符 1 处，隐藏文字 1 处，Word 专用标签 1 处，字体和样式 3 处，"
        "跟踪像素 1 处。"
    )
    expect(editor.locator("h3")).to_have_text("稳健")
    expect(editor.locator("li")).to_have_text(["随时可取", "每日计息"])
    expect(editor.locator('[style*="font-weight"]')).to_have_text(["看重流动性"])
    assert "SECRET" not in editor.inner_text()
    assert "\u200b" not in editor.inner_text()
    page.keyboard.press("Control+z")
    expect(editor.locator("h3")).to_have_count(0)


def test_a_plain_box_loses_what_nobody_sees_and_says_so_until_the_next_paste(page: Page) -> None:
    box = page.locator("[name=title]")
    paste(page, box, "", "七天\u200b通知\ufeff存款")
    expect(box).to_have_value("七天通知存款")
    expect(note(page)).to_have_text("粘贴内容中已去除：不可见字符 2 处。")
    paste(page, box, "", "问答")
    expect(box).to_have_value("七天通知存款问答")
    expect(note(page)).to_have_count(0)


def test_without_an_answer_the_bare_words_go_in_with_a_warning(page: Page) -> None:
    page.route("**/admin/pasting/clean/", lambda route: route.abort())
    editor = rich_text(page)
    paste(page, editor, HTML, "稳健 适合看重流动性的客户")
    expect(editor).to_have_text("稳健 适合看重流动性的客户")
    expect(note(page)).to_have_text("粘贴内容未能清理，只放入了文字。请重新粘贴，或在这里排版。")
