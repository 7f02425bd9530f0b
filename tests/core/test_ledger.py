from datetime import timedelta

import pytest
from django.db import transaction

from core import ledger
from core.models import LedgerHead, LedgerPersonalData, LedgerRecord, Stream
from tests.conftest import MONDAY_MORNING


def _append(number: int, stream: Stream = Stream.DECISIONS, **traits: object) -> LedgerRecord:
    return ledger.append(
        stream,
        "case.decided",
        subject="case:1",
        at=MONDAY_MORNING + timedelta(minutes=number),
        payload={"number": number},
        **traits,  # type: ignore[arg-type]
    )


@pytest.mark.django_db
def test_records_are_numbered_and_linked_and_the_head_follows() -> None:
    one, two = _append(1), _append(2)

    assert (one.sequence, one.previous_sha256) == (1, "")
    assert (two.sequence, two.previous_sha256) == (2, one.record_sha256)
    assert bytes(LedgerRecord.objects.get(sequence=2).payload) == b'{"number":2}'
    head = LedgerHead.objects.get(stream=Stream.DECISIONS)
    assert (head.sequence, head.record_sha256, head.at) == (2, two.record_sha256, two.at)


@pytest.mark.django_db
def test_each_stream_has_its_own_chain() -> None:
    _append(1)
    pull = _append(2, Stream.PULLS)
    assert (pull.sequence, pull.previous_sha256) == (1, "")


@pytest.mark.django_db
def test_a_record_is_never_earlier_than_the_head() -> None:
    one = _append(5)
    assert _append(1).at == one.at


@pytest.mark.django_db
def test_personal_data_stay_beside_the_chain_and_can_be_deleted() -> None:
    record = _append(1, personal={"name": "示范员工"})

    assert LedgerPersonalData.objects.get(record=record).body == {"name": "示范员工"}
    assert "示范员工".encode() not in bytes(record.payload)
    LedgerPersonalData.objects.all().delete()
    assert LedgerRecord.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_outside_a_transaction_nothing_is_written() -> None:
    with pytest.raises(RuntimeError, match="inside the transaction"):
        _append(1)
    assert LedgerRecord.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_a_rollback_takes_record_and_head_back() -> None:
    with transaction.atomic():
        _append(1)

    class Trouble(Exception):
        pass

    with pytest.raises(Trouble), transaction.atomic():
        _append(2)
        raise Trouble
    with transaction.atomic():
        assert _append(3).sequence == 2
