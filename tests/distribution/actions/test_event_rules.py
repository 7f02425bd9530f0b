"""Which rules of events hold where, and who sets them."""

import json

import pytest

from content.enums import CustomerEvent
from core.actions import Refused
from core.clock import business_day
from core.models import LedgerRecord
from distribution.actions.delete_event_rule import delete_event_rule
from distribution.actions.save_event_rule import save_event_rule
from distribution.enums import EventState
from distribution.models import EventRule, EventSuggestion
from distribution.queries.event_numbers import days_of_events, unfitted
from people.models import Branch, User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.events import reported
from tests.factories.people import UserFactory
from tests.factories.review import issue_of_kind


def keep(branch: Branch, at: FrozenClock, *kinds: str, is_on: bool = True, position: int = 1) -> EventRule:
    rule = EventRule(
        branch=branch, event=CustomerEvent.PAYDAY, kinds=list(kinds), is_on=is_on, position=position
    )
    return save_event_rule(rule, actor=UserFactory(operator=True, branch=branch), at=at.at)


def found_for(manager: User) -> list[Edition]:
    event = reported(manager)
    return [one.edition for one in EventSuggestion.objects.filter(received=event).order_by("position")]


@pytest.fixture
def guide(bank: Bank) -> Edition:
    return issue_of_kind("hotspot_guide", bank.tree.head_office)


@pytest.fixture
def script(bank: Bank) -> Edition:
    return issue_of_kind("script", bank.tree.head_office)


def test_without_any_rule_the_guides_for_the_event(bank: Bank, guide: Edition, script: Edition) -> None:
    assert found_for(bank.manager) == [guide]


def test_the_nearest_branch_that_says_anything_counts(
    bank: Bank, guide: Edition, script: Edition, frozen_clock: FrozenClock
) -> None:
    keep(bank.tree.head_office, frozen_clock, "script")
    assert found_for(bank.manager) == [script]
    keep(bank.tree.west, frozen_clock, "faq")
    assert found_for(bank.manager) == [script]
    near = keep(bank.tree.east, frozen_clock, "hotspot_guide")
    assert found_for(bank.manager) == [guide]
    delete_event_rule(near, actor=UserFactory(lead=True, branch=bank.tree.east), at=frozen_clock.at)
    assert found_for(bank.manager) == [script]


def test_rules_stand_in_their_order_and_those_switched_off_find_nothing(
    bank: Bank, guide: Edition, script: Edition, frozen_clock: FrozenClock
) -> None:
    keep(bank.tree.head_office, frozen_clock, "script", position=2)
    keep(bank.tree.head_office, frozen_clock, "hotspot_guide", position=1)
    assert found_for(bank.manager) == [guide, script]
    EventRule.objects.update(is_on=False)
    assert reported(bank.manager).state == EventState.WITHOUT_FIT


@pytest.mark.parametrize("role", ["officer", "auditor", "manager", "administrator"])
def test_only_who_lays_out_packages_sets_them(bank: Bank, frozen_clock: FrozenClock, role: str) -> None:
    actor = UserFactory(**{role: True}, branch=bank.tree.east)
    with pytest.raises(Refused) as refusal:
        save_event_rule(EventRule(branch=bank.tree.east, event="payday"), actor=actor, at=frozen_clock.at)
    assert refusal.value.rule == "role"
    assert not EventRule.objects.exists()


def test_another_branchs_rule_is_neither_changed_nor_deleted(bank: Bank, frozen_clock: FrozenClock) -> None:
    rule = keep(bank.tree.east, frozen_clock, "script")
    for branch in (bank.tree.head_office, bank.tree.west, bank.tree.east_sub):
        actor = UserFactory(operator=True, branch=branch)
        for attempt in (save_event_rule, delete_event_rule):
            with pytest.raises(Refused) as refusal:
                attempt(rule, actor=actor, at=frozen_clock.at)
            assert refusal.value.rule == "branch"
    assert EventRule.objects.count() == 1


def test_each_change_is_on_record(bank: Bank, frozen_clock: FrozenClock) -> None:
    rule = keep(bank.tree.east, frozen_clock, "script")
    actor = UserFactory(operator=True, branch=bank.tree.east)
    delete_event_rule(rule, actor=actor, at=frozen_clock.at)
    told = [
        json.loads(bytes(one.payload))
        for one in LedgerRecord.objects.filter(event__startswith="event_rule.").order_by("sequence")
    ]
    assert [(one["event"], one["kinds"]) for one in told] == [("payday", ["script"])] * 2
    assert told[1]["by"] == actor.actor


def test_counts_are_of_the_own_branch_and_those_below(bank: Bank, frozen_clock: FrozenClock) -> None:
    reported(bank.manager)
    reported(UserFactory(manager=True, branch=bank.tree.west))
    day = business_day(frozen_clock.at)
    readers = [
        UserFactory(operator=True, branch=branch)
        for branch in (bank.tree.head_office, bank.tree.east, bank.tree.west, bank.tree.east_sub)
    ]
    assert [[one.received for one in days_of_events(reader, day)] for reader in readers] == [
        [2],
        [1],
        [1],
        [1],
    ]
    assert [[one.times for one in unfitted(reader, day)] for reader in readers] == [[2], [1], [1], [1]]
    assert days_of_events(UserFactory(manager=True, branch=bank.tree.east), day) == []
