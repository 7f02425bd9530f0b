from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content.enums import Slot
from content.kinds import PRODUCT_ANALYSIS
from distribution.actions.build_packages import build_day
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import (
    EntryFactory,
    PackageFactory,
    ProgrammeFactory,
    pull_edition,
    recall_task,
    time_slot,
)
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, make_component, recall_edition

QUERIES = 17
"""Session, user with branch, groups, clock, places, times of slots, packages, items, editions, own pulls,
saved pieces, customers' events, activities, pending recalls."""


def body(client: Client) -> str:
    response = client.get("/")
    assert response.status_code == 200
    text: str = response.content.decode()
    return text


def test_head_office_and_own_branch_lie_together(bank: Bank, manager_client: Client) -> None:
    tree = bank.tree
    for branch, title in ((tree.head_office, "总行早报"), (tree.east, "东城早报"), (tree.west, "西城早报")):
        PackageFactory(branch=branch, editions=(issue_edition(branch=branch, title=title),))
    page = body(manager_client)
    assert "总行早报" in page
    assert "东城早报" in page
    assert "西城早报" not in page


def test_a_foreign_edition_in_a_usable_package_is_not_shown(bank: Bank, manager_client: Client) -> None:
    foreign = issue_edition(branch=bank.tree.west, title="西城早报")
    PackageFactory(branch=bank.tree.head_office, editions=(foreign,))
    assert "西城早报" not in body(manager_client)


def test_only_this_day_is_shown(bank: Bank, manager_client: Client, frozen_clock: FrozenClock) -> None:
    edition = issue_edition(branch=bank.tree.head_office, title="明日早报")
    for days in (-1, 1):
        PackageFactory(
            branch=bank.tree.head_office,
            day=frozen_clock.at.date() + timedelta(days=days),
            editions=(edition,),
        )
    page = body(manager_client)
    assert "明日早报" not in page
    assert 'href="/search/"' in page[page.index('class="empty"') :]


@pytest.mark.parametrize(
    ("hour", "first", "has_due"),
    [(8, "morning", True), (12, "noon", True), (15, "evening", False), (19, "evening", True)],
)
def test_what_is_due_stands_first(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock, hour: int, first: str, has_due: bool
) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    for slot in Slot:
        PackageFactory(branch=bank.tree.head_office, editions=(edition,), slot=slot)
    frozen_clock.move_to(frozen_clock.at.replace(hour=hour))
    page = body(manager_client)
    assert min(Slot.values, key=lambda slot: page.index(f'id="slot-{slot}"')) == first
    assert ("chip--now" in page) is has_due


def test_nothing_that_is_not_in_force_is_shown(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    owner, at = bank.tree.head_office, frozen_clock.at
    recalled = issue_edition(branch=owner, title="已召回的早报")
    expired = issue_edition(branch=owner, title="已过期的早报", valid_until=at + timedelta(hours=1))
    scheduled = issue_edition(branch=owner, title="未生效的早报", valid_from=at + timedelta(hours=3))
    component = make_component(branch=owner, title="被替代的早报")
    superseded = issue_edition(component=component)
    component.refresh_from_db()
    component.title = "新版早报"
    component.save()
    component.save_revision(user=component.created_by, clean=False)
    component.refresh_from_db()
    follower = issue_edition(component=component)
    PackageFactory(branch=owner, editions=(recalled, expired, scheduled, superseded, follower))
    before = body(manager_client)
    assert "已召回的早报" in before
    recall_edition(recalled)
    frozen_clock.move_to(at + timedelta(hours=2))
    page = body(manager_client)
    assert "新版早报" in page
    for title in ("已召回的早报", "已过期的早报", "未生效的早报", "被替代的早报"):
        assert title not in page


def test_cards_say_what_is_taken_and_what_is_locked(bank: Bank, manager_client: Client) -> None:
    brief = issue_edition(branch=bank.tree.head_office)
    risky = issue_edition(
        branch=bank.tree.head_office,
        kind=PRODUCT_ANALYSIS.code,
        risk="R4",
        texts={"one_to_one": "风险等级R4。理财非存款、产品有风险、投资须谨慎。"},
    )
    PackageFactory(branch=bank.tree.head_office, editions=(brief, risky))
    assert body(manager_client).count("chip--taken") == 0
    pull_edition(brief, bank.manager)
    pull_edition(brief, UserFactory(manager=True, branch=bank.tree.east), channel="group")
    page = body(manager_client)
    assert page.count("chip--taken") == 1
    assert page.count("chip--locked") == 2
    assert "<b>5</b>" in page


def test_recalls_stand_on_top(bank: Bank, manager_client: Client) -> None:
    recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    page = body(manager_client)
    assert 'href="/recalls/"' in page[page.index("notice--stop") :]
    assert '<span class="nav__count">1</span>' in page


def test_an_edition_stands_once_in_a_slot(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    for branch in (bank.tree.head_office, bank.tree.east):
        PackageFactory(branch=branch, editions=(edition,))
    assert body(manager_client).count('class="card"') == 1


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    editions = tuple(
        issue_edition(branch=bank.tree.head_office, title=f"早报{number}") for number in range(count)
    )
    PackageFactory(branch=bank.tree.head_office, editions=editions)
    pull_edition(editions[0], bank.manager)
    with django_assert_num_queries(QUERIES + 1):  # reads what this process has not shown before
        page = body(manager_client)
    assert page.count('class="card"') == count
    with django_assert_num_queries(QUERIES):
        assert body(manager_client).count('class="card"') == count


def test_a_slot_past_midnight_still_shows_yesterday(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    edition = issue_edition(branch=bank.tree.head_office, title="夜间话题")
    PackageFactory(branch=bank.tree.head_office, editions=(edition,), slot=Slot.EVENING)
    time_slot(ProgrammeFactory(branch=bank.tree.head_office), Slot.EVENING, "21:30", "00:30")
    frozen_clock.move_to(frozen_clock.at.replace(hour=0, minute=29) + timedelta(days=1))
    manager_client.force_login(bank.manager)
    page = body(manager_client)
    assert "夜间话题" in page
    assert page.index("昨天的") < page.index("chip--now")
    frozen_clock.advance(minutes=1)
    assert "夜间话题" not in body(manager_client)


def test_a_late_brief_has_a_stand_in_from_the_opening_until_it_is_issued(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    owner, at = bank.tree.head_office, frozen_clock.at
    stand_in = issue_edition(branch=owner, kind=PRODUCT_ANALYSIS.code, title="长期替补")
    programme = ProgrammeFactory(branch=owner)
    time_slot(programme, Slot.MORNING, "08:30", "12:00")
    EntryFactory(programme=programme, stand_in=stand_in)
    build_day(at.date(), at)
    page = body(manager_client)
    assert "长期替补" not in page
    assert "待审" not in page
    frozen_clock.move_to(at.replace(minute=30))
    page = body(manager_client)
    assert "长期替补" in page
    assert "晨间财经早报待审" in page
    brief = issue_edition(branch=owner, title="迟到的早报")
    for _ in range(2):
        page = body(manager_client)
        assert "迟到的早报" in page
        assert "长期替补" not in page
        assert "待审" not in page
        build_day(at.date(), frozen_clock.at)
    recall_edition(brief)
    assert "迟到的早报" not in body(manager_client)


def test_a_stand_in_that_is_recalled_is_gone_and_the_waiting_stays(
    bank: Bank, manager_client: Client, frozen_clock: FrozenClock
) -> None:
    owner, at = bank.tree.head_office, frozen_clock.at
    stand_in = issue_edition(branch=owner, kind=PRODUCT_ANALYSIS.code, title="长期替补")
    EntryFactory(programme=ProgrammeFactory(branch=owner), stand_in=stand_in)
    build_day(at.date(), at)
    recall_edition(stand_in)
    page = body(manager_client)
    assert "长期替补" not in page
    assert "晨间财经早报待审" in page
