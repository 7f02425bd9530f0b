"""The product as the first command starts it, and a real browser."""

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.core.cache import cache
from django.db import connections
from playwright.sync_api import Browser, Page, ViewportSize, expect, sync_playwright
from pytest_django.live_server_helper import LiveServer

from people.models import User
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.people import UserFactory, branch_tree
from tests.journeys.live import DESKTOP, Open, log_in
from tests.own_site import ROOT, own_site

ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SCREENSHOTS = Path(os.environ.get("ARMOURY_SCREENSHOTS", ROOT / "var" / "screenshots"))


@dataclass(frozen=True)
class RunningDemo:
    """The site that `manage.py demo` runs."""

    address: str
    password: str


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    """A browser for the module's tests. It ends with them, because Playwright keeps a loop in this thread and
    Django refuses the database to whatever else runs beside one."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningDemo]:
    """Start the demo on a free port with data of its own; stop it as Ctrl-C does and expect a clean end."""
    from cms.demo.staff import PASSWORD

    with own_site(tmp_path_factory.mktemp("demo")) as site:
        port = _free_port()
        process = subprocess.Popen(
            [sys.executable, "-u", "manage.py", "demo", "--port", str(port)],
            cwd=ROOT,
            env=dict(site.environment),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        try:
            _wait_until_ready(process)
            yield RunningDemo(f"http://127.0.0.1:{port}", PASSWORD)
        finally:
            process.send_signal(signal.SIGINT)
            said, _nothing = process.communicate(timeout=60)
        assert process.returncode == 0, said


@pytest.fixture
def page(browser: Browser, demo: RunningDemo) -> Iterator[Page]:
    """The admin as the demo's editor sees it at a desk."""
    context = browser.new_context(viewport=DESKTOP, locale="zh-CN", base_url=demo.address)
    page = context.new_page()
    page.set_default_timeout(15_000)
    page.goto("/login/")
    page.fill("input[name=username]", "editor")
    page.fill("input[name=password]", demo.password)
    page.get_by_role("button", name="登录").click()
    expect(page).not_to_have_url(re.compile("/login/"))
    yield page
    context.close()


@pytest.fixture
def live_bank(transactional_db: None, frozen_clock: FrozenClock) -> Bank:
    """A bank with one manager, Monday 8:00, for a site that runs inside the test."""
    cache.clear()
    tree = branch_tree()
    return Bank(tree, UserFactory(manager=True, branch=tree.east_sub))


@pytest.fixture
def open_as(chromium: str, live_server: LiveServer, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """Return a function that opens a page of its own for a user, logged in.

    Playwright keeps a loop in this thread. While it runs, Django opens another connection here and has to be
    told that this is meant; both end with the test, whose tables are emptied through the first one.
    """
    monkeypatch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=ARGUMENTS)

        def open_page(user: User, viewport: ViewportSize) -> Page:
            is_phone = viewport["width"] < DESKTOP["width"]
            context = browser.new_context(
                viewport=viewport, locale="zh-CN", base_url=live_server.url, has_touch=is_phone
            )
            log_in(context, user, live_server.url)
            page = context.new_page()
            page.set_default_timeout(10_000)
            return page

        yield open_page
        browser.close()
        connections.close_all()


def _free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


def _wait_until_ready(process: "subprocess.Popen[str]") -> None:
    assert process.stdout is not None
    said = []
    for line in process.stdout:
        said.append(line)
        if "Ctrl-C" in line:
            return
    raise AssertionError("the demo did not start:\n" + "".join(said))
