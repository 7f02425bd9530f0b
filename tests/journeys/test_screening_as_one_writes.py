"""Screening while somebody writes, in a real browser: what is found, going there, doing what is suggested."""

from collections.abc import Callable

import pytest
from django.core.cache import cache
from playwright.sync_api import Locator, Page, expect

from content.models import Component
from tests.conftest import FrozenClock
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.people import branch_tree
from tests.factories.review import make_component
from tests.journeys.live import DESKTOP, Open

pytestmark = [pytest.mark.browser, pytest.mark.once]

SECOND = 1_000
"""From the last key to the finding, in milliseconds."""


@pytest.fixture
def draft(transactional_db: None, frozen_clock: FrozenClock) -> Component:
    cache.clear()
    branch = branch_tree().head_office
    return make_component(
        kind="product_analysis", branch=branch, texts={"moments": f"欢迎了解。{WEALTH_DISCLOSURES}"}
    )


@pytest.fixture
def opened(open_as: Open, draft: Component) -> Callable[..., Page]:
    """Return a function that opens the draft's form for its author, checked once already."""

    def open_form(viewport: object = DESKTOP) -> Page:
        page = open_as(draft.created_by, viewport)
        page.goto(f"/admin/content/product_analysis/edit/{draft.pk}/")
        expect(page.locator(".desk-writing__bar")).to_be_visible()
        return page

    return open_form


def box_of(page: Page, name: str) -> Locator:
    """The findings below the field `name`."""
    field = page.locator(f'[data-field]:has(> * [name="{name}"])')
    return field.locator("xpath=following-sibling::*[1][contains(@class, 'desk-writing__box')]")


def selected(page: Page) -> str:
    return str(page.evaluate("getSelection().toString()"))


def test_a_word_is_found_within_the_second_and_gone_to_and_taken_out_and_put_back(
    opened: Callable[..., Page],
) -> None:
    page = opened()
    title = page.locator("[name=title]")
    title.fill("")
    title.press_sequentially("稳健理财，保证收益")
    expect(box_of(page, "title").locator("mark")).to_have_text("保证收益", timeout=SECOND)
    expect(box_of(page, "title")).to_contain_text("必须修改")
    expect(box_of(page, "title")).to_contain_text("广告法")
    expect(page.locator("[role=status][data-review-writing-target]")).to_contain_text("处须修改")
    box_of(page, "title").get_by_role("button", name="定位到文字").click()
    assert selected(page) == "保证收益"
    expect(title).to_be_focused()
    page.keyboard.type("了解产品")
    expect(title).to_have_value("稳健理财，了解产品")
    expect(box_of(page, "title")).to_have_count(0)
