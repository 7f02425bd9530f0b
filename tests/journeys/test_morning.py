"""A manager's morning in a real browser: the slot in one tap, a late brief, and what is locked."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from content.enums import Slot
from content.kinds import PRODUCT_ANALYSIS
from distribution.actions.build_packages import build_day
from distribution.enums import PullStatus
from distribution.models import Pull
from people.models import Qualification
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import ProductFactory
from tests.factories.distribution import (
    EntryFactory,
    PackageFactory,
    ProgrammeFactory,
    pull_edition,
    reach_of,
    set_limit,
    time_slot,
)
from tests.factories.review import issue_edition, make_component, recall_edition, suspend_edition
from tests.journeys.live import DESKTOP, PHONE, SMALL, Open, overflow

pytestmark = pytest.mark.browser

DISCLAIMER = "以上信息仅供参考，不构成任何投资建议。"
COPIED = "navigator.clipboard.readText()"


def brief(bank: Bank, title: str, **traits: object) -> Edition:
    texts = {"moments": f"{title}的朋友圈文案。{DISCLAIMER}"}
    return issue_edition(branch=bank.tree.head_office, title=title, **{"texts": texts, **traits})


@pytest.mark.parametrize("viewport", [SMALL, PHONE, DESKTOP], ids=["360", "390", "desktop"])
def test_a_slot_is_taken_copied_and_declared_sent(
    live_bank: Bank, open_as: Open, viewport: ViewportSize
) -> None:
    first, second = brief(live_bank, "晨间财经早报"), brief(live_bank, "每日一题")
    PackageFactory(branch=live_bank.tree.head_office, editions=(first, second))
    reach_of(live_bank.manager, {str(number): "" for number in range(3)})
    page = open_as(live_bank.manager, viewport)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])

    page.goto("/")
    expect(page.locator(".chip--now")).to_have_text("现在")
    expect(page.locator(".shelf__done")).to_have_text("已领 0 / 2")
    assert overflow(page) <= 0
    page.get_by_role("link", name="领取早间").click()
    expect(page.locator(".slot__head").first).to_have_text("可领取 2 条")
    expect(page.locator(".piece__facts").first).to_contain_text("3 位可见")
    assert overflow(page) <= 0
    page.get_by_role("button", name="领取：朋友圈").click()

    expect(page.locator(".slot__taken")).to_have_count(2)
    page.get_by_role("button", name="复制文案").first.click()
    expect(page.locator(".taken__said").first).to_have_text("已复制")
    assert page.evaluate(COPIED) == f"晨间财经早报的朋友圈文案。{DISCLAIMER}"
    for left in (1, 0):
        page.get_by_role("button", name="我已发送").first.click()
        expect(page.get_by_role("button", name="我已发送")).to_have_count(left)
    assert overflow(page) <= 0

    page.goto("/")
    expect(page.locator(".shelf__done")).to_have_text("已领 2 / 2")
    assert (
        list(Pull.objects.values_list("status", "manager"))
        == [(PullStatus.CONFIRMED, live_bank.manager.pk)] * 2
    )


def test_a_late_brief_has_a_stand_in_until_it_is_approved(
    live_bank: Bank, open_as: Open, frozen_clock: FrozenClock
) -> None:
    owner, at = live_bank.tree.head_office, frozen_clock.at
    stand_in = issue_edition(branch=owner, kind=PRODUCT_ANALYSIS.code, title="长期替补")
    programme = ProgrammeFactory(branch=owner)
    time_slot(programme, Slot.MORNING, "08:30", "12:00")
    EntryFactory(programme=programme, stand_in=stand_in)
    build_day(at.date(), at)
    page = open_as(live_bank.manager, SMALL)

    frozen_clock.move_to(at.replace(minute=31))
    page.goto("/")
    expect(page.locator(".shelf .notice")).to_contain_text("晨间财经早报待审")
    expect(page.get_by_role("link", name="长期替补")).to_be_visible()
    brief(live_bank, "终于批准的早报")
    page.reload()
    expect(page.get_by_role("link", name="终于批准的早报")).to_be_visible()
    expect(page.get_by_text("长期替补")).to_have_count(0)
    expect(page.get_by_text("待审")).to_have_count(0)


def risky(bank: Bank) -> Edition:
    return issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, risk="R4")


def private(bank: Bank) -> Edition:
    product = ProductFactory(is_private=True)
    return issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code, product=product)


def unqualified(bank: Bank) -> Edition:
    edition = issue_edition(branch=bank.tree.head_office, kind=PRODUCT_ANALYSIS.code)
    Qualification.objects.filter(user=bank.manager).delete()
    return edition


def used_up(bank: Bank) -> Edition:
    edition = brief(bank, "名额用完的早报")
    set_limit("moments_day", "1")
    pull_edition(edition, bank.manager)
    return edition


def nobody_left(bank: Bank) -> Edition:
    edition = brief(bank, "人人已满的早报")
    set_limit("moments_day", "1")
    reach_of(bank.manager, {"1": ""})
    pull_edition(edition, bank.manager)
    return edition


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (risky, "R4、R5"),
        (private, "只能一对一向合格投资者展示"),
        (unqualified, "需要理财销售资格才能发送"),
        (used_up, "今日名额已满"),
        (nobody_left, "现在没有可发的客户"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_is_locked_says_why_and_cannot_be_taken(
    live_bank: Bank, open_as: Open, make: Callable[[Bank], Edition], words: str
) -> None:
    edition = make(live_bank)
    page = open_as(live_bank.manager, SMALL)
    page.goto(f"/e/{edition.public_id}/?channel=moments")
    expect(page.locator(".notice--locked")).to_contain_text(words)
    expect(page.locator("#take button")).to_have_count(0)
    assert overflow(page) <= 0


def test_outside_the_hours_it_says_from_when_and_opens_then(
    live_bank: Bank, open_as: Open, frozen_clock: FrozenClock
) -> None:
    words = f"您好，要点请查收。{DISCLAIMER}"
    edition = brief(live_bank, "长者问候", segments=["elderly"], texts={"one_to_one": words})
    page = open_as(live_bank.manager, SMALL)
    page.goto(f"/e/{edition.public_id}/?channel=one_to_one")
    expect(page.locator(".notice--locked")).to_contain_text("9:00 后可发")
    frozen_clock.move_to(frozen_clock.at.replace(hour=9, minute=1))
    page.reload()
    page.locator("#take button").click()
    expect(page.locator(".notice--done")).to_contain_text("已领取")


def lapsed(edition: Edition, frozen_clock: FrozenClock) -> None:
    frozen_clock.move_to(edition.valid_until + timedelta(minutes=1))


def followed(edition: Edition, frozen_clock: FrozenClock) -> None:
    component = edition.component
    component.refresh_from_db()
    component.title = "新版早报"
    component.save()
    component.save_revision(user=component.created_by, clean=False)
    component.refresh_from_db()
    issue_edition(component=component)


def recalled(edition: Edition, frozen_clock: FrozenClock) -> None:
    recall_edition(edition)


def suspended(edition: Edition, frozen_clock: FrozenClock) -> None:
    suspend_edition(edition)


@pytest.mark.parametrize(
    ("end", "words"),
    [
        (recalled, "该内容已召回，不得再发送"),
        (suspended, "该内容已暂停使用，暂不得发送"),
        (followed, "该内容已被新版替代"),
        (lapsed, "该内容已过期，不得再发送"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_ends_while_its_page_is_open_is_not_taken(
    live_bank: Bank,
    open_as: Open,
    frozen_clock: FrozenClock,
    end: Callable[[Edition, FrozenClock], None],
    words: str,
) -> None:
    component = make_component(
        branch=live_bank.tree.head_office,
        title="打开着的早报",
        texts={"moments": f"打开着的朋友圈文案。{DISCLAIMER}"},
        valid_until=frozen_clock.at + timedelta(hours=2),
    )
    edition = issue_edition(component=component)
    page = open_as(live_bank.manager, PHONE)
    page.goto(f"/e/{edition.public_id}/")
    expect(page.locator("main")).to_contain_text("打开着的朋友圈文案")
    end(edition, frozen_clock)
    page.locator("#take button").click()
    expect(page.locator("main")).to_contain_text(words)
    expect(page.get_by_text("打开着的朋友圈文案")).to_have_count(0)
    assert not Pull.objects.exists()


def test_a_network_lost_between_tap_and_answer_counts_once(live_bank: Bank, open_as: Open) -> None:
    edition = brief(live_bank, "断网的早报")
    page = open_as(live_bank.manager, PHONE)
    page.goto(f"/e/{edition.public_id}/")
    lost: list[str] = []

    def lose_the_answer(route: object) -> None:
        lost.append("once")
        route.fetch()  # type: ignore[attr-defined]
        route.abort()  # type: ignore[attr-defined]

    page.route("**/pull/", lose_the_answer, times=1)
    page.locator("#take button").click()
    expect(page.locator("#problem")).to_contain_text("网络无响应")
    assert (lost, Pull.objects.count()) == (["once"], 1)
    page.locator("#take button").click()
    expect(page.locator(".notice--done")).to_contain_text("已领取")
    assert Pull.objects.count() == 1


def test_without_a_secure_context_copying_goes_the_older_way(live_bank: Bank, open_as: Open) -> None:
    edition = brief(live_bank, "普通网络的早报")
    page = open_as(live_bank.manager, PHONE)
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.add_init_script("Object.defineProperty(window, 'isSecureContext', {value: false})")
    take(page, edition)
    page.get_by_role("button", name="复制文案").click()
    expect(page.locator(".taken__said").first).to_have_text("已复制")
    assert page.evaluate(COPIED) == f"普通网络的早报的朋友圈文案。{DISCLAIMER}"


def test_where_copying_is_forbidden_the_text_is_selected(live_bank: Bank, open_as: Open) -> None:
    edition = brief(live_bank, "不许复制的早报")
    page = open_as(live_bank.manager, PHONE)
    page.add_init_script(
        "Object.defineProperty(window, 'isSecureContext', {value: false}); document.execCommand = () => false"
    )
    take(page, edition)
    page.get_by_role("button", name="复制文案").click()
    expect(page.locator(".taken__said").first).to_contain_text("长按")
    assert page.evaluate("document.getSelection().toString()") == f"不许复制的早报的朋友圈文案。{DISCLAIMER}"


def take(page: Page, edition: Edition) -> None:
    page.goto(f"/e/{edition.public_id}/")
    page.locator("#take button").click()
    expect(page.locator(".notice--done")).to_contain_text("已领取")
