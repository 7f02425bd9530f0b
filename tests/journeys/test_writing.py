"""Writing in a real browser: leaving with unsaved changes, and what a form does while one writes."""

import re

import pytest
from playwright.sync_api import Dialog, Page, expect

pytestmark = [pytest.mark.browser, pytest.mark.once]

WATCHED = """() => new Promise((done) => {
    document.addEventListener("w-unsaved:watch-edits", () => done(true), { once: true });
})"""
"""Wagtail looks at a new form for two seconds before it takes what stands there for the beginning."""


def test_leaving_with_unsaved_changes_asks_first(page: Page) -> None:
    asked: list[str] = []

    def stay(dialog: Dialog) -> None:
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", stay)
    page.goto("/admin/content/lesson/add/", wait_until="commit")
    page.evaluate(WATCHED)
    page.locator("[name=title]").click()
    page.keyboard.type("还没保存")
    expect(page.locator("[data-edit-form]")).to_have_attribute("data-w-unsaved-has-edits-value", "true")
    with page.expect_event("dialog"):
        page.get_by_role("link", name="内容包").click()
    assert asked == ["beforeunload"]
    expect(page).to_have_url(re.compile("/lesson/add/"))
    expect(page.locator("[name=title]")).to_have_value("还没保存")


@pytest.mark.parametrize(
    ("second", "address"), [("n", "/content/new/"), ("a", "/content/all/"), ("c", "/calendar/month/")]
)
def test_two_keys_lead_to_where_one_writes(page: Page, second: str, address: str) -> None:
    page.goto("/admin/")
    expect(page.locator('[data-w-kbd-key-value="g n"]')).to_be_attached()
    page.keyboard.press("g")
    page.keyboard.press(second)
    expect(page).to_have_url(re.compile(address))


def test_the_keys_are_listed(page: Page) -> None:
    page.goto("/admin/")
    expect(page.locator('[data-w-kbd-key-value="g n"]')).to_be_attached()
    page.keyboard.press("?")
    expect(page.get_by_role("dialog").get_by_role("row", name="新建内容")).to_be_visible()


def test_the_right_answer_of_a_lesson_is_marked_as_one_writes(page: Page) -> None:
    page.goto("/admin/content/lesson/add/")
    question = page.locator(".armoury-question").first
    right = question.locator('[data-contentpath="right_answer"] input')
    marked = question.locator(".is-right")
    for number in (2, 1):
        right.fill(str(number))
        expect(marked).to_have_count(1)
        answers = question.locator('[data-contentpath="answers"] [data-streamfield-child]')
        expect(answers.nth(number - 1)).to_have_class(re.compile(r"\bis-right\b"))


def test_a_run_down_says_how_long_it_is(page: Page) -> None:
    page.goto("/admin/content/activity_kit/add/")
    minutes = page.locator('[data-run-down] [data-contentpath="minute"] input')
    minutes.first.fill("-10")
    minutes.last.fill("25")
    total = page.locator(".armoury-total")
    expect(total).to_contain_text("35")
    page.locator('[data-contentpath="minutes"] input').fill("20")
    expect(total).to_have_class(re.compile("armoury-total--longer"))


def test_only_what_a_kind_may_do_without_can_be_deleted(page: Page) -> None:
    page.goto("/admin/content/activity_kit/add/")
    root = page.locator("#body-root")
    offered = root.locator('[data-streamfield-action="DELETE"].is-offered')
    optional = (root.get_attribute("data-optional") or "").split()
    assert optional
    present = root.locator(":scope > [data-streamfield-stream-container] > [data-streamfield-child]")
    types = present.locator(':scope > input[name$="-type"]').evaluate_all(
        "all => all.map((one) => one.value)"
    )
    expect(offered).to_have_count(len([one for one in types if one in optional]))
