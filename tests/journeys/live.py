"""Pages of a site that runs inside the test, with its frozen clock and rows of the test's own."""

from collections.abc import Callable

from django.conf import settings
from django.test import Client
from playwright.sync_api import BrowserContext, Page, ViewportSize

from people.models import User

SMALL: ViewportSize = {"width": 360, "height": 740}
PHONE: ViewportSize = {"width": 390, "height": 844}
DESKTOP: ViewportSize = {"width": 1280, "height": 900}

WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
"""The success criteria of WCAG 2.2 AA, as axe tags them."""

Open = Callable[..., Page]
"""Takes a user and a viewport, returns a page that is logged in as the user."""


def log_in(context: BrowserContext, user: User, address: str) -> None:
    """Give the browser the session that the log-in page would."""
    client = Client()
    client.force_login(user)
    value = client.cookies[settings.SESSION_COOKIE_NAME].value
    context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": address}])


def overflow(page: Page) -> int:
    """Return by how many pixels the page is wider than its window."""
    return int(page.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
