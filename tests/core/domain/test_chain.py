from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from core.domain import canonical
from core.domain.chain import Break, Flaw, breaks, link

START = datetime(2026, 3, 2, tzinfo=UTC)


@dataclass
class Record:
    sequence: int
    at: datetime
    payload: bytes
    payload_sha256: str
    previous_sha256: str
    record_sha256: str = ""
    stream: str = "decisions"
    event: str = "case.decided"
    subject: str = "case:1"
    subject_sha256: str = ""
    algorithm: str = "sha256"
    schema: int = 1


def _chain(length: int) -> list[Record]:
    records: list[Record] = []
    for sequence in range(1, length + 1):
        payload = canonical.encode({"number": sequence})
        record = Record(
            sequence=sequence,
            at=START + timedelta(minutes=sequence),
            payload=payload,
            payload_sha256=canonical.sha256(payload),
            previous_sha256=records[-1].record_sha256 if records else "",
        )
        record.record_sha256 = link(record)
        records.append(record)
    return records


def test_an_untouched_chain_has_no_flaw() -> None:
    assert list(breaks(_chain(5))) == []


def test_an_empty_chain_has_no_flaw() -> None:
    assert list(breaks([])) == []


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("at", START),
        ("event", "case.opened"),
        ("subject", "case:2"),
        ("subject_sha256", "0" * 64),
        ("algorithm", "sm3"),
        ("schema", 2),
        ("stream", "pulls"),
    ],
)
def test_every_column_is_covered(field: str, value: object) -> None:
    records = _chain(3)
    records[1] = replace(records[1], **{field: value})
    assert Flaw.RECORD_CHANGED in {found.flaw for found in breaks(records)}


def test_a_changed_payload_is_named() -> None:
    records = _chain(3)
    records[1].payload = canonical.encode({"number": 99})
    assert list(breaks(records)) == [Break("decisions", 2, Flaw.PAYLOAD_CHANGED)]


def test_a_changed_payload_with_a_new_hash_is_named() -> None:
    records = _chain(3)
    records[1].payload = canonical.encode({"number": 99})
    records[1].payload_sha256 = canonical.sha256(records[1].payload)
    assert list(breaks(records)) == [Break("decisions", 2, Flaw.RECORD_CHANGED)]


def test_a_record_forged_with_its_own_hash_breaks_the_next_link() -> None:
    records = _chain(3)
    records[1].event = "case.opened"
    records[1].record_sha256 = link(records[1])
    assert list(breaks(records)) == [Break("decisions", 3, Flaw.LINK_BROKEN)]


def test_a_removed_record_is_a_gap() -> None:
    records = _chain(3)
    del records[1]
    assert list(breaks(records)) == [
        Break("decisions", 2, Flaw.GAP),
        Break("decisions", 3, Flaw.LINK_BROKEN),
    ]


def test_the_first_record_missing_is_a_gap() -> None:
    assert list(breaks(_chain(3)[1:])) == [
        Break("decisions", 1, Flaw.GAP),
        Break("decisions", 2, Flaw.LINK_BROKEN),
    ]


def test_swapped_records_are_named() -> None:
    one, two, three = _chain(3)
    swapped = [replace(two, sequence=1), replace(one, sequence=2), three]
    assert list(breaks(swapped)) == [
        Break("decisions", 1, Flaw.LINK_BROKEN),
        Break("decisions", 1, Flaw.RECORD_CHANGED),
        Break("decisions", 2, Flaw.LINK_BROKEN),
        Break("decisions", 2, Flaw.RECORD_CHANGED),
        Break("decisions", 2, Flaw.TIME_BACKWARDS),
        Break("decisions", 3, Flaw.LINK_BROKEN),
    ]


def test_time_running_backwards_is_named() -> None:
    records = _chain(2)
    records[1].at = START
    records[1].record_sha256 = link(records[1])
    assert list(breaks(records)) == [Break("decisions", 2, Flaw.TIME_BACKWARDS)]
