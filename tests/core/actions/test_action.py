import pytest
from django.db import transaction

from core import clock
from core.actions import Conflict, Refused, action
from core.models import LedgerRecord, OutboxMessage
from core.queries import ledger as proof
from tests.conftest import FrozenClock


def _leave_a_trace() -> None:
    OutboxMessage.objects.create(
        topic="t", handler="h", object_key="k", version=1, announced_at=clock.now(), due_at=clock.now()
    )


@action("decide")
def _decide(*, allowed: bool) -> str:
    """Write something, then refuse or not."""
    _leave_a_trace()
    if not allowed:
        raise Refused("这不是您的案件。", actor="user:7", subject="case:1", rule="branch")
    return "decided"


@action("recall")
def _recall() -> None:
    _leave_a_trace()
    raise Conflict("已有人先一步处理。")


@action("approve")
def _approve() -> str:
    return _decide(allowed=False)


pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def still(frozen_clock: FrozenClock) -> None:
    """Time stands still."""


def test_an_allowed_action_is_committed_and_records_nothing_by_itself() -> None:
    assert _decide(allowed=True) == "decided"
    assert OutboxMessage.objects.count() == 1
    assert LedgerRecord.objects.count() == 0


def test_a_refused_attempt_is_rolled_back_and_then_recorded() -> None:
    with pytest.raises(Refused, match="这不是您的案件。"):
        _decide(allowed=False)
    assert OutboxMessage.objects.count() == 0
    record = LedgerRecord.objects.get()
    assert (record.event, record.subject, record.at) == ("attempt.refused", "case:1", clock.now())
    assert bytes(record.payload) == b'{"actor":"user:7","rule":"branch","verb":"decide"}'
    assert list(proof.verify()) == []


def test_an_attempt_refused_further_down_is_recorded_once_by_the_outer_verb() -> None:
    with pytest.raises(Refused):
        _approve()
    assert b'"verb":"approve"' in bytes(LedgerRecord.objects.get().payload)


def test_a_conflict_is_rolled_back_and_not_recorded() -> None:
    with pytest.raises(Conflict):
        _recall()
    assert OutboxMessage.objects.count() == 0
    assert LedgerRecord.objects.count() == 0


def test_the_decorated_function_keeps_its_name_and_docstring() -> None:
    assert (_decide.__name__, _decide.__doc__) == ("_decide", "Write something, then refuse or not.")


def test_inside_another_transaction_it_is_part_of_it() -> None:
    class Trouble(Exception):
        pass

    with pytest.raises(Trouble), transaction.atomic():
        _decide(allowed=True)
        raise Trouble
    assert OutboxMessage.objects.count() == 0
