"""The rules of events and their counts in the admin."""

import pytest
from django.test import Client

from distribution.models import EventRule
from people.models import User
from tests.distribution.conftest import Bank
from tests.factories.events import reported
from tests.factories.people import UserFactory

INDEX = "/admin/customer-events/"


@pytest.fixture
def operator(bank: Bank) -> User:
    return UserFactory(operator=True, branch=bank.tree.east)


@pytest.fixture
def desk(operator: User, client: Client) -> Client:
    client.force_login(operator)
    return client


def form(**changes: object) -> dict[str, object]:
    return {"event": "payday", "kinds": ["script"], "position": 1, "days": 2, "is_on": "on", **changes}


def test_a_rule_is_added_changed_and_deleted(bank: Bank, desk: Client) -> None:
    assert desk.post(f"{INDEX}new/", form())["Location"] == INDEX
    rule = EventRule.objects.get()
    assert (rule.branch, rule.event, rule.kinds, rule.days) == (bank.tree.east, "payday", ["script"], 2)
    assert desk.post(f"{INDEX}{rule.pk}/", form(days=5))["Location"] == INDEX
    rule.refresh_from_db()
    assert rule.days == 5
    page = desk.get(INDEX).content.decode()
    assert f'href="{INDEX}{rule.pk}/"' in page
    assert "本机构适用" in page
    assert desk.post(f"{INDEX}{rule.pk}/delete/")["Location"] == INDEX
    assert not EventRule.objects.exists()


@pytest.mark.parametrize("wrong", [{"days": 0}, {"days": 31}, {"event": "promotion"}, {"kinds": ["none"]}])
def test_what_makes_no_sense_is_said(bank: Bank, desk: Client, wrong: dict[str, object]) -> None:
    answer = desk.post(f"{INDEX}new/", form(**wrong))
    assert answer.status_code == 400
    assert "error-message" in answer.content.decode()
    assert not EventRule.objects.exists()


def test_what_found_nothing_is_told_without_a_customer(bank: Bank, desk: Client) -> None:
    event = reported(bank.manager)
    page = desk.get(INDEX).content.decode()
    assert f"{INDEX}new/?event=payday" in page
    assert event.tail not in page.replace("csrf", "")[page.index("<main") :]
    assert str(bank.manager) not in page[page.index("<main") :]
