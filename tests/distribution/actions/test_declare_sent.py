from datetime import timedelta
from uuid import uuid4

import pytest

from core import clock
from core.actions import Conflict
from core.models import LedgerRecord
from distribution.actions.declare_sent import declare_sent
from distribution.actions.lapse import lapse_due
from distribution.enums import PullStatus
from distribution.models import Pull, PullCounter
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank
from tests.factories.distribution import pull_edition
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition


def test_it_confirms_once_and_keeps_the_place(bank: Bank) -> None:
    made = pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    for _time in range(2):
        confirmed = declare_sent(made.public_id, actor=bank.manager, at=clock.now())
    assert confirmed.status == PullStatus.CONFIRMED
    assert LedgerRecord.objects.filter(event="pull.confirmed").count() == 1
    assert lapse_due(clock.now() + timedelta(days=2)) == 0
    assert PullCounter.objects.get(limit="segment_day").used == 1


def test_what_has_lapsed_must_be_taken_again(bank: Bank, frozen_clock: FrozenClock) -> None:
    made = pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    lapse_due(frozen_clock.advance(hours=24))
    with pytest.raises(Conflict):
        declare_sent(made.public_id, actor=bank.manager, at=clock.now())


def test_anothers_pull_does_not_exist(bank: Bank) -> None:
    made = pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    for pull_id in (made.public_id, uuid4()):
        with pytest.raises(Pull.DoesNotExist):
            declare_sent(pull_id, actor=colleague, at=clock.now())
    made.refresh_from_db()
    assert made.status == PullStatus.RESERVED
