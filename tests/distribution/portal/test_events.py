"""What happened to a manager's customers, on Today: the manager's alone, checked again each time."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from content.enums import ProductType, Slot
from distribution.actions.end_events import end_events
from distribution.enums import EventState
from distribution.models import EventCount, EventSuggestion, ReceivedEvent
from people.actions.hand_over import Absence, hand_over
from people.models import User
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.content import ProductFactory, today
from tests.factories.distribution import PackageFactory, pull_edition, reach_of, set_limit
from tests.factories.events import reported
from tests.factories.people import UserFactory
from tests.factories.review import follow_edition, issue_edition, issue_of_kind, recall_edition

TITLE = "发薪日三份法"


@pytest.fixture
def event(bank: Bank) -> ReceivedEvent:
    issue_of_kind("hotspot_guide", bank.tree.head_office, title=TITLE)
    return reported(bank.manager)


def page_of(user: User) -> str:
    client = Client()
    client.force_login(user)
    text: str = client.get("/").content.decode()
    return text


def tail(event: ReceivedEvent) -> str:
    return f"…{event.tail}"


def test_it_says_what_happened_and_what_may_be_sent(bank: Bank, event: ReceivedEvent) -> None:
    page = page_of(bank.manager)
    assert f"今天有客户发薪（客户 {tail(event)}），可发：" in page
    assert TITLE in page
    assert event.customer not in page


def test_it_stands_below_what_is_due_and_above_the_rest(
    bank: Bank, event: ReceivedEvent, frozen_clock: FrozenClock
) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    for slot in Slot:
        PackageFactory(branch=bank.tree.head_office, editions=(edition,), slot=slot)
    page = page_of(bank.manager)
    places = [page.index(f'id="{one}"') for one in ("slot-morning", "events", "slot-noon", "slot-evening")]
    assert places == sorted(places)


def test_nobody_else_is_shown_it(bank: Bank, event: ReceivedEvent) -> None:
    branch = bank.tree.east_sub
    others = [
        UserFactory(manager=True, branch=branch),
        UserFactory(manager=True, lead=True, branch=branch),
        UserFactory(manager=True, lead=True, operator=True, branch=bank.tree.head_office),
        UserFactory(manager=True, branch=bank.tree.west),
    ]
    for other in others:
        assert tail(event) not in page_of(other)
    assert tail(event) in page_of(bank.manager)


def test_a_stand_in_is_shown_it_while_the_colleague_is_away_and_not_longer(
    bank: Bank, event: ReceivedEvent, frozen_clock: FrozenClock
) -> None:
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    lead = UserFactory(lead=True, branch=bank.tree.east_sub)
    away = Absence(today() + timedelta(days=1), today() + timedelta(days=1))
    hand_over(bank.manager, colleague, away, actor=lead, at=frozen_clock.at)
    assert tail(event) not in page_of(colleague)
    frozen_clock.advance(days=1)
    page = page_of(colleague)
    assert tail(event) in page
    assert f"代 {bank.manager} 处理" in page
    frozen_clock.advance(days=1)
    assert tail(event) not in page_of(colleague)


def test_what_is_handed_over_for_good_moves(
    bank: Bank, event: ReceivedEvent, frozen_clock: FrozenClock
) -> None:
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    lead = UserFactory(lead=True, branch=bank.tree.east_sub)
    hand_over(bank.manager, colleague, Absence(today(), None), actor=lead, at=frozen_clock.at)
    event.refresh_from_db()
    assert event.manager == colleague
    assert tail(event) not in page_of(bank.manager)
    assert tail(event) in page_of(colleague)


def test_a_recalled_edition_is_gone_at_the_next_request(bank: Bank, event: ReceivedEvent) -> None:
    recall_edition(EventSuggestion.objects.get().edition)
    page = page_of(bank.manager)
    assert TITLE not in page
    assert tail(event) not in page


def test_an_edition_that_has_expired_is_gone(
    bank: Bank, event: ReceivedEvent, frozen_clock: FrozenClock
) -> None:
    assert EventSuggestion.objects.get().edition.valid_until < event.shown_until
    frozen_clock.advance(days=2, hours=1)
    assert TITLE not in page_of(bank.manager)


def test_the_newer_edition_of_a_piece_stands_for_it(
    bank: Bank, event: ReceivedEvent, frozen_clock: FrozenClock
) -> None:
    frozen_clock.advance(minutes=1)
    follow_edition(EventSuggestion.objects.get().edition, title="发薪日新三份法")
    page = page_of(bank.manager)
    assert "发薪日新三份法" in page
    assert TITLE not in page


def test_a_product_is_shown_as_long_as_its_risk_suits_the_customer(bank: Bank) -> None:
    product = ProductFactory(risk="R3", product_type=ProductType.GOLD)
    issue_of_kind("hotspot_guide", bank.tree.head_office, title=TITLE, product=product)
    reach_of(bank.manager, {"62001": "C3", "62002": "C2", "62003": ""})
    found = {
        number: reported(bank.manager, customer=number) for number in ("62001", "62002", "62003", "69999")
    }
    assert {number: one.state for number, one in found.items()} == {
        "62001": EventState.OPEN,
        "62002": EventState.WITHOUT_FIT,
        "62003": EventState.WITHOUT_FIT,
        "69999": EventState.WITHOUT_FIT,
    }
    assert tail(found["62001"]) in page_of(bank.manager)
    reach_of(bank.manager, {"62001": "C1"})
    assert tail(found["62001"]) not in page_of(bank.manager)


def test_hours_and_places_are_said(bank: Bank, event: ReceivedEvent) -> None:
    assert "prompt__wait" not in page_of(bank.manager)
    set_limit("windows_credit_card", "14:00-17:00")
    assert "14:00" in page_of(bank.manager).partition("prompt__wait")[2][:80]
    set_limit("windows_credit_card", "")
    set_limit("segment_day", "0")
    set_limit("message_month", "0")
    assert "prompt__wait" in page_of(bank.manager)


def test_a_customer_who_has_had_enough_is_left_in_peace(bank: Bank, event: ReceivedEvent) -> None:
    reach_of(bank.manager, {"62001": "C3"})
    set_limit("message_month", "1")
    assert "prompt__wait" not in page_of(bank.manager)
    pull_edition(EventSuggestion.objects.get().edition, bank.manager, channel="one_to_one")
    assert "该客户已达发送上限" in page_of(bank.manager)


@pytest.mark.parametrize(
    ("verb", "state", "column"),
    [("used", EventState.USED, "used"), ("dismiss", EventState.DISMISSED, "dismissed")],
)
def test_it_is_put_away_with_one_tap_and_counted_once(
    bank: Bank, event: ReceivedEvent, manager_client: Client, verb: str, state: EventState, column: str
) -> None:
    for _tap in range(2):
        answer = manager_client.post(f"/events/{event.public_id}/{verb}/")
        assert (answer.status_code, answer["Location"]) == (302, "/")
    event.refresh_from_db()
    assert event.state == state
    assert getattr(EventCount.objects.get(), column) == 1
    assert tail(event) not in page_of(bank.manager)


def test_what_was_put_away_otherwise_or_is_another_managers_is_refused(
    bank: Bank, event: ReceivedEvent, manager_client: Client
) -> None:
    other = Client()
    other.force_login(UserFactory(manager=True, branch=bank.tree.east_sub))
    assert other.post(f"/events/{event.public_id}/used/").status_code == 404
    manager_client.post(f"/events/{event.public_id}/dismiss/")
    assert manager_client.post(f"/events/{event.public_id}/used/").status_code == 409
    counted = EventCount.objects.get()
    assert (counted.used, counted.dismissed) == (0, 1)


def test_it_lapses_and_is_removed_with_the_hash_while_the_count_stays(
    bank: Bank, event: ReceivedEvent, frozen_clock: FrozenClock
) -> None:
    frozen_clock.move_to(event.shown_until - timedelta(seconds=1))
    assert end_events(frozen_clock.at) == 0
    frozen_clock.move_to(event.shown_until)
    assert end_events(frozen_clock.at) == 1
    event.refresh_from_db()
    assert event.state == EventState.LAPSED
    frozen_clock.move_to(event.received_at + timedelta(days=30))
    assert end_events(frozen_clock.at) == 0
    frozen_clock.advance(seconds=1)
    assert end_events(frozen_clock.at) == 1
    assert not ReceivedEvent.objects.exists()
    assert not EventSuggestion.objects.exists()
    counted = EventCount.objects.get()
    assert (counted.received, counted.lapsed) == (1, 1)


def test_the_number_of_queries_does_not_follow_the_number_of_events(bank: Bank, event: ReceivedEvent) -> None:
    client = Client()
    client.force_login(bank.manager)
    client.get("/")
    with CaptureQueriesContext(
        connection,
    ) as one:
        client.get("/")
    for number in range(19):
        reported(bank.manager, customer=f"63{number:03}")
    client.get("/")
    with CaptureQueriesContext(connection) as twenty:
        page = client.get("/").content.decode()
    assert page.count('class="prompt"') == 20
    assert len(twenty) == len(one)
