"""Bytes go when the ledger has said so, and only then."""

import json
from pathlib import Path

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from core import blobs, clock, erasures, outbox
from core.actions.erase_blobs import erase_blobs
from core.blob_lock import BeingCopied, nothing_is_copied, nothing_is_removed
from core.erasures import ErasureReason
from core.models import LedgerRecord, OutboxMessage, OutboxStatus
from core.queries.ledger import verify

pytestmark = pytest.mark.django_db


def put(text: str) -> str:
    return blobs.put(f"要删除的{text}".encode())


def erase(*digests: str) -> set[str]:
    with transaction.atomic():
        return erase_blobs(digests, ErasureReason.NOT_USED, about="story:1", at=clock.now())


def test_the_record_comes_first_and_the_outbox_removes_the_bytes() -> None:
    digest = put("一")
    assert erase(digest) == {digest}
    assert blobs.exists(digest)
    outbox.deliver()
    assert not blobs.exists(digest)
    record = LedgerRecord.objects.get(event="blob.erased")
    assert (record.subject, record.subject_sha256) == (f"blob:{digest}", digest)
    assert json.loads(bytes(record.payload)) == {"about": "story:1", "reason": "not_used"}
    assert list(verify()) == []


def test_what_was_erased_says_so_and_what_is_lost_does_not() -> None:
    erased, lost = put("二"), put("三")
    erase(erased)
    outbox.deliver()
    Path(django_settings.STORAGES["blobs"]["OPTIONS"]["location"], lost[:2], lost[2:4], lost).unlink()
    with pytest.raises(blobs.BlobErased):
        blobs.get(erased)
    with pytest.raises(FileNotFoundError) as caught:
        blobs.get(lost)
    assert not isinstance(caught.value, blobs.BlobErased)


def test_nothing_is_removed_without_a_record() -> None:
    digest = put("四")
    with pytest.raises(blobs.NotOnRecord):
        blobs.erase(digest)
    assert blobs.exists(digest)


def test_a_record_behind_the_head_removes_nothing() -> None:
    digest = put("五")
    LedgerRecord.objects.create(
        stream="decisions",
        sequence=99,
        at=clock.now(),
        event="blob.erased",
        subject=f"blob:{digest}",
        subject_sha256=digest,
        payload=b"{}",
        payload_sha256="",
        record_sha256="",
    )
    with pytest.raises(blobs.NotOnRecord):
        blobs.erase(digest)


def test_what_a_room_needs_is_not_erased(monkeypatch: pytest.MonkeyPatch) -> None:
    needed, free = put("六"), put("七")
    monkeypatch.setattr(erasures, "_uses", {"test": lambda digests, reason: {needed} & set(digests)})
    assert erase(needed, free) == {free}
    assert erase(needed) == set()
    outbox.deliver()
    assert (blobs.exists(needed), blobs.exists(free)) == (True, False)


def test_while_a_backup_runs_nothing_is_removed_and_it_is_tried_again() -> None:
    digest = put("八")
    erase(digest)
    with nothing_is_removed(), nothing_is_removed():
        outbox.deliver()
        assert blobs.exists(digest)
    message = OutboxMessage.objects.get(topic="blob.erased")
    assert (message.status, "BeingCopied" in message.error) == (OutboxStatus.READY, True)
    blobs.erase(digest)
    assert not blobs.exists(digest)


def test_removing_does_not_wait_for_a_backup() -> None:
    with nothing_is_removed(), pytest.raises(BeingCopied), nothing_is_copied():
        pass


def test_the_same_bytes_may_come_again_and_go_again() -> None:
    digest = put("九")
    erase(digest)
    outbox.deliver()
    put("九")
    assert blobs.exists(digest)
    blobs.erase(digest)
    blobs.erase(digest)
    assert not blobs.exists(digest)
