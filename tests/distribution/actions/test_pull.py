import json
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import uuid4

import pytest
from django.conf import settings
from django.db import connection, connections

from content.enums import Channel, Segment
from content.kinds import PRODUCT_ANALYSIS
from core import blobs, clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from distribution.actions.lapse import lapse_due
from distribution.actions.pull import LimitReached, Locked, Order, pull
from distribution.domain.gate import Lock
from distribution.enums import PullStatus
from distribution.models import Pull, PullCounter
from distribution.queries.limits import manager_day
from people.models import User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import order_for, pull_edition
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition

LIMIT = settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY


def test_a_pull_keeps_what_was_handed_out(bank: Bank, frozen_clock: FrozenClock) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    made = pull_edition(edition, bank.manager)
    produced = json.loads(blobs.get(made.produced_sha256))
    assert produced["edition_sha256"] == edition.edition_sha256
    assert produced["text"] == edition.content["channels"][0]["value"]["text"]
    assert (made.status, made.branch, made.day) == (
        PullStatus.RESERVED,
        bank.tree.east_sub,
        frozen_clock.at.date(),
    )
    record = LedgerRecord.objects.get(event="edition.pulled")
    assert (record.subject, record.subject_sha256) == (f"pull:{made.public_id}", made.produced_sha256)


def test_the_limit_is_exact_and_counts_each_segment(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office, segments=["credit_card", "payroll"])
    for _number in range(LIMIT):
        pull_edition(edition, bank.manager)
    with pytest.raises(LimitReached):
        pull_edition(edition, bank.manager)
    assert Pull.objects.count() == LIMIT
    assert PullCounter.objects.get(limit="segment_day").used == LIMIT
    pull_edition(edition, bank.manager, segment="payroll")
    left = manager_day(bank.manager, clock.now()).own_places()
    assert left == {"credit_card": 0, "payroll": LIMIT - 1, "elderly": LIMIT, "neighbourhood": LIMIT}


def test_a_double_tap_is_one_pull(bank: Bank) -> None:
    order = order_for(issue_edition(branch=bank.tree.head_office))
    first = pull(order, actor=bank.manager, at=clock.now())
    assert pull(order, actor=bank.manager, at=clock.now()) == first
    assert PullCounter.objects.get(limit="segment_day").used == 1


def test_a_key_that_served_another_order_is_refused(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office, segments=["credit_card", "payroll"])
    order = order_for(edition)
    pull(order, actor=bank.manager, at=clock.now())
    other = Order(edition.public_id, Channel.MOMENTS, Segment.PAYROLL, order.request_key)
    with pytest.raises(Conflict):
        pull(other, actor=bank.manager, at=clock.now())
    assert Pull.objects.count() == 1


def test_high_risk_is_locked_in_public(bank: Bank) -> None:
    edition = issue_edition(
        branch=bank.tree.head_office,
        kind=PRODUCT_ANALYSIS.code,
        risk="R4",
        texts={"one_to_one": "风险等级R4。理财非存款、产品有风险、投资须谨慎。"},
    )
    with pytest.raises(Locked) as refusal:
        pull_edition(edition, bank.manager, channel="moments")
    assert refusal.value.lock is Lock.HIGH_RISK_IN_PUBLIC
    assert pull_edition(edition, bank.manager, channel="one_to_one").channel == "one_to_one"


def test_a_segment_that_it_was_not_approved_for_is_locked(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office, segments=["payroll"])
    with pytest.raises(Locked) as refusal:
        pull_edition(edition, bank.manager, segment="elderly")
    assert refusal.value.lock is Lock.OTHER_SEGMENT


def test_another_branch_has_nothing_to_pull_here(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.east)
    stranger = UserFactory(manager=True, branch=bank.tree.west)
    with pytest.raises(Edition.DoesNotExist):
        pull_edition(edition, stranger)


@pytest.mark.parametrize("role", ["editor", "officer", "lead", "operator", "auditor", "administrator"])
def test_only_managers_pull(bank: Bank, role: str) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    user = UserFactory(**{role: True}, branch=bank.tree.east)
    with pytest.raises(Refused):
        pull_edition(edition, user)
    assert not Pull.objects.exists()
    assert LedgerRecord.objects.filter(event="attempt.refused", subject=edition.ledger_subject).count() == 1


def test_a_recall_and_the_end_hold_from_the_next_pull_on(bank: Bank, frozen_clock: FrozenClock) -> None:
    recalled, ending = (
        issue_edition(branch=bank.tree.head_office),
        issue_edition(branch=bank.tree.head_office),
    )
    recall_edition(recalled)
    with pytest.raises(Edition.DoesNotExist):
        pull_edition(recalled, bank.manager)
    with pytest.raises(Edition.DoesNotExist):
        pull_edition(ending, bank.manager, at=ending.valid_until)
    assert not Pull.objects.exists()


def test_what_nobody_sent_gives_its_place_back(bank: Bank, frozen_clock: FrozenClock) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    made = pull_edition(edition, bank.manager)
    assert lapse_due(frozen_clock.at + timedelta(hours=24, seconds=-1)) == 0
    assert lapse_due(frozen_clock.at + timedelta(hours=24)) == 1
    made.refresh_from_db()
    assert made.status == PullStatus.LAPSED
    assert PullCounter.objects.get(limit="segment_day").used == 0


@pytest.mark.django_db(transaction=True)
def test_many_taps_at_once_take_no_more_than_the_limit(bank: Bank) -> None:
    edition = issue_edition(branch=bank.tree.head_office)
    at, same = clock.now(), uuid4()

    def take(key: object) -> str:
        user = User.objects.select_related("branch").get(pk=bank.manager.pk)
        try:
            pull(Order(edition.public_id, Channel.MOMENTS, Segment.CREDIT_CARD, key), actor=user, at=at)
        except LimitReached:
            return "limit"
        else:
            return "taken"
        finally:
            connections.close_all()

    keys = [same, same, same, *(uuid4() for _number in range(9))]
    with ThreadPoolExecutor(6) as pool:
        outcomes = list(pool.map(take, keys))
    connection.ensure_connection()
    assert Pull.objects.count() == LIMIT
    assert PullCounter.objects.get(limit="segment_day").used == LIMIT
    assert outcomes.count("limit") == len(keys) - outcomes.count("taken")
