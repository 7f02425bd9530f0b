"""The pages of handing over."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from distribution.models import RecallTask
from people.actions.hand_over import Absence, hand_over
from people.models import StandIn, User
from tests.distribution.conftest import Bank, bank
from tests.factories.content import today
from tests.factories.distribution import pull_edition, recall_task
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition

__all__ = ["bank"]

LIST = "/admin/hand-over/"


def page_of(person: User) -> str:
    return reverse("hand_over:person", args=[person.pk])


def test_a_lead_hands_over_within_the_branch(bank: Bank, client: Client) -> None:
    pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub, display_name="接手的小李")
    client.force_login(UserFactory(lead=True, branch=bank.tree.east))
    assert page_of(bank.manager) in client.get(LIST).content.decode()
    page = client.get(page_of(bank.manager)).content.decode()
    assert "已领取 1 篇内容，今后可能被召回" in page
    assert "接手的小李" in page
    form = {"colleague": colleague.pk, "first_day": today(), "last_day": ""}
    assert client.post(page_of(bank.manager), form).status_code == 302
    assert StandIn.objects.get().colleague == colleague
    assert "无。" in client.get(page_of(bank.manager)).content.decode()


def test_what_is_wrong_is_said(bank: Bank, client: Client) -> None:
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    client.force_login(UserFactory(lead=True, branch=bank.tree.east))
    form = {"colleague": colleague.pk, "first_day": "2026-01-02", "last_day": "2026-01-01"}
    answer = client.post(page_of(bank.manager), form)
    assert answer.status_code == 409
    assert "这些日期已过" in answer.content.decode()
    assert client.post(page_of(bank.manager), {"first_day": "x"}).status_code == 400
    assert not StandIn.objects.exists()


def test_a_foreign_branch_is_not_there(bank: Bank, client: Client) -> None:
    client.force_login(UserFactory(lead=True, branch=bank.tree.west))
    assert client.get(page_of(bank.manager)).status_code == 404
    assert page_of(bank.manager) not in client.get(LIST).content.decode()
    client.force_login(UserFactory(editor=True, branch=bank.tree.head_office))
    assert client.get(page_of(bank.manager)).status_code == 404
    assert client.get(LIST).status_code == 302


def test_the_staff_form_says_what_is_left(bank: Bank, client: Client) -> None:
    pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    client.force_login(UserFactory(administrator=True, branch=bank.tree.head_office))
    address = reverse("wagtailusers_users:edit", args=[bank.manager.pk])
    form = {
        "username": bank.manager.username,
        "staff_number": bank.manager.staff_number,
        "display_name": bank.manager.display_name,
        "email": "",
        "branch": bank.manager.branch_id,
        "groups": [bank.manager.groups.get().pk],
        "password1": "",
        "password2": "",
    }
    page = client.post(address, form).content.decode()
    assert "请先移交此人名下的事项：已发内容的召回任务（1）" in page
    assert page_of(bank.manager) in page
    assert User.objects.get(pk=bank.manager.pk).is_active


def test_the_successor_reads_whose_post_it_was(bank: Bank, client: Client) -> None:
    task: RecallTask = recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    admin = UserFactory(administrator=True, branch=bank.tree.head_office)
    hand_over(bank.manager, colleague, Absence(today(), None), actor=admin, at=clock.now())
    client.force_login(colleague)
    page = client.get("/recalls/").content.decode()
    assert f"原由{bank.manager}发布" in page
    answer = client.post(reverse("answer", args=[task.public_id]), {"outcome": "declared_gone"})
    assert answer.status_code == 302
    client.force_login(UserFactory(manager=True, branch=bank.tree.east_sub))
    assert str(bank.manager) not in client.get("/recalls/").content.decode()


def test_the_list_is_searched_and_holds_no_foreign_branch(bank: Bank, client: Client) -> None:
    UserFactory(manager=True, branch=bank.tree.west, display_name="西城小西")
    UserFactory(manager=True, branch=bank.tree.east, display_name="东城小东")
    client.force_login(UserFactory(lead=True, branch=bank.tree.east))
    everybody = client.get("/admin/hand-over/").content.decode()
    assert "东城小东" in everybody
    assert "西城小西" not in everybody
    found = client.get("/admin/hand-over/", {"q": "小东"}).content.decode()
    assert "东城小东" in found
    assert str(bank.manager) not in found


@pytest.mark.parametrize("count", [1, 20])
def test_the_lists_queries_do_not_grow(bank: Bank, client: Client, count: int) -> None:
    for _one in range(count):
        UserFactory(manager=True, branch=bank.tree.east_sub)
    client.force_login(UserFactory(lead=True, branch=bank.tree.east))
    client.get("/admin/hand-over/")
    with CaptureQueriesContext(connection) as queries:
        assert client.get("/admin/hand-over/").status_code == 200
    assert len(queries) == 14
