"""Taking out in a manager's name: the manager's rights and limits, the system on record."""

import json
from typing import Any
from uuid import uuid4

import pytest

from core.actions import Refused
from core.models import LedgerRecord
from distribution.actions.pull import Order
from distribution.actions.pull_for import pull_for
from distribution.models import Pull
from people.enums import Scope
from review.models import Edition
from tests.distribution.conftest import Bank
from tests.factories.api import Caller, caller
from tests.factories.content import ImageFactory
from tests.factories.distribution import order_for, set_limit
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition


@pytest.fixture
def system(bank: Bank) -> Caller:
    return caller(bank.tree.east, Scope.PULLS_WRITE, Scope.EDITIONS_READ)


def body(edition: Edition, manager: str, **changes: Any) -> dict[str, Any]:
    return {
        "edition": str(edition.public_id),
        "manager": manager,
        "channel": "moments",
        "segment": "credit_card",
        "request_key": str(uuid4()),
        **changes,
    }


def test_the_manager_has_it_and_the_ledger_says_through_which_system(bank: Bank, system: Caller) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    answer = system.post("pulls/", body(edition, bank.manager.username))
    assert answer.status_code == 200
    made = Pull.objects.get()
    said = answer.json()
    assert (said["id"], said["edition"]) == (str(made.public_id), str(edition.public_id))
    assert (made.manager, said["manager"]) == (bank.manager, bank.manager.username)
    assert said["text"] == edition.content["channels"][0]["value"]["text"]
    record = json.loads(bytes(LedgerRecord.objects.get(event="edition.pulled").payload))
    assert record["manager"] == bank.manager.actor
    assert record["through"] == system.token.client.actor


def test_the_same_order_twice_is_one_pull_and_another_order_under_its_key_is_409(
    bank: Bank, system: Caller
) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    order = body(edition, bank.manager.username)
    answers = [system.post("pulls/", order).json() for _ in range(10)]
    assert all(answer == answers[0] for answer in answers)
    other = system.post("pulls/", order | {"channel": "group"})
    assert (other.status_code, other["Content-Type"]) == (409, "application/problem+json")
    assert Pull.objects.count() == 1


def test_only_managers_of_the_systems_branches_and_no_difference_is_told(bank: Bank, system: Caller) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    UserFactory(manager=True, branch=bank.tree.west, username="foreign")
    UserFactory(manager=True, branch=bank.tree.head_office, username="above")
    UserFactory(editor=True, branch=bank.tree.east, username="editor")
    UserFactory(manager=True, branch=bank.tree.east, username="gone", is_active=False)
    answers = [
        system.post("pulls/", body(edition, login))
        for login in ("nobody", "foreign", "above", "editor", "gone")
    ]
    assert [answer.status_code for answer in answers] == [422] * 5
    assert len({answer.content for answer in answers}) == 1
    assert [error["pointer"] for error in answers[0].json()["errors"]] == ["#/manager"]
    assert not Pull.objects.exists()


def test_what_system_or_manager_may_not_see_is_404(bank: Bank, system: Caller) -> None:
    recalled = issue_edition(branch=bank.tree.head_office)
    recall_edition(recalled)
    foreign = issue_edition(branch=bank.tree.west)
    below = issue_edition(branch=bank.tree.east_sub)
    for edition in (recalled, foreign, below):
        answer = system.post("pulls/", body(edition, bank.manager.username))
        assert answer.status_code == 404
    assert not Pull.objects.exists()


def test_a_recall_holds_for_what_was_taken_already(bank: Bank, system: Caller) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    order = body(edition, bank.manager.username)
    assert system.post("pulls/", order).status_code == 200
    recall_edition(edition)
    assert system.post("pulls/", order).status_code == 404


def test_limits_and_locks_are_409_with_their_words(bank: Bank, system: Caller) -> None:
    set_limit("segment_day", "1")
    first, second = (issue_edition(branch=bank.tree.head_office) for _ in range(2))
    system.post("pulls/", body(first, bank.manager.username))
    full = system.post("pulls/", body(second, bank.manager.username))
    assert (full.status_code, full.json()["type"]) == (409, "urn:armoury:problem:limit-reached")
    private = issue_edition(branch=bank.tree.head_office, kind="product_analysis", risk="R4")
    locked = system.post("pulls/", body(private, bank.manager.username))
    assert (locked.status_code, locked.json()["type"]) == (409, "urn:armoury:problem:locked")


def test_the_action_asks_for_the_scope_itself(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    reader = caller(bank.tree.east, Scope.EDITIONS_READ)
    order: Order = order_for(edition)
    with pytest.raises(Refused) as refusal:
        pull_for(bank.manager.username, order, token=reader.token, at=edition.issued_at)
    assert (refusal.value.rule, refusal.value.actor) == ("scope", reader.token.client.actor)
    assert not Pull.objects.exists()


def test_pictures_are_served_while_the_edition_is_in_force(bank: Bank, system: Caller) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office, pictures=[ImageFactory(branch=bank.tree.head_office)]
    )
    said = system.post("pulls/", body(edition, bank.manager.username)).json()
    path = f"editions/{edition.public_id}/media/{said['pictures'][0]}/"
    answer = system.get(path)
    assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
    assert system.get(f"editions/{edition.public_id}/media/{'0' * 64}/").status_code == 404
    recall_edition(edition)
    assert system.get(path).status_code == 404
