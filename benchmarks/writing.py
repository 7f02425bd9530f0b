"""Screening as one writes: the round trip on the server by length of the text, and in a browser from the last
key to the finding on the page, beside the demo's own web server on this machine.

Each round writes other words, so that nothing is answered from what was kept. The browser part needs Chromium
at /usr/bin/chromium (or ARMOURY_CHROMIUM) and is left out without it.
"""

import os
import random
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import django

django.setup()

from django.core.cache import cache  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402
from django.urls import reverse  # noqa: E402
from playwright.sync_api import Page, sync_playwright  # noqa: E402

from benchmarks.corpus import CLEAN, VIOLATIONS, read  # noqa: E402
from benchmarks.portal import session_of  # noqa: E402
from benchmarks.table import show  # noqa: E402
from cms.serve.address import answers  # noqa: E402
from cms.serve.children import Child  # noqa: E402
from cms.serve.web_server import web_server  # noqa: E402
from content.models import Component  # noqa: E402
from core import clock  # noqa: E402
from people.models import User  # noqa: E402
from tests.content.posting import form_data  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.review import make_component  # noqa: E402

LENGTHS = (300, 800, 5_000, 99_000)
ROUNDS = {300: 40, 800: 40, 5_000: 40, 99_000: 3}
TYPED = 20
PORT = 8055
CHROMIUM = Path(os.environ.get("ARMOURY_CHROMIUM", "/usr/bin/chromium"))
TEXT = "channels-0-value-text"
SHOWN = """() => new Promise((done) => {
    const form = document.querySelector("[data-edit-form]");
    const seen = () => Array.from(document.querySelectorAll(".desk-writing__box mark"))
        .some((mark) => mark.textContent.includes("保证收益"));
    let last = 0;
    form.addEventListener("input", () => { last = performance.now(); }, true);
    new MutationObserver((_all, observer) => {
        if (!last || !seen()) return;
        observer.disconnect();
        done(performance.now() - last);
    }).observe(form, { childList: true, subtree: true });
})"""


def texts(length: int, draw: random.Random) -> Iterator[str]:
    """Yield texts of `length` characters, one violation among nine clean sentences, each time others."""
    clean, violations = ([one.text for one in read(name)] for name in (CLEAN, VIOLATIONS))
    while True:
        words = ""
        while len(words) < length:
            words += "。".join([*draw.choices(clean, k=9), draw.choice(violations)]) + "。\n"
        yield words[:length]


def on_the_server(client: Client, component: Component) -> None:
    rows = []
    address = reverse("review_writing:piece", args=[component.public_id])
    for length in LENGTHS:
        taken, queries, written = [], 0, texts(length, random.Random(length))
        for _round in range(ROUNDS[length]):
            data = form_data(component) | {TEXT: next(written)}
            cache.clear()
            with CaptureQueriesContext(connection) as captured:
                began = time.perf_counter()
                answer = client.post(address, data)
                taken.append((time.perf_counter() - began) * 1000)
            if answer.status_code != 200:
                raise RuntimeError(f"{length} characters: {answer.status_code}")
            queries = len(captured)
        rows.append((f"{length:,}", len(taken), queries, *_times(taken)))
    show(
        f"The form as it stands, screened, on {connection.vendor}",
        ("characters", "rounds", "queries", "p50 ms", "p95 ms"),
        rows,
    )


def _times(taken: Sequence[float]) -> tuple[str, str]:
    return f"{statistics.median(taken):.0f}", f"{statistics.quantiles(taken, n=20)[18]:.0f}"


@contextmanager
def served() -> Iterator[None]:
    """Run the demo's web server."""
    child = Child("web", web_server(PORT), {"ARMOURY_BASE_URL": f"http://127.0.0.1:{PORT}"})
    try:
        while not answers(PORT):
            time.sleep(0.2)
        yield
    finally:
        child.process.terminate()
        child.stop(10)


def in_a_browser(editor: User, component: Component) -> None:
    rows = []
    key, address = session_of(editor, clock.now()), f"http://127.0.0.1:{PORT}"
    form = reverse("content_product_analysis:edit", args=[component.pk])
    with served(), sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_context(base_url=address, locale="zh-CN").new_page()
        page.context.add_cookies([{"name": "sessionid", "value": key, "url": address}])
        page.goto(form)
        page.locator(".desk-writing__bar").wait_for()
        for length in LENGTHS[:3]:
            written = texts(length, random.Random(length + 1))
            taken = [from_last_key(page, next(written)) for _round in range(TYPED)]
            rows.append((f"{length:,}", len(taken), *_times(taken)))
        browser.close()
    show(
        "From the last key to the finding on the page, the pause of 350 ms included",
        ("characters", "rounds", "p50 ms", "p95 ms"),
        rows,
    )


def from_last_key(page: Page, text: str) -> float:
    """Type a forbidden word at the end of `text`; return the milliseconds until it is shown."""
    box = page.locator(f'[name="{TEXT}"]')
    box.fill(text.replace("保证收益", "收益") + "。\n")
    page.wait_for_timeout(1_500)
    page.evaluate(f"() => {{ window.shown = ({SHOWN})(); }}")
    box.press("Control+End")
    page.keyboard.type("保证收益")
    return float(page.evaluate("window.shown"))


def main() -> None:
    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    editor = UserFactory(editor=True, branch=BranchFactory())
    component = make_component(kind="product_analysis", editor=editor)
    client = Client(headers={"host": "127.0.0.1"})
    client.force_login(editor)
    on_the_server(client, component)
    if CHROMIUM.exists():
        in_a_browser(editor, component)
    else:
        print(f"\nNo browser at {CHROMIUM}: nothing was typed.", file=sys.stderr)


if __name__ == "__main__":
    main()
