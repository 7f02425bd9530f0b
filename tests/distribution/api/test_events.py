"""Events in: signed, once, for managers of the system's branches, and of a customer a hash alone."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.utils.timezone import localtime
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from core import clock
from core.actions import Refused
from core.models import LedgerRecord
from distribution.actions.take_event import Report, take_event
from distribution.models import EventCount, EventSuggestion, ReceivedEvent
from distribution.queries.event_matches import Happening
from people.enums import Scope
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.api import Caller, caller
from tests.factories.events import post_event, said, signed
from tests.factories.people import UserFactory
from tests.factories.review import issue_of_kind
from tests.factories.tags import TagFactory


@pytest.fixture
def system(bank: Bank) -> Caller:
    return caller(bank.tree.east, Scope.EVENTS_WRITE)


def pointers(answer: Any) -> list[str]:
    assert (answer.status_code, answer["Content-Type"]) == (422, "application/problem+json")
    return [error["pointer"] for error in answer.json()["errors"]]


def test_it_is_kept_with_what_fits_and_no_word_of_the_customer(bank: Bank, system: Caller) -> None:
    guide = issue_of_kind("hotspot_guide", bank.tree.head_office)
    issue_of_kind("hotspot_guide", bank.tree.west)
    before = LedgerRecord.objects.count()
    answer = post_event(system, said(bank.manager))
    assert answer.status_code == 200
    kept = ReceivedEvent.objects.get()
    assert answer.json() == {
        "id": "payday-00001",
        "suggestions": 1,
        "shown_until": localtime(kept.shown_until).isoformat(),
    }
    assert (kept.manager, kept.branch, kept.event) == (bank.manager, bank.manager.branch, "payday")
    assert [one.edition for one in EventSuggestion.objects.all()] == [guide]
    assert LedgerRecord.objects.count() == before
    counted = EventCount.objects.get()
    assert (counted.branch, counted.received, counted.without_fit) == (bank.manager.branch, 1, 0)


def test_the_same_again_is_the_same_answer_and_counts_once(bank: Bank, system: Caller) -> None:
    issue_of_kind("hotspot_guide", bank.tree.head_office)
    body = said(bank.manager)
    first = post_event(system, body)
    issue_of_kind("hotspot_guide", bank.tree.head_office)
    again = [post_event(system, body) for _ in range(3)]
    assert {answer.content for answer in again} == {first.content}
    assert (ReceivedEvent.objects.count(), EventCount.objects.get().received) == (1, 1)


def test_the_same_id_with_another_body_is_a_conflict(bank: Bank, system: Caller) -> None:
    post_event(system, said(bank.manager))
    other = post_event(system, said(bank.manager, type="birthday"))
    assert (other.status_code, other["Content-Type"]) == (409, "application/problem+json")
    assert ReceivedEvent.objects.get().event == "payday"


def test_two_systems_may_use_the_same_id(bank: Bank, system: Caller) -> None:
    other = caller(bank.tree.head_office, Scope.EVENTS_WRITE)
    assert [post_event(one, said(bank.manager)).status_code for one in (system, other)] == [200, 200]
    assert ReceivedEvent.objects.count() == 2


@pytest.mark.parametrize(
    "wrong",
    [
        {"webhook_signature": ""},
        {"webhook_signature": "v1,AAAA"},
        {"webhook_timestamp": "1"},
        {"webhook_id": "payday-00002"},
    ],
)
def test_what_is_not_signed_is_not_read(bank: Bank, system: Caller, wrong: dict[str, str]) -> None:
    answer = post_event(system, said(bank.manager), **wrong)
    assert (answer.status_code, answer.json()["type"]) == (403, "urn:armoury:problem:signature")
    assert not ReceivedEvent.objects.exists()


def test_another_systems_secret_signs_nothing_here(bank: Bank, system: Caller) -> None:
    other = caller(bank.tree.east, Scope.EVENTS_WRITE)
    body = b"{}"
    answer = system.post("events/", body, signed(other, body, message="payday-00001"))
    assert answer.json()["type"] == "urn:armoury:problem:signature"


def test_what_was_overheard_is_refused_later(bank: Bank, system: Caller, frozen_clock: FrozenClock) -> None:
    body = b"{}"
    sent = signed(system, body, message="payday-00001")
    assert system.post("events/", body, sent).status_code == 422
    frozen_clock.advance(minutes=6)
    assert system.post("events/", body, sent).json()["type"] == "urn:armoury:problem:signature"


def test_the_signed_id_is_that_of_the_body(bank: Bank, system: Caller) -> None:
    text = json.dumps(said(bank.manager)).encode()
    answer = system.post("events/", text, signed(system, text, message="payday-00002"))
    assert pointers(answer) == ["#/id"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("customer_name", "张三"),
        ("customer", "张三"),
        ("customer", "6222020200112233445"),
        ("customer", "A" * 32),
        ("type", "promotion"),
        ("segment", "everybody"),
        ("tags", ["unknown"]),
        ("tags", ["张三"]),
        ("when", "yesterday"),
        ("id", "张三的发薪日"),
    ],
)
def test_a_name_or_what_is_not_known_does_not_come_in(
    bank: Bank, system: Caller, field: str, value: object
) -> None:
    text = json.dumps(said(bank.manager) | {field: value}).encode()
    answer = system.post("events/", text, signed(system, text, message="payday-00001"))
    assert [pointer.split("/")[1] for pointer in pointers(answer)] == [field]
    assert "张三" not in answer.content.decode()
    assert not ReceivedEvent.objects.exists()


def test_only_managers_of_the_systems_branches_and_no_difference_is_told(bank: Bank, system: Caller) -> None:
    UserFactory(manager=True, branch=bank.tree.west, staff_number="S-FOREIGN")
    UserFactory(manager=True, branch=bank.tree.head_office, staff_number="S-ABOVE")
    UserFactory(editor=True, branch=bank.tree.east, staff_number="S-EDITOR")
    UserFactory(manager=True, branch=bank.tree.east, staff_number="S-GONE", is_active=False)
    answers = [
        post_event(system, said(bank.manager, manager=number))
        for number in ("S-NOBODY", "S-FOREIGN", "S-ABOVE", "S-EDITOR", "S-GONE")
    ]
    assert [pointers(answer) for answer in answers] == [["#/manager"]] * 5
    assert len({answer.content for answer in answers}) == 1
    assert not ReceivedEvent.objects.exists()


@pytest.mark.parametrize("hours", [-73, 1])
def test_what_is_too_old_or_still_to_come_is_refused(bank: Bank, system: Caller, hours: int) -> None:
    when = (clock.now() + timedelta(hours=hours)).isoformat()
    assert pointers(post_event(system, said(bank.manager, when=when))) == ["#/when"]
    assert not ReceivedEvent.objects.exists()


def test_an_event_without_fit_is_taken_and_counted_as_such(bank: Bank, system: Caller) -> None:
    issue_of_kind("hotspot_guide", bank.tree.west)
    answer = post_event(system, said(bank.manager))
    assert (answer.status_code, answer.json()["suggestions"]) == (200, 0)
    counted = EventCount.objects.get()
    assert (counted.received, counted.without_fit) == (1, 1)


def test_known_tags_are_taken(bank: Bank, system: Caller) -> None:
    tag = TagFactory(branch=bank.tree.head_office)
    assert post_event(system, said(bank.manager, tags=[tag.code])).status_code == 200


def test_the_action_asks_for_the_scope_itself(bank: Bank) -> None:
    reader = caller(bank.tree.east, Scope.EDITIONS_READ)
    report = Report(
        "event-00001",
        "0" * 64,
        bank.manager.staff_number,
        Happening("payday", "0" * 32, "credit_card", frozenset()),
        clock.now(),
    )
    with pytest.raises(Refused) as refusal:
        take_event(report, token=reader.token, at=clock.now())
    assert (refusal.value.rule, refusal.value.actor) == ("scope", reader.token.client.actor)
    assert post_event(reader, said(bank.manager)).status_code == 403
    assert not ReceivedEvent.objects.exists()


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=40),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
FIELDS = ("id", "type", "when", "manager", "customer", "segment", "tags")


def test_whatever_is_signed_gets_a_clear_answer(bank: Bank, system: Caller) -> None:
    @examples(
        max_examples=150,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    @given(body=JSON | st.dictionaries(st.sampled_from(FIELDS), JSON), keeps=st.booleans())
    def holds(body: Any, keeps: bool) -> None:
        sent = said(bank.manager) | body if keeps and isinstance(body, dict) else body
        text = json.dumps(sent).encode()
        answer = system.post("events/", text, signed(system, text, message="payday-00001"))
        assert answer.status_code in {200, 400, 409, 422, 429}, answer.content
        if answer.status_code != 200:
            assert answer["Content-Type"] == "application/problem+json"

    holds()
