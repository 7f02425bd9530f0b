"""What a manager's phone does with what was taken: without a secure page, without a network, with a wrong
clock, and with a piece that is recalled while it is open.
"""

import re
from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from core.clock import system_now
from tests.journeys.conftest import RunningDemo
from tests.journeys.test_whole_way import DESKTOP, PHONE, recall

pytestmark = pytest.mark.browser

PLAIN_HTTP = """
Object.defineProperty(window, "isSecureContext", {value: false});
Object.defineProperty(Navigator.prototype, "clipboard", {get: () => undefined});
"""
"""What a page on plain HTTP, or in a browser that keeps the clipboard to itself, has."""

SignedIn = Callable[[str], Page]


@pytest.fixture
def signed_in(browser: Browser, demo: RunningDemo) -> Iterator[SignedIn]:
    """Return a function that opens a phone, or a desk for officers, of its own for a user."""
    contexts = []

    def open_page(username: str) -> Page:
        viewport = DESKTOP if username == "officer" else PHONE
        context = browser.new_context(viewport=viewport, locale="zh-CN", base_url=demo.address)
        contexts.append(context)
        context.add_init_script(PLAIN_HTTP)
        page = context.new_page()
        page.goto("/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", demo.password)
        page.get_by_role("button", name="登录").click()
        expect(page).not_to_have_url(re.compile("/login/"))
        return page

    yield open_page
    for context in contexts:
        context.close()


def open_piece(page: Page, title: str) -> str:
    """Open the piece of that title on moments and return its address."""
    page.goto(f"/search/?q={title}")
    page.get_by_role("link", name=re.compile(title)).first.click()
    expect(page).to_have_url(re.compile("/e/"))
    page.locator(".tabs__tab").first.click()
    return page.url.partition("?")[0]


def tap(page: Page) -> None:
    page.locator("#take input[name=segment]:not([disabled])").first.check()
    page.locator("#take form > button").click()


def pulls(page: Page) -> int:
    page.goto("/pulls/")
    return page.locator("li.pull").count()


def test_it_is_copied_and_saved_without_a_secure_page(signed_in: SignedIn) -> None:
    page = signed_in("manager2")
    open_piece(page, "海报：周三福利日")
    tap(page)
    text = page.locator(".taken__text").first.input_value()
    assert page.evaluate("navigator.clipboard === undefined && !window.isSecureContext")
    page.get_by_role("button", name="复制文案").click()
    expect(page.locator(".taken__said").first).to_have_text("已复制")
    poster = page.locator("img.poster__picture")
    expect(poster).to_be_visible()
    poster.scroll_into_view_if_needed()
    expect(poster).to_have_js_property("complete", value=True)
    assert poster.evaluate("image => image.naturalWidth") >= 600
    assert page.evaluate("getComputedStyle(document.querySelector('.taken')).backgroundImage") == "none"
    page.goto("/voice/request/")
    field = page.locator("textarea, input[type=text]").first
    field.focus()
    page.keyboard.press("Control+V")
    pasted = field.input_value()
    assert pasted
    assert text.replace("\n", "").startswith(pasted.replace("\n", "")[:20])


def test_a_tap_that_the_network_lost_counts_once(signed_in: SignedIn) -> None:
    page = signed_in("manager2")
    before = pulls(page)
    open_piece(page, "海报：大额存单到期提醒")
    page.route("**/pull/", lambda route: (route.fetch(), route.abort("connectionreset")))
    tap(page)
    expect(page.locator("#problem")).to_contain_text("再点一次")
    page.unroute("**/pull/")
    page.context.set_offline(offline=True)
    page.locator("#take form > button").click()
    expect(page.locator("#problem")).to_contain_text("再点一次")
    page.context.set_offline(offline=False)
    page.locator("#take form > button").click()
    expect(page.locator(".taken")).to_be_visible()
    expect(page.locator("#problem")).to_be_empty()
    assert pulls(page) == before + 1


def test_the_banks_clock_decides_and_stands_on_the_page(signed_in: SignedIn) -> None:
    page = signed_in("manager2")
    page.clock.set_fixed_time(system_now() + timedelta(hours=1))
    open_piece(page, "海报：周五夜校")
    page.goto(page.url.partition("?")[0] + "?channel=group")
    words = page.locator("#take").inner_text()
    told = re.search(r"现在是 (\d\d):(\d\d)", words)
    assert told is not None, words
    now = system_now() + timedelta(hours=8)
    minutes = int(told[1]) * 60 + int(told[2])
    assert (now.hour * 60 + now.minute - minutes) % (24 * 60) <= 2


def test_what_is_recalled_while_it_is_open_leaves_nothing_on_the_page(
    signed_in: SignedIn, demo: RunningDemo
) -> None:
    page, officer = signed_in("manager2"), signed_in("officer")
    open_piece(page, "海报：陌生来电三不要")
    words = page.locator(".doc-phone, .channel__preview").first.inner_text()[:12]
    officer.goto("/admin/review/edition/?q=陌生来电三不要")
    officer.get_by_role("link", name=re.compile("陌生来电三不要")).first.click()
    officer.wait_for_load_state()
    recall(officer, officer.url, demo.password)
    tap(page)
    expect(page.locator("#content")).to_contain_text("已召回")
    left = page.locator("body").inner_text()
    assert words not in left
    assert "陌生来电" not in left
    expect(page.locator("#take, .channel__preview, .taken__text")).to_have_count(0)
