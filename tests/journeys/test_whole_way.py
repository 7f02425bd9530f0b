"""The main job, end to end, in a real browser.

A brief written, approved, found, pulled on a phone, and recalled.
"""

import re
from collections.abc import Callable
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from core.clock import system_now
from tests.journeys.conftest import SCREENSHOTS, RunningDemo

pytestmark = pytest.mark.browser

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
TITLE = "旅程早报 青禾指数观察"
HEADLINE = "青禾指数平稳开盘"
MOMENTS_TEXT = "早上好☀️ 青禾指数平稳开盘。\n数据来源：演示数据。以上信息仅供参考，不构成任何投资建议或承诺。"
REASON = "指数名称有误，请删除已发送内容。"
CORRECTION = "更正：昨日早报中的指数名称有误，请以最新内容为准。"

SignIn = Callable[[str, ViewportSize], Page]


@pytest.fixture
def sign_in(browser: Browser, demo: RunningDemo) -> SignIn:
    """Return a function that opens a browser of its own for a user, signed in, at the right start page."""

    def open_page(username: str, viewport: ViewportSize) -> Page:
        page = browser.new_context(viewport=viewport, locale="zh-CN", base_url=demo.address).new_page()
        page.goto("/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", demo.password)
        page.get_by_role("button", name="登录").click()
        expect(page).not_to_have_url(re.compile("/login/"))
        return page

    return open_page


def test_from_the_editors_sentence_to_the_managers_phone_and_back(sign_in: SignIn, demo: RunningDemo) -> None:
    editor = sign_in("editor", DESKTOP)
    case_address = write_and_submit(editor, demo.password)

    officer = sign_in("officer", DESKTOP)
    edition_address = approve(officer, case_address, demo.password)

    manager = sign_in("manager", PHONE)
    detail_address = find_and_pull(manager)

    recall(officer, edition_address, demo.password)
    see_it_gone(manager, detail_address)
    answer_the_recall(manager)


def write_and_submit(page: Page, password: str) -> str:
    """Write a brief in the form, submit it, return the address of its case."""
    page.goto("/admin/content/morning_brief/add/")
    tomorrow = system_now().astimezone(ZoneInfo("Asia/Shanghai")) + timedelta(days=1)
    page.fill("[name=title]", TITLE)
    page.fill("[name=body-0-value-market_date]", f"{tomorrow:%Y-%m-%d}")
    for number, (name, value) in enumerate((("青禾指数", "3021.55"), ("望江指数", "1180.20"))):
        row = f"body-1-value-{number}-value"
        page.fill(f"[name={row}-name]", name)
        page.fill(f"[name={row}-value]", value)
        page.fill(f"[name={row}-change]", "0.30")
        page.fill(f"[name={row}-as_of]", f"{tomorrow - timedelta(days=1):%Y-%m-%d} 15:00")
        page.fill(f"[name={row}-source]", "演示数据")
    for number in range(3):
        page.fill(f"[name=body-2-value-{number}-value-text]", f"{HEADLINE}（{number + 1}）")
        page.fill(f"[name=body-2-value-{number}-value-source]", "演示数据")
    add_channel(page, "moments", MOMENTS_TEXT)
    page.locator("[name=segments][value=payroll]").check()
    page.fill("[name=valid_until]", f"{tomorrow:%Y-%m-%d} 12:00")
    page.keyboard.press("Escape")
    page.screenshot(path=SCREENSHOTS / "1-editor-form.png")
    press_footer_action(page, "action-submit-review")

    expect(page).to_have_url(re.compile("/admin/review/submit/"))
    page.screenshot(path=SCREENSHOTS / "2-editor-submits.png", full_page=True)
    justify_everything(page)
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page).to_have_url(re.compile("/admin/review/case/"))
    return page.url


def add_channel(page: Page, channel: str, text: str) -> None:
    """Fill the channel's text, adding its block first if the form does not open with it."""
    field = page.locator(
        f"[data-contentpath=channels] [data-contentpath={channel}] textarea, [name=channels-0-value-text]"
    )
    if not field.count():
        page.locator("#panel-channels-section .c-sf-add-button").last.click()
        page.get_by_role("option", name="朋友圈").click()
    field.first.fill(text)


def press_footer_action(page: Page, name: str) -> None:
    """Press one of the footer's actions, opening its menu where it is hidden."""
    button = page.locator(f"button[name={name}]")
    if not button.is_visible():
        page.locator("footer [data-w-dropdown-target=toggle]").click()
    button.click()


def justify_everything(page: Page) -> None:
    for field in page.locator("main form[method=post] textarea").all():
        field.fill("数据来源已逐条核对。")


def approve(page: Page, case_address: str, password: str) -> str:
    """Read the case, approve it with the password, return the address of the edition."""
    page.goto("/admin/review/")
    expect(page.get_by_role("link", name=TITLE)).to_be_visible()
    page.goto(case_address)
    expect(page.locator("main")).to_contain_text("青禾指数平稳开盘")
    page.screenshot(path=SCREENSHOTS / "3-officer-reads.png", full_page=True)
    page.locator("[name=verdict][value=approve]").check()
    sign(page, password)
    page.locator("main form[method=post] button[type=submit]").last.click()
    page.goto("/admin/review/edition/")
    page.get_by_role("link", name=TITLE).first.click()
    expect(page).to_have_url(re.compile("/admin/review/edition/.+"))
    page.screenshot(path=SCREENSHOTS / "4-edition.png", full_page=True)
    return page.url


def sign(page: Page, password: str) -> None:
    """Give the password where the page asks for it."""
    field = page.locator("main input[type=password]")
    if field.count():
        field.fill(password)


def find_and_pull(page: Page) -> str:
    """Find the brief by a word, take it out for moments, return the address of its page."""
    page.wait_for_load_state("networkidle")
    page.screenshot(path=SCREENSHOTS / "5-manager-today.png")
    page.goto("/search/")
    page.locator("input[name=q]").press_sequentially("青禾指数")
    result = page.get_by_role("link", name=re.compile(TITLE)).first
    expect(result).to_be_visible()
    page.screenshot(path=SCREENSHOTS / "6-manager-finds.png")
    result.click()
    expect(page).to_have_url(re.compile("/e/"))
    expect(page.locator("main")).to_contain_text("青禾指数平稳开盘")
    address = page.url
    page.screenshot(path=SCREENSHOTS / "7-manager-reads.png")
    page.locator("form[action*='/pull/'] button").first.click()
    expect(page.locator("main")).to_contain_text("不构成任何投资建议或承诺")
    expect(page.get_by_role("button", name=re.compile("复制")).first).to_be_visible()
    page.screenshot(path=SCREENSHOTS / "8-manager-takes-it.png")
    return address


def recall(page: Page, edition_address: str, password: str) -> None:
    page.goto(edition_address)
    page.fill("[name=reason]", REASON)
    page.fill("[name=correction]", CORRECTION)
    sign(page, password)
    page.locator("main form[method=post] button[type=submit]").last.click()
    expect(page.locator("main")).to_contain_text("召回")
    page.screenshot(path=SCREENSHOTS / "9-officer-recalled.png", full_page=True)


def see_it_gone(page: Page, detail_address: str) -> None:
    """From the next request on: not at its address, not in the search."""
    answer = page.goto(detail_address)
    assert answer is not None
    assert answer.status in {404, 410}
    page.goto("/search/?q=青禾指数")
    expect(page.get_by_role("link", name=re.compile(TITLE))).to_have_count(0)
    page.screenshot(path=SCREENSHOTS / "10-manager-sees-it-gone.png")


def answer_the_recall(page: Page) -> None:
    """The work loop has told the manager; the task names the reason and offers the correction."""
    notice = page.locator("article, li, section").filter(has_text=TITLE).last
    page.goto("/recalls/")
    for _attempt in range(20):
        if notice.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    expect(notice).to_contain_text(REASON)
    expect(notice).to_contain_text(CORRECTION)
    page.screenshot(path=SCREENSHOTS / "11-manager-recall.png")
