"""What somebody with the database's password can do: forge, overwrite, put beside."""

import json
import uuid
from io import StringIO
from typing import Any

from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from core import blobs, immutability
from core.domain import canonical, chain
from core.models import LedgerHead, LedgerRecord, Stream
from review.models import Candidate, CandidateMedium, Case, Edition
from review.models.edition import ISSUED_EVENT
from tests.factories.content import picture_file


def verify() -> str:
    """Return what `manage.py ledger verify` complains about; empty if all agrees."""
    errors = StringIO()
    try:
        call_command("ledger", "verify", stdout=StringIO(), stderr=errors)
    except CommandError:
        return errors.getvalue()
    return ""


def refused(statement: str, parameters: tuple[Any, ...] = ()) -> bool:
    """Return whether a trigger of ours refuses `statement`; what it lets through is undone."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            connection.check_constraints()  # PostgreSQL empties no table that has checks outstanding
            cursor.execute(statement, parameters)
            transaction.set_rollback(True)
    except IntegrityError as error:
        return immutability.MESSAGE in str(error)
    return False


def columns_of(frozen: immutability.Frozen) -> dict[str, str]:
    """Return what an attacker writes into each frozen column, in SQL.

    Where a whole row is frozen, writing the same value again is refused already.
    """
    meta = apps.get_model(frozen.label)._meta
    if not frozen.fields:
        return {field.column: f'"{field.column}"' for field in meta.concrete_fields}
    fields = [meta.get_field(name) for name in frozen.fields]
    return {field.column: _another_value(field) for field in fields}


def _another_value(field: models.Field[Any, Any]) -> str:
    column = f'"{field.column}"'
    kind = (field.target_field if isinstance(field, models.ForeignKey) else field).get_internal_type()
    if kind.endswith(("IntegerField", "AutoField")):
        return f"COALESCE({column}, 0) + 1"
    if connection.vendor == "sqlite":
        return f"1 - COALESCE({column}, 0)" if kind == "BooleanField" else "'x'"
    return {
        "BooleanField": f"NOT COALESCE({column}, false)",
        "UUIDField": "gen_random_uuid()",
        "DateField": f"COALESCE({column}, CURRENT_DATE) + 1",
        "DateTimeField": f"COALESCE({column}, now()) + interval '1 day'",
        "JSONField": "'{\"x\": 1}'",
        "BinaryField": "'x'::bytea",
    }.get(kind, "'x'")


def forged_document(original: Candidate, **changes: Any) -> bytes:
    """Return the candidate's document with its title, and whatever else, replaced."""
    return canonical.encode({**json.loads(bytes(original.document)), **changes})


def forge(edition: Edition, marker: str, *, certify: bool) -> Edition:
    """Slip a candidate, a case and an edition of other text into the tables, modelled on `edition`.

    All of it is whole in itself: hashes, titles, dates. With `certify` the certificate is made to name them;
    without, it is the honest edition's own copy.
    """
    original = edition.candidate
    texts = json.loads(bytes(original.document).decode().replace(original.title, f"{marker}早报"))
    for channel in texts["channels"]:
        channel["value"]["text"] = f"{marker}，保本高收益。"
    body = canonical.encode(texts)
    candidate = Candidate.objects.get(pk=original.pk)
    candidate.pk, candidate.title = None, texts["title"]
    candidate.document, candidate.content_sha256 = body, canonical.sha256(body)
    candidate.save(force_insert=True)
    case = Case.objects.get(pk=edition.case_id)
    case.pk, case.public_id, case.candidate = None, uuid.uuid4(), candidate
    case.save(force_insert=True)
    forged = Edition.objects.get(pk=edition.pk)
    forged.pk, forged.public_id, forged.number = None, uuid.uuid4(), f"示银审〔2026〕X-{case.pk}"
    forged.candidate, forged.case, forged.title = candidate, case, candidate.title
    forged.ledger_subject = f"edition:{forged.public_id}"
    forged.content_sha256 = candidate.content_sha256
    if certify:
        proof = {**json.loads(bytes(edition.certificate)), "content_sha256": candidate.content_sha256}
        forged.certificate = canonical.encode({**proof, "edition": str(forged.public_id)})
        forged.edition_sha256 = canonical.sha256(bytes(forged.certificate))
    forged.save(force_insert=True)
    return Edition.objects.get(pk=forged.pk)


def forge_record(edition: Edition) -> LedgerRecord:
    """Put a well-linked record of the edition's issue behind the ledger's head; the head is not moved."""
    head = LedgerHead.objects.get(stream=Stream.DECISIONS)
    record = LedgerRecord(
        stream=Stream.DECISIONS,
        sequence=head.sequence + 1,
        at=head.at,
        event=ISSUED_EVENT,
        subject=edition.ledger_subject,
        subject_sha256=edition.edition_sha256,
        payload=b"{}",
        payload_sha256=canonical.sha256(b"{}"),
        previous_sha256=head.record_sha256,
    )
    record.record_sha256 = chain.link(record)
    record.save(force_insert=True)
    return record


def move_head_to(record: LedgerRecord) -> None:
    """Let the ledger's head name `record`, which makes the chain whole again."""
    LedgerHead.objects.filter(stream=record.stream).update(
        sequence=record.sequence, record_sha256=record.record_sha256
    )


def forged_bytes(pull_sha256: str, marker: str) -> str:
    """Keep other words in the blob store in the form of a pull's produced bytes; return their hash."""
    produced = json.loads(blobs.get(pull_sha256))
    return blobs.put(canonical.encode({**produced, "text": f"{marker}，保本高收益。"}))


def put_file_beside(edition: Edition) -> str:
    """Insert a file that was never approved beside the edition; return its SHA-256."""
    sha256 = blobs.put(picture_file(99).read())
    CandidateMedium.objects.create(
        candidate=edition.candidate,
        sha256=sha256,
        original_sha256=sha256,
        derivative="display",
        mime="image/png",
        width=320,
        height=240,
        octets=1,
    )
    return sha256
