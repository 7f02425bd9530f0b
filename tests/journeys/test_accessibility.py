"""The portal for everyone: WCAG 2.2 AA by axe, twice the type, and light enough for a bad network."""

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, Response, ViewportSize, expect

from content.kinds import PRODUCT_ANALYSIS
from core import clock
from distribution.actions.choose_persona import choose_persona
from distribution.actions.save_piece import save_piece
from distribution.actions.start_run import start_run
from tests.distribution.conftest import Bank
from tests.factories.content import channel, today
from tests.factories.distribution import PackageFactory, pull_edition, reach_of, recall_task
from tests.factories.kinds import make_of_kind
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, issue_of_kind, recall_edition
from tests.journeys.live import DESKTOP, PHONE, SMALL, WCAG, Open, overflow

pytestmark = [pytest.mark.browser, pytest.mark.once]

MOST_BYTES = 100_000
"""Of a page before its pictures: what a manager waits for on a bad network."""


def a_morning(bank: Bank) -> dict[str, str]:
    """Lay out a day with something of every state; return the portal's addresses by name."""
    owner, manager = bank.tree.head_office, bank.manager
    pieces = [issue_edition(branch=owner, title=f"早报{number}") for number in range(6)]
    locked = issue_edition(branch=owner, kind=PRODUCT_ANALYSIS.code, risk="R4", title="高风险解读")
    editor = UserFactory(editor=True, branch=owner)
    lesson = issue_edition(component=make_of_kind("lesson", editor, clock.now()))
    gone = issue_edition(branch=owner, title="已召回")
    PackageFactory(branch=owner, editions=(*pieces, locked))
    reach_of(manager, {str(number): "" for number in range(3)})
    pull = pull_edition(pieces[0], manager)
    recall_task(pieces[1], manager, correction="更正：以最新内容为准。")
    recall_edition(gone)
    return {
        "today": "/",
        "slot": f"/slots/{today()}/morning/",
        "search": "/search/",
        "results": "/search/?q=早报",
        "nothing found": "/search/?q=没有这种内容",
        "piece": f"/e/{pieces[2].public_id}/",
        "locked piece": f"/e/{locked.public_id}/",
        "lesson": f"/e/{lesson.public_id}/",
        **own_things(bank),
        "recalled piece": f"/e/{gone.public_id}/",
        "taken": f"/pulls/{pull.public_id}/",
        "pulls": "/pulls/",
        "recalls": "/recalls/",
        "voice": "/voice/",
        "new request": "/voice/request/",
        "influence": "/influence/",
        "stories": "/stories/",
        "new story": "/stories/new/",
    }


def own_things(bank: Bank) -> dict[str, str]:
    """Give the manager something of each of his own things; return their addresses by name."""
    owner, manager, at = bank.tree.head_office, bank.manager, clock.now()
    persona, script = (issue_of_kind(code, owner) for code in ("persona_template", "script"))
    call = "今晚一起来。活动奖品数量有限，规则以本行公示为准；参与活动无需购买任何产品。"
    kit = issue_of_kind("activity_kit", owner, channels=[channel("group", call)])
    ended = issue_edition(branch=owner, title="收藏后召回")
    choose_persona(persona.public_id, actor=manager, at=at)
    for edition in (script, ended):
        save_piece(edition.public_id, actor=manager, at=at)
    start_run(kit.public_id, at + timedelta(hours=2), actor=manager, at=at)
    pull_edition(kit, manager, channel="group")
    recall_edition(ended)
    return {
        "scripts": "/scripts/",
        "mine": "/mine/",
        "persona": "/mine/persona/",
        "saved": "/mine/saved/",
        "lessons": "/mine/lessons/",
        "activities": "/mine/activities/",
        "run": f"/e/{kit.public_id}/run/",
    }


def opened(page: Page, address: str) -> Response:
    answer = page.goto(address)
    assert answer is not None
    assert answer.status in {200, 410}, (address, answer.status)
    return answer


@pytest.mark.parametrize("viewport", [SMALL, PHONE, DESKTOP], ids=["360", "390", "desktop"])
def test_axe_finds_nothing(live_bank: Bank, open_as: Open, viewport: ViewportSize) -> None:
    addresses, axe = a_morning(live_bank), Axe()
    page, found = open_as(live_bank.manager, viewport), {}
    for name, address in addresses.items():
        opened(page, address)
        options = {"runOnly": {"type": "tag", "values": WCAG}, "resultTypes": ["violations"]}
        for one in axe.run(page, options=options).response["violations"]:
            found[name, one["id"]] = [node["html"][:200] for node in one["nodes"]]
    assert found == {}


def test_twice_the_type_still_fits(live_bank: Bank, open_as: Open) -> None:
    addresses = a_morning(live_bank)
    page, wide = open_as(live_bank.manager, SMALL), {}
    for name, address in addresses.items():
        opened(page, address)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        if overflow(page) > 0:
            wide[name] = overflow(page)
    assert wide == {}


def test_a_page_is_light_before_its_pictures(live_bank: Bank, open_as: Open) -> None:
    addresses, heavy = a_morning(live_bank), {}
    for name, address in addresses.items():
        page = open_as(live_bank.manager, PHONE)
        answers: list[Response] = []
        page.on("response", lambda answer, to=answers: to.append(answer))
        opened(page, address)
        page.wait_for_load_state("networkidle")
        weight = sum(len(one.body()) for one in answers if one.request.resource_type != "image")
        if weight > MOST_BYTES:
            heavy[name] = weight
    assert heavy == {}


def test_the_keyboard_reaches_the_content_first(live_bank: Bank, open_as: Open) -> None:
    a_morning(live_bank)
    page = open_as(live_bank.manager, DESKTOP)
    page.goto("/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="跳到正文")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#content")).to_be_focused()
