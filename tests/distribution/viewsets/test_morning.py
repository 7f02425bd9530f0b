"""The morning page and adoption: for those who answer for managers, with no manager's name."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from content.enums import Slot
from core import clock
from distribution.actions.ask_for_content import ask_for_content
from distribution.actions.decline_request import decline_request
from distribution.domain.adoption import TakeUp
from distribution.models import PackageWait
from distribution.queries.adoption import adoption, take_up
from distribution.queries.morning import MOST_PIECES, morning_of
from people.enums import Role
from people.models import Branch, User
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import today
from tests.factories.distribution import EntryFactory, PackageFactory, pull_edition, recall_task, wish
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition

PAGE = "/admin/morning/"
ADOPTION = "/admin/morning/adoption/"


def lead_of(branch: Branch) -> User:
    return UserFactory(lead=True, branch=branch)


def test_the_day_by_slot_and_what_is_locked(bank: Bank) -> None:
    free = issue_edition(branch=bank.tree.head_office, title="早报甲")
    locked = issue_edition(branch=bank.tree.east, kind="product_analysis", risk="R4", title="高风险乙")
    foreign = issue_edition(branch=bank.tree.west, title="西城丙")
    PackageFactory(branch=bank.tree.head_office, editions=(free,))
    PackageFactory(branch=bank.tree.east, editions=(locked,), slot=Slot.NOON)
    PackageFactory(branch=bank.tree.west, editions=(foreign,))
    found = morning_of(lead_of(bank.tree.east), bank.tree.east, clock.now())
    assert {one.slot: [piece.title for piece in one.pieces] for one in found.slots} == {
        Slot.MORNING: ["早报甲"],
        Slot.NOON: ["高风险乙"],
        Slot.EVENING: [],
    }
    assert found.slots[0].pieces[0].limits == ()
    assert found.slots[0].pieces[0].words != ""
    assert found.slots[1].pieces[0].limits[0] == "仅限一对一"


def test_a_late_brief_is_said(bank: Bank, client: Client) -> None:
    built = PackageFactory(branch=bank.tree.head_office, is_built=True, title="")
    entry = EntryFactory(programme__branch=bank.tree.head_office)
    PackageWait.objects.create(package=built, entry=entry, slot=Slot.MORNING, kind="morning_brief")
    client.force_login(lead_of(bank.tree.east))
    assert "晨间财经早报待审" in client.get(PAGE).content.decode()


def test_more_pieces_than_fit_the_sheet_are_counted(bank: Bank, client: Client) -> None:
    editions = tuple(
        issue_edition(branch=bank.tree.head_office, title=f"第{number}篇")
        for number in range(MOST_PIECES + 2)
    )
    PackageFactory(branch=bank.tree.head_office, editions=editions)
    client.force_login(lead_of(bank.tree.east))
    page = client.get(PAGE).content.decode()
    assert f"第{MOST_PIECES - 1}篇" in page
    assert f"第{MOST_PIECES}篇" not in page
    assert "另有 2 篇" in page


def test_yesterday_recalls_and_answers_are_numbers_of_the_own_managers(
    bank: Bank, client: Client, frozen_clock: FrozenClock
) -> None:
    edition = issue_edition(branch=bank.tree.head_office, valid_until=clock.now() + timedelta(days=5))
    west = UserFactory(manager=True, branch=bank.tree.west, display_name="西城小西")
    bank.manager.display_name = "桃园小桃"
    bank.manager.save()
    pull_edition(edition, bank.manager)
    pull_edition(edition, west)
    for manager in (bank.manager, west):
        recall_task(issue_edition(branch=bank.tree.head_office), manager)
        asked = ask_for_content(wish("端午短文案"), actor=manager, at=clock.now())
        ask_for_content(wish("中秋文案"), actor=manager, at=clock.now())
        editor = UserFactory(editor=True, branch=bank.tree.head_office)
        decline_request(asked.public_id, "请用旧文", actor=editor, at=clock.now())
    frozen_clock.advance(days=1)
    lead = lead_of(bank.tree.east)
    found = morning_of(lead, bank.tree.east, clock.now())
    assert (found.yesterday, found.open_recalls, found.waiting_requests) == (TakeUp(1, 1), 1, 1)
    assert [one.title for one in found.answered] == ["端午短文案"]
    client.force_login(lead)
    page = client.get(PAGE).content.decode()
    assert "端午短文案" in page
    assert "桃园小桃" not in page
    assert "西城小西" not in page


@pytest.mark.parametrize("role", [Role.MANAGER, Role.EDITOR, Role.OFFICER, Role.AUDITOR, Role.ADMINISTRATOR])
def test_others_are_not_shown_either(bank: Bank, client: Client, role: Role) -> None:
    client.force_login(UserFactory(roles=[role], branch=bank.tree.head_office))
    for address in (PAGE, ADOPTION):
        assert client.get(address).status_code == 302


def staffed(bank: Bank) -> None:
    """Six managers in west, of whom three take something; one below east, who does."""
    edition = issue_edition(branch=bank.tree.head_office)
    for number in range(6):
        manager = UserFactory(manager=True, branch=bank.tree.west)
        if number < 3:
            pull_edition(edition, manager)
            pull_edition(edition, manager)
    pull_edition(edition, bank.manager)


def test_adoption_counts_people_once_and_keeps_small_branches_from_shares(bank: Bank) -> None:
    staffed(bank)
    operator = UserFactory(operator=True, branch=bank.tree.head_office)
    found = adoption(operator, bank.tree.head_office, today())
    assert [(line.label, line.active, line.weeks[-1].used) for line in found.branches] == [
        ("总行本级", 0, 0),
        ("东城分行", 1, 1),
        ("西城分行", 6, 3),
    ]
    assert [line.weeks[-1].percent for line in found.branches] == [None, None, 50]
    assert (found.total.weeks[-1], found.total.weeks[0]) == (TakeUp(4, 7), TakeUp(0, 7))


def test_a_lead_sees_their_branch_alone(bank: Bank, client: Client) -> None:
    staffed(bank)
    lead = lead_of(bank.tree.east)
    found = adoption(lead, bank.tree.east, today())
    assert [(line.label, line.active) for line in found.branches] == [("东城分行本级", 0), ("桃园支行", 1)]
    assert take_up(lead, bank.tree.east, today()) == TakeUp(1, 1)
    client.force_login(lead)
    page = client.get(ADOPTION).content.decode()
    assert "西城分行" not in page
    assert "%</small>" not in page
    assert '<svg class="bars"' not in page


def test_who_left_counts_neither_as_active_nor_as_using(bank: Bank) -> None:
    staffed(bank)
    bank.manager.is_active = False
    bank.manager.save()
    operator = UserFactory(operator=True, branch=bank.tree.head_office)
    assert adoption(operator, bank.tree.head_office, today()).total.weeks[-1] == TakeUp(3, 6)


def test_the_chart_has_the_share_of_everybody(bank: Bank, client: Client) -> None:
    staffed(bank)
    client.force_login(UserFactory(operator=True, branch=bank.tree.head_office))
    page = client.get(ADOPTION).content.decode()
    assert '<svg class="bars"' in page
    assert 'width="57.00%"' in page
    assert "<small>50%</small>" in page


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(
    bank: Bank, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    PackageFactory(branch=bank.tree.head_office, editions=(edition,))
    for _one in range(count):
        pull_edition(edition, UserFactory(manager=True, branch=bank.tree.west))
    operator = UserFactory(operator=True, branch=bank.tree.head_office)
    at, day = clock.now(), today()
    morning_of(operator, bank.tree.head_office, at)
    with django_assert_num_queries(3):
        adoption(operator, bank.tree.head_office, day)
    with django_assert_num_queries(10):
        morning_of(operator, bank.tree.head_office, at)
