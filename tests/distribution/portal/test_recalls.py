import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from distribution.enums import RecallOutcome
from tests.distribution.conftest import Bank
from tests.factories.distribution import recall_task
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition

HTMX = {"HX-Request": "true"}
TEXT = "不许再出现的文案。以上信息仅供参考，不构成任何投资建议。"


def test_a_task_gives_reason_correction_and_contact_but_not_the_content(
    bank: Bank, manager_client: Client
) -> None:
    edition = issue_edition(branch=bank.tree.head_office, title="产品要点", texts={"moments": TEXT})
    recall_task(edition, bank.manager, correction="更正：以说明书为准。")
    page = manager_client.get("/recalls/").content.decode()
    for words in ("产品要点", edition.number, "更正：以说明书为准。", settings.ARMOURY_RECALL_CONTACT):
        assert words in page
    assert "不许再出现的文案" not in page
    assert page.count('name="outcome"') == 3


def test_without_an_approved_correction_none_can_be_sent(bank: Bank, manager_client: Client) -> None:
    recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    assert 'value="corrected"' not in manager_client.get("/recalls/").content.decode()


@pytest.mark.parametrize("headers", [{}, HTMX])
@pytest.mark.parametrize("outcome", ["declared_gone", "corrected", "never_sent"])
def test_each_outcome_is_kept(
    bank: Bank, manager_client: Client, outcome: str, headers: dict[str, str]
) -> None:
    task = recall_task(issue_edition(branch=bank.tree.head_office), bank.manager, correction="更正。")
    address = reverse("answer", args=[task.public_id])
    response = manager_client.post(address, {"outcome": outcome}, headers=headers)
    assert response.status_code == (200 if headers else 302)
    task.refresh_from_db()
    assert task.outcome == outcome
    page = manager_client.get("/recalls/").content.decode()
    assert 'name="outcome"' not in page
    assert "recall--answered" in page
    assert "nav__count" not in page


def test_a_second_other_answer_is_a_conflict(bank: Bank, manager_client: Client) -> None:
    task = recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    address = reverse("answer", args=[task.public_id])
    manager_client.post(address, {"outcome": "never_sent"})
    assert manager_client.post(address, {"outcome": "declared_gone"}).status_code == 409
    task.refresh_from_db()
    assert task.outcome == RecallOutcome.NEVER_SENT


@pytest.mark.parametrize("outcome", ["pending", "gone", ""])
def test_nothing_else_is_an_outcome(bank: Bank, manager_client: Client, outcome: str) -> None:
    task = recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    response = manager_client.post(reverse("answer", args=[task.public_id]), {"outcome": outcome})
    assert response.status_code == 404


def test_anothers_task_does_not_exist(bank: Bank, manager_client: Client) -> None:
    edition = issue_edition(branch=bank.tree.head_office, title="别人的任务")
    task = recall_task(edition, UserFactory(manager=True, branch=bank.tree.east_sub))
    address = reverse("answer", args=[task.public_id])
    assert manager_client.post(address, {"outcome": "never_sent"}).status_code == 404
    task.refresh_from_db()
    assert task.outcome == RecallOutcome.PENDING
    assert "别人的任务" not in manager_client.get("/recalls/").content.decode()


@pytest.mark.parametrize("count", [1, 20])
def test_queries_do_not_grow(
    bank: Bank, manager_client: Client, django_assert_num_queries: DjangoAssertNumQueries, count: int
) -> None:
    for number in range(count):
        segment = ("credit_card", "payroll", "elderly", "neighbourhood")[number % 4]
        recall_task(
            issue_edition(branch=bank.tree.head_office, segments=[segment]), bank.manager, segment=segment
        )
    with django_assert_num_queries(7):
        page = manager_client.get("/recalls/").content.decode()
    assert page.count('class="recall"') == count
