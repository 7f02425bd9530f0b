"""What `verify` finds when somebody with the database's password has dropped the triggers."""

from collections.abc import Iterator
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core import immutability, ledger
from core.domain.chain import Break, Flaw
from core.models import LedgerHead, LedgerRecord, Stream
from core.queries import ledger as proof
from tests.conftest import MONDAY_MORNING

pytestmark = pytest.mark.django_db


@pytest.fixture
def tampering() -> Iterator[None]:
    """Four records, and no triggers to protect them. The triggers come back with the test's rollback."""
    for number in range(1, 5):
        ledger.append(
            Stream.DECISIONS,
            "case.decided",
            subject=f"case:{number}",
            at=MONDAY_MORNING + timedelta(minutes=number),
            payload={"number": number},
        )
    immutability.uninstall(connection)
    yield
    immutability.install(connection)


def _record(sequence: int) -> LedgerRecord:
    return LedgerRecord.objects.get(sequence=sequence)


@pytest.mark.usefixtures("tampering")
def test_untouched_records_hold_and_each_is_counted() -> None:
    read: list[None] = []
    assert list(proof.verify(lambda: read.append(None))) == []
    assert len(read) == proof.record_count() == 4


@pytest.mark.usefixtures("tampering")
def test_one_flipped_bit_of_a_payload() -> None:
    payload = bytearray(_record(2).payload)
    payload[-2] ^= 1
    LedgerRecord.objects.filter(sequence=2).update(payload=bytes(payload))
    assert list(proof.verify()) == [Break(Stream.DECISIONS, 2, Flaw.PAYLOAD_CHANGED)]


@pytest.mark.usefixtures("tampering")
def test_a_record_deleted_from_the_middle() -> None:
    _record(3).delete()
    assert list(proof.verify()) == [
        Break(Stream.DECISIONS, 3, Flaw.GAP),
        Break(Stream.DECISIONS, 4, Flaw.LINK_BROKEN),
    ]


@pytest.mark.usefixtures("tampering")
def test_two_records_swapped() -> None:
    two, three = _record(2), _record(3)
    for pk, sequence in ((two.pk, 99), (three.pk, 2), (two.pk, 3)):
        LedgerRecord.objects.filter(pk=pk).update(sequence=sequence)
    assert {(found.sequence, found.flaw) for found in proof.verify()} == {
        (2, Flaw.LINK_BROKEN),
        (2, Flaw.RECORD_CHANGED),
        (3, Flaw.LINK_BROKEN),
        (3, Flaw.RECORD_CHANGED),
        (3, Flaw.TIME_BACKWARDS),
        (4, Flaw.LINK_BROKEN),
    }


@pytest.mark.usefixtures("tampering")
def test_the_end_cut_off() -> None:
    _record(4).delete()
    assert list(proof.verify()) == [Break(Stream.DECISIONS, 3, Flaw.HEAD_DIFFERS)]


@pytest.mark.usefixtures("tampering")
def test_all_records_gone() -> None:
    LedgerRecord.objects.all().delete()
    assert list(proof.verify()) == [Break(Stream.DECISIONS, 0, Flaw.HEAD_DIFFERS)]


@pytest.mark.usefixtures("tampering")
@pytest.mark.parametrize("change", [{"sequence": 3}, {"record_sha256": "0" * 64}])
def test_a_head_changed(change: dict[str, object]) -> None:
    LedgerHead.objects.update(**change)
    assert list(proof.verify()) == [Break(Stream.DECISIONS, 4, Flaw.HEAD_DIFFERS)]


@pytest.mark.usefixtures("tampering")
def test_a_head_removed() -> None:
    LedgerHead.objects.all().delete()
    assert list(proof.verify()) == [Break(Stream.DECISIONS, 4, Flaw.HEAD_DIFFERS)]


@pytest.mark.usefixtures("tampering")
def test_the_command_names_each_flaw_and_fails() -> None:
    _record(4).delete()
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command("ledger", "verify", stderr=errors)
    assert errors.getvalue().strip().endswith("decisions #3：链头与最后一条记录不符")


@pytest.mark.usefixtures("tampering")
def test_the_command_names_what_upper_rooms_find(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_agreements", {})
    proof.register_agreement("editions", lambda: iter(["edition 7 has no ledger record"]))
    errors = StringIO()
    with pytest.raises(CommandError):
        call_command("ledger", "verify", stderr=errors)
    assert errors.getvalue().strip().endswith("editions: edition 7 has no ledger record")


@pytest.mark.usefixtures("tampering")
def test_the_command_counts_what_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "_agreements", {})
    out = StringIO()
    call_command("ledger", "verify", stdout=out)
    assert "4" in out.getvalue()
