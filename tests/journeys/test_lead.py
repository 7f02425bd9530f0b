"""A branch lead's morning in a real browser: the page for the meeting, on paper too, and adoption."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from content.enums import Slot
from content.kinds import PRODUCT_ANALYSIS
from distribution.models import PackageWait
from people.models import User
from tests.distribution.conftest import Bank
from tests.factories.distribution import EntryFactory, PackageFactory, pull_edition
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition
from tests.journeys.live import DESKTOP, SMALL, WCAG, Open, overflow

pytestmark = pytest.mark.browser


@pytest.fixture
def lead(live_bank: Bank) -> User:
    """Who leads the branch above the manager's, on a morning whose brief is late."""
    owner = live_bank.tree.head_office
    free = issue_edition(branch=owner, kind=PRODUCT_ANALYSIS.code, title="零花钱的小窝")
    locked = issue_edition(branch=owner, kind=PRODUCT_ANALYSIS.code, risk="R4", title="高风险解读")
    built = PackageFactory(branch=owner, is_built=True, title="", editions=(free, locked))
    entry = EntryFactory(programme__branch=owner)
    PackageWait.objects.create(package=built, entry=entry, slot=Slot.MORNING, kind="morning_brief")
    pull_edition(free, live_bank.manager)
    return UserFactory(lead=True, branch=live_bank.tree.east)


def test_the_morning_page_says_what_is_due_late_and_locked(lead: User, open_as: Open) -> None:
    page = open_as(lead, DESKTOP)
    page.goto("/admin/")
    page.get_by_role("link", name="晨会一页纸").click()
    sheet = page.locator(".morning")
    expect(sheet).to_contain_text("晨间财经早报待审")
    expect(sheet.locator("li").filter(has_text="零花钱的小窝")).to_be_visible()
    expect(sheet.locator("li").filter(has_text="高风险解读").locator(".morning-mark").first).to_have_text(
        "仅限一对一"
    )
    assert violations(page, ".morning") == []
    page.get_by_role("link", name="各机构采用率").click()
    expect(page).to_have_url(re.compile("/adoption/$"))
    expect(page.locator("main")).to_be_visible()
    assert violations(page, "main") == []


def test_it_prints_on_one_sheet(lead: User, open_as: Open) -> None:
    page = open_as(lead, DESKTOP)
    page.goto("/admin/morning/")
    assert page.pdf(format="A4").count(b"/Type /Page\n") == 1


@pytest.mark.parametrize("address", ["/admin/morning/", "/admin/morning/adoption/", "/admin/numbers/"])
def test_it_fits_a_phone(lead: User, open_as: Open, address: str) -> None:
    page = open_as(lead, SMALL)
    page.goto(address)
    expect(page.locator("main")).to_be_visible()
    assert overflow(page) <= 0


def violations(page: Page, part: str) -> list[str]:
    """Return which rules of WCAG 2.2 AA `part` of the page breaks, by axe."""
    options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
    return [one["id"] for one in Axe().run(page, part, options).response["violations"]]
