"""The content security policy in a real browser: the desks work under it; what is injected does not run."""

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, ViewportSize, expect

from tests.journeys.conftest import RunningDemo

pytestmark = [pytest.mark.browser, pytest.mark.once]

DESKTOP: ViewportSize = {"width": 1280, "height": 900}
LISTEN = """
window.__broken = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.__broken.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`));
"""

SignIn = Callable[[str], "Watched"]


class Watched:
    """A signed-in page that remembers every violation and every error of a script."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.said: list[str] = []
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.said.append(f"{page.url}: {error}"))

    def _on_console(self, message: object) -> None:
        text = getattr(message, "text", "")
        if "Content Security Policy" in text or "Content-Security-Policy" in text:
            self.said.append(f"{self.page.url}: {text}")

    def open(self, address: str) -> Page:
        answer = self.page.goto(address)
        assert answer is not None
        assert answer.status == 200, (address, answer.status)
        self.page.wait_for_load_state("networkidle")
        return self.page

    def violations(self) -> list[str]:
        """Return what was said so far, with what the page in view has collected itself."""
        return [*self.said, *self.page.evaluate("window.__broken || []")]


@pytest.fixture
def sign_in(browser: Browser, demo: RunningDemo) -> Iterator[SignIn]:
    contexts = []

    def open_page(username: str) -> Watched:
        context = browser.new_context(viewport=DESKTOP, locale="zh-CN", base_url=demo.address)
        contexts.append(context)
        context.add_init_script(LISTEN)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.goto("/login/")
        page.fill("input[name=username]", username)
        page.fill("input[name=password]", demo.password)
        page.get_by_role("button", name="登录").click()
        expect(page).not_to_have_url(re.compile("/login/"))
        return Watched(page)

    yield open_page
    for context in contexts:
        context.close()


WALKS = {
    "editor": [
        "/admin/",
        "/admin/content/morning_brief/",
        "/admin/content/morning_brief/add/",
        "/admin/content/product_analysis/",
        "/admin/content/product_analysis/add/",
        "/admin/content/products/",
        "/admin/content/products/add/",
        "/admin/content/facts/",
        "/admin/images/",
        "/admin/images/add/",
        "/admin/images/multiple/add/",
        "/admin/documents/",
        "/admin/documents/add/",
        "/admin/documents/multiple/add/",
        "/admin/review/edition/",
        "/admin/account/",
    ],
    "officer": ["/admin/", "/admin/review/", "/admin/review/all/", "/admin/review/edition/"],
    "operator": ["/admin/", "/admin/packages/", "/admin/packages/new/"],
    "auditor": ["/admin/", "/admin/review/ledger/", "/admin/review/all/"],
    "admin": ["/admin/", "/admin/users/", "/admin/users/new/", "/admin/branches/", "/admin/branches/new/"],
    "manager": ["/", "/search/", "/search/?q=理财", "/pulls/", "/recalls/"],
}


@pytest.mark.parametrize("username", WALKS)
def test_every_desk_opens_without_a_violation(sign_in: SignIn, username: str) -> None:
    watched = sign_in(username)
    for address in WALKS[username]:
        watched.open(address)
        assert watched.violations() == []


@pytest.mark.parametrize(
    ("username", "listing", "first"),
    [
        ("editor", "/admin/content/morning_brief/", "a[href*='/morning_brief/edit/']"),
        ("editor", "/admin/content/product_analysis/", "a[href*='/product_analysis/edit/']"),
        ("editor", "/admin/content/products/", "a[href*='/products/edit/']"),
        ("officer", "/admin/review/all/", "a[href*='/review/case/']"),
        ("officer", "/admin/review/edition/", "main a[href*='/review/edition/']:not([href*='results'])"),
        ("operator", "/admin/packages/", "a[href*='/packages/edit/']"),
        ("admin", "/admin/users/", "a[href*='/users/edit/']"),
        ("manager", "/search/", "a[href*='/e/']"),
    ],
)
def test_what_a_list_leads_to_opens_without_a_violation(
    sign_in: SignIn, username: str, listing: str, first: str
) -> None:
    watched = sign_in(username)
    page = watched.open(listing)
    address = page.locator(first).first.get_attribute("href")
    assert address
    watched.open(address)
    assert watched.violations() == []


def test_a_pictures_form_only_lacks_the_croppers_test_for_touch(sign_in: SignIn) -> None:
    """Jcrop asks for touch by setting an attribute `on...`; refused, it takes the mouse, as it should."""
    watched = sign_in("editor")
    page = watched.open("/admin/images/")
    address = page.locator("main a[href*='?next=/admin/images/']").first.get_attribute("href")
    assert address
    refused = watched.open(address).evaluate("window.__broken")
    assert refused
    assert all(each.startswith("script-src-attr inline") and "/jquery.Jcrop" in each for each in refused)
    expect(page.locator(".jcrop-holder").first).to_be_visible()


def test_the_widgets_that_wagtail_starts_inline_still_start(sign_in: SignIn) -> None:
    watched = sign_in("editor")
    page = watched.open("/admin/content/product_analysis/add/")
    page.locator("[name=valid_until]").click()
    expect(page.locator(".xdsoft_datetimepicker:visible").first).to_be_visible()
    page.keyboard.press("Escape")
    page.locator(".snippet-chooser [data-chooser-action-choose]").first.click()
    modal = page.locator(".modal.in, .modal-dialog").first
    expect(modal.locator("table a").first).to_be_visible()
    modal.locator("table a").first.click()
    expect(page.locator("input[name=product]")).not_to_have_value("")
    assert watched.violations() == []


def test_rows_are_added_and_their_widgets_start(sign_in: SignIn) -> None:
    editor = sign_in("editor")
    page = editor.open("/admin/content/facts/add/")
    page.locator("[name=as_of]").click()
    expect(page.locator(".xdsoft_datetimepicker:visible").first).to_be_visible()
    assert editor.violations() == []

    operator = sign_in("operator")
    page = operator.open("/admin/packages/new/")
    page.locator("[id$=-ADD]").first.click()
    page.locator("[data-chooser-action-choose]:visible").first.click()
    expect(page.locator(".modal-dialog")).to_be_visible()
    expect(page.locator(".modal-dialog input[name=q]")).to_be_visible()
    assert operator.violations() == []


def test_pictures_are_chosen_and_the_upload_tab_opens(sign_in: SignIn) -> None:
    watched = sign_in("editor")
    page = watched.open("/admin/content/morning_brief/add/")
    page.locator("[data-chooser-action-choose]:visible").first.click()
    modal = page.locator(".modal-dialog")
    expect(modal).to_be_visible()
    modal.get_by_role("tab").nth(1).click()
    expect(modal.locator("input[type=file]")).to_be_visible()
    assert watched.violations() == []


def test_previews_shortcuts_and_bulk_actions_work(sign_in: SignIn) -> None:
    watched = sign_in("editor")
    page = watched.open("/admin/content/morning_brief/")
    address = page.locator("a[href*='/morning_brief/edit/']").first.get_attribute("href")
    assert address
    watched.open(address)
    preview = page.locator("[data-side-panel-toggle=preview]")
    preview.first.click()
    page.wait_for_load_state("networkidle")
    expect(page.locator("[data-side-panel=preview] iframe").first).to_be_visible()
    page.keyboard.press("?")
    page.wait_for_load_state("networkidle")
    assert watched.violations() == []
    watched.open("/admin/images/")
    page.locator("[data-bulk-action-checkbox]").first.check(force=True)
    expect(page.locator("[data-bulk-action-footer]")).to_be_visible()
    assert watched.violations() == []


@pytest.mark.parametrize(("username", "address"), [("editor", "/admin/"), ("manager", "/")])
@pytest.mark.parametrize(
    "injected",
    [
        "<img src=x onerror='window.__ran = 1'>",
        "<iframe srcdoc='<script>parent.__ran = 1</script>'></iframe>",
        "<a id=bait href='javascript:window.__ran = 1'>x</a>",
    ],
)
def test_injected_markup_does_not_run(sign_in: SignIn, username: str, address: str, injected: str) -> None:
    """What would happen if a gate failed one day: the policy still holds."""
    page = sign_in(username).open(address)
    with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
        page.evaluate(
            """html => { document.querySelector("main").insertAdjacentHTML("beforeend", html);
                         document.getElementById("bait")?.click(); }""",
            injected,
        )
    assert page.evaluate("window.__ran") is None


@pytest.mark.parametrize(("username", "address"), [("editor", "/admin/"), ("manager", "/")])
def test_an_injected_script_element_does_not_run(sign_in: SignIn, username: str, address: str) -> None:
    page = sign_in(username).open(address)
    for script in ('script.textContent = "window.__ran = 1"', 'script.src = "/documents/1/script.js"'):
        with page.expect_console_message(lambda message: "Content Security Policy" in message.text):
            page.evaluate(
                f"""() => {{ const script = document.createElement("script");
                             {script}; document.body.append(script); }}"""
            )
    assert page.evaluate("window.__ran") is None
