"""A second factor in a real browser: app and security key, under the portal's strict policy."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.journeys.conftest import RunningDemo
from tests.people.second_factor import code

pytestmark = [pytest.mark.browser, pytest.mark.once]

VIRTUAL_KEY = {
    "protocol": "ctap2",
    "transport": "usb",
    "hasResidentKey": False,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def phone(browser: Browser, demo: RunningDemo) -> Iterator[BrowserContext]:
    """A narrow phone. Browsers give security keys to `localhost`, not to a bare address."""
    context = browser.new_context(
        viewport={"width": 360, "height": 740}, base_url=demo.address.replace("127.0.0.1", "localhost")
    )
    yield context
    context.close()


def log_in(page: Page, password: str) -> None:
    page.goto("/login/")
    page.fill("#id_username", "legal")
    page.fill("#id_password", password)
    page.click("form.login__form button")


def test_app_and_key_are_set_up_and_open_the_door(phone: BrowserContext, demo: RunningDemo) -> None:
    page = phone.new_page()
    trouble: list[str] = []
    page.on("pageerror", lambda error: trouble.append(str(error)))
    page.on(
        "console", lambda said: trouble.append(said.text) if "Content Security Policy" in said.text else None
    )
    keys = phone.new_cdp_session(page)
    keys.send("WebAuthn.enable")
    keys.send("WebAuthn.addVirtualAuthenticator", {"options": VIRTUAL_KEY})

    log_in(page, demo.password)
    page.wait_for_url("**/admin/")
    page.goto("/security/app/add/")
    page.fill("#id_password", demo.password)
    page.click("button.button--wide")
    expect(page.locator(".qr svg path")).to_be_visible()
    width = page.evaluate("document.documentElement.scrollWidth")
    assert width <= 360
    page.fill("#id_code", code(page.inner_text(".key")))
    page.click("button.button--wide")
    expect(page.locator(".codes li")).to_have_count(10)
    written = page.locator(".codes li").first.inner_text()

    page.goto("/security/keys/add/")
    page.click("button.button--wide")
    page.wait_for_url("**/security/")
    expect(page.locator("a[href^='/security/keys/'][href$='/remove/']")).to_have_count(1)

    page.click("form[action='/logout/'] button")
    log_in(page, demo.password)
    page.wait_for_url("**/security/authenticate/")
    page.goto("/admin/")
    page.wait_for_url("**/login/**")
    log_in(page, demo.password)
    page.click("form[data-security-key] button")
    page.wait_for_url("**/admin/")

    page.goto("/security/")
    page.click("form[action='/logout/'] button")
    log_in(page, demo.password)
    page.fill("#id_code", written)
    page.click("form.login__form button")
    page.wait_for_url("**/admin/")
    assert trouble == []
