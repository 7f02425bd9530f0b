"""The pages of deliveries: who sees them, what they say, what they cost."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import LedgerRecord, OutboxMessage, OutboxStatus
from people.enums import Role
from people.models import User
from tests.factories.core import OutboxMessageFactory
from tests.factories.people import BranchTree, UserFactory, branch_tree

LIST = reverse("outbox:index")
HOME = reverse("wagtailadmin_home")
SECRET = "edition:only-for-keepers"


@pytest.fixture
def tree(db: None) -> BranchTree:
    return branch_tree()


@pytest.fixture
def keeper(tree: BranchTree) -> User:
    return UserFactory(operator=True, branch=tree.head_office)


@pytest.fixture
def client(keeper: User) -> Client:
    return signed_in(keeper)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def address(view: str, message: OutboxMessage) -> str:
    return reverse(f"outbox:{view}", args=[message.pk])


def listed(client: Client, **query: str) -> list[OutboxMessage]:
    return list(client.get(LIST, query).context["object_list"])


def text(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.parametrize("role", sorted(set(Role) - {Role.ADMINISTRATOR, Role.MANAGER}))
def test_others_see_neither_menu_nor_panel_nor_page(role: Role, tree: BranchTree) -> None:
    """The operator is one of a branch."""
    message = OutboxMessageFactory(dead=True, object_key=SECRET)
    other = signed_in(UserFactory(roles=[role], branch=tree.east))
    home = text(other, HOME)
    assert LIST not in home
    assert "stuck-messages" not in home
    for url in (LIST, reverse("outbox:index_results"), address("message", message)):
        response = other.get(url)
        assert response.status_code == 403
        assert SECRET not in response.content.decode()
    posts = {
        address("retry", message): {},
        address("close", message): {"close-outcome": "not_needed", "close-note": "x"},
        reverse("outbox:retry_dead"): {"handler": message.handler},
    }
    for url, data in posts.items():
        response = other.post(url, data)
        assert response.status_code == 403
        assert SECRET not in response.content.decode()
    assert OutboxMessage.objects.get().status == OutboxStatus.DEAD
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 3


@pytest.mark.parametrize("role", [Role.ADMINISTRATOR, Role.OPERATOR])
def test_keepers_find_menu_and_panel(role: Role, tree: BranchTree) -> None:
    client = signed_in(UserFactory(roles=[role], branch=tree.head_office))
    assert LIST in text(client, HOME)
    assert "消息均已投递" in text(client, HOME)
    OutboxMessageFactory(dead=True)
    OutboxMessageFactory.create_batch(2, unknown=True)
    home = text(client, HOME)
    assert "1 条消息已放弃投递：请排除原因后重新投递。" in home
    assert "2 条消息结果不明：请先到接收方核实，再重新投递或关闭。" in home


def test_without_filters_what_needs_a_person_is_shown(client: Client) -> None:
    by_status = {status: OutboxMessageFactory(status=status) for status in OutboxStatus}
    assert listed(client) == [by_status[OutboxStatus.DEAD], by_status[OutboxStatus.UNKNOWN]]
    assert listed(client, status="done") == [by_status[OutboxStatus.DONE]]
    assert len(listed(client, status="all")) == len(OutboxStatus)


def test_filtered_by_topic_and_receiver(client: Client) -> None:
    here = OutboxMessageFactory(dead=True)
    there = OutboxMessageFactory(dead=True, topic="case.opened", handler="elsewhere")
    assert listed(client) == [there, here]
    assert listed(client, topic="edition.recalled") == [here]
    assert listed(client, handler="else") == [there]


def test_an_empty_list_says_so(client: Client) -> None:
    assert "消息全部送达，没有需要人工处理的消息。" in text(client, LIST)
    assert "没有符合筛选条件的消息" in text(client, f"{LIST}?status=dead")


@pytest.mark.parametrize("trait", ["dead", "unknown"])
def test_the_list_costs_the_same_at_one_and_at_twenty(client: Client, trait: str) -> None:
    OutboxMessageFactory(**{trait: True})
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    OutboxMessageFactory.create_batch(19, **{trait: True})
    with CaptureQueriesContext(connection) as many:
        assert len(client.get(LIST).context["object_list"]) == 20
    assert len(many) == len(few)


def test_what_an_error_says_is_text_and_cut_in_the_list(client: Client) -> None:
    message = OutboxMessageFactory(dead=True, error="<script>alert(1)</script>" + "长" * 500)
    for url in (LIST, address("message", message)):
        page = text(client, url)
        assert "<script>alert(1)" not in page
        assert "&lt;script&gt;alert(1)" in page
    assert "长" * 200 not in text(client, LIST)
    assert "长" * 500 in text(client, address("message", message))


def test_delivered_again(client: Client, keeper: User) -> None:
    message = OutboxMessageFactory(dead=True)
    response = client.post(address("retry", message), {"retry-note": "已修复"})
    assert response["Location"] == address("message", message)
    message.refresh_from_db()
    assert message.status == OutboxStatus.READY
    page = text(client, address("message", message))
    assert "安排重新投递" in page
    assert "已修复" in page
    assert str(keeper) in page
    assert address("retry", message) not in page


def test_an_unknown_one_asks_whether_the_receiving_side_was_looked_at(client: Client) -> None:
    message = OutboxMessageFactory(unknown=True)
    incomplete: list[dict[str, str]] = [
        {},
        {"retry-note": "没有收到"},
        {"retry-looked_at": "on", "retry-note": "  "},
    ]
    for data in incomplete:
        response = client.post(address("retry", message), data)
        assert response.context["retry_form"].errors
        message.refresh_from_db()
        assert message.status == OutboxStatus.UNKNOWN
    client.post(address("retry", message), {"retry-looked_at": "on", "retry-note": "没有收到"})
    message.refresh_from_db()
    assert message.status == OutboxStatus.READY


def test_closed(client: Client) -> None:
    message = OutboxMessageFactory(unknown=True)
    for data in (
        {"close-note": "x"},
        {"close-outcome": "done", "close-note": "x"},
        {"close-outcome": "found_sent"},
    ):
        assert client.post(address("close", message), data).context["close_form"].errors
    client.post(address("close", message), {"close-outcome": "found_sent", "close-note": "对方已收到"})
    message.refresh_from_db()
    assert message.status == OutboxStatus.FOUND_SENT
    page = text(client, address("message", message))
    assert "关闭：查明已送达" in page
    assert "对方已收到" in page


def test_who_comes_second_is_told(client: Client) -> None:
    message = OutboxMessageFactory(status=OutboxStatus.DONE)
    posts = {
        address("retry", message): {"retry-note": "x"},
        address("close", message): {"close-outcome": "not_needed", "close-note": "x"},
        reverse("outbox:retry_dead"): {"handler": message.handler},
    }
    for url, data in posts.items():
        response = client.post(url, data)
        assert response.status_code == 409
        assert "已有同事先行处理" in response.content.decode()


def test_all_of_one_receiver_at_once(client: Client) -> None:
    OutboxMessageFactory.create_batch(3, dead=True)
    OutboxMessageFactory(dead=True, handler="another")
    page = text(client, LIST)
    assert "distribution.ask_for_deletion：3 条消息已放弃投递" in page
    response = client.post(
        reverse("outbox:retry_dead"), {"handler": "distribution.ask_for_deletion"}, follow=True
    )
    assert "3 条消息将重新投递。" in response.content.decode()
    assert OutboxMessage.objects.get(status=OutboxStatus.DEAD).handler == "another"


def test_a_message_that_is_not_there(client: Client) -> None:
    for number in (404, 10**30):
        assert client.get(reverse("outbox:message", args=[number])).status_code == 404


def test_nothing_is_changed_by_looking(client: Client) -> None:
    message = OutboxMessageFactory(dead=True)
    for view in ("retry", "close"):
        assert client.get(address(view, message)).status_code == 405
    assert client.get(reverse("outbox:retry_dead")).status_code == 405
    assert OutboxMessage.objects.get().status == OutboxStatus.DEAD
