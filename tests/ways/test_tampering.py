"""Past every form: raw SQL, the ORM by hand, `loaddata`, `bulk_create`. Refused, or unseen and named."""

import json
import uuid
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.core import serializers
from django.core.management import CommandError, call_command
from django.db import IntegrityError, connection, models, transaction

from core import clock, immutability
from core.actions import Conflict
from core.domain.canonical import sha256 as digest_of
from core.models import LedgerHead, LedgerRecord, Stream
from distribution.actions.pull import Locked
from distribution.models import Pull
from distribution.queries.pulls import hand_out
from review.enums import CaseStatus, EditionStatus, Verdict
from review.models import (
    Candidate,
    Case,
    Decision,
    Edition,
    EditionSegment,
)
from review.models.candidate import TamperedContent
from tests.conftest import FrozenClock
from tests.content.posting import signed_in
from tests.factories.distribution import pull_edition
from tests.factories.review import (
    decide_case,
    recall_edition,
    resume_edition,
    suspend_edition,
)
from tests.ways.filling import fill_frozen_tables
from tests.ways.pieces import MARKER, Bank, at_levels, draft, in_review, issued
from tests.ways.reach import EVERY_READER, reached
from tests.ways.tamper import (
    columns_of,
    forge,
    forge_record,
    forged_bytes,
    forged_document,
    move_head_to,
    put_file_beside,
    refused,
    verify,
)

pytestmark = pytest.mark.django_db

FORGED = "赤狐密令"
FROZEN = sorted(immutability._frozen.values(), key=lambda frozen: frozen.label)


@pytest.fixture
def everything(bank: Bank) -> Edition:
    """An edition that was pulled, suspended, resumed and recalled, where every frozen table has a row."""
    return fill_frozen_tables(bank)


@pytest.mark.parametrize(
    ("frozen", "column"),
    [(one, column) for one in FROZEN for column in columns_of(one)],
    ids=lambda part: getattr(part, "label", part),
)
def test_no_frozen_column_is_updated(everything: Edition, frozen: immutability.Frozen, column: str) -> None:
    table, value = apps.get_model(frozen.label)._meta.db_table, columns_of(frozen)[column]
    assert refused(f'UPDATE "{table}" SET "{column}" = {value}')  # noqa: S608


@pytest.mark.parametrize("label", [one.label for one in FROZEN])
def test_no_frozen_row_is_deleted_replaced_or_emptied(everything: Edition, label: str) -> None:
    """REPLACE (SQLite) and TRUNCATE (PostgreSQL) ask no trigger of deletion: each has one of its own."""
    model: type[models.Model] = apps.get_model(label)
    table = model._meta.db_table
    assert model._default_manager.exists()
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608
        before = cursor.fetchone()
    assert refused(f'DELETE FROM "{table}"')  # noqa: S608
    if connection.vendor == "sqlite":
        assert refused(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"')  # noqa: S608
    else:
        assert refused(f'TRUNCATE "{table}" CASCADE')
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT COUNT(*) FROM "{table}"')  # noqa: S608
        assert cursor.fetchone() == before


def test_the_orms_own_ways_round_are_refused(everything: Edition) -> None:
    """`bulk_update`, `update_or_create`, upserts and `_raw_delete` end at the same triggers."""
    everything.title = f"{FORGED}早报"
    ways: list[Any] = [
        everything.save,
        lambda: Edition.objects.bulk_update([everything], ["title"]),
        lambda: Edition.objects.update_or_create(pk=everything.pk, defaults={"title": FORGED}),
        lambda: Edition.objects.bulk_create(
            [everything], update_conflicts=True, unique_fields=["public_id"], update_fields=["title"]
        ),
        lambda: Decision.objects.all()._raw_delete("default"),
        lambda: Decision.objects.update(verdict=Verdict.REFUSE),
    ]
    for way in ways:
        with pytest.raises(IntegrityError), transaction.atomic():
            way()
    assert Edition.objects.get(pk=everything.pk).title == f"{MARKER}早报"


@pytest.mark.parametrize("certify", [False, True], ids=["copied hashes", "own certificate"])
def test_a_forged_edition_reaches_nobody_and_is_named(bank: Bank, certify: bool) -> None:
    forged = forge(issued(bank), FORGED, certify=certify)
    assert reached(bank.manager, FORGED, forged) == frozenset()
    assert f"{forged.ledger_subject} has no valid record: forged" in verify()


@pytest.mark.parametrize("certify", [False, True], ids=["copied hashes", "own certificate"])
def test_a_record_forged_behind_the_head_helps_it_nothing(bank: Bank, certify: bool) -> None:
    forged = forge(issued(bank), FORGED, certify=certify)
    forge_record(forged)
    assert reached(bank.manager, FORGED, forged) == frozenset()
    assert f"{forged.ledger_subject} has no valid record: forged" in verify()


def test_copied_hashes_show_nothing_even_with_chain_and_head_forged(bank: Bank) -> None:
    forged = forge(issued(bank), FORGED, certify=False)
    move_head_to(forge_record(forged))
    assert reached(bank.manager, FORGED, forged) <= {"queryset"}
    assert f"{forged.ledger_subject} no longer has the bytes that were approved" in verify()


def test_a_whole_forgery_with_chain_and_head_is_named(bank: Bank) -> None:
    """Who may write every table, the head included, shows it until `verify` runs: the approval is named."""
    forged = forge(issued(bank), FORGED, certify=True)
    move_head_to(forge_record(forged))
    assert f"{forged.ledger_subject} names an approval that has no record: forged" in verify()


@pytest.mark.parametrize("broken", [b"", b"no json", b"[]", b"{}", b'{"edition":1}'])
def test_a_certificate_that_is_none_breaks_no_reader(bank: Bank, broken: bytes) -> None:
    honest = issued(bank)
    forged = forge(honest, FORGED, certify=True)
    immutability.uninstall(connection)
    Edition.objects.filter(pk=forged.pk).update(certificate=broken, edition_sha256=digest_of(broken))
    forged = Edition.objects.get(pk=forged.pk)
    move_head_to(forge_record(forged))
    assert reached(bank.manager, FORGED, forged) <= {"queryset"}
    assert reached(bank.manager, MARKER, honest) == EVERY_READER


def test_an_edited_certificate_reaches_nobody(bank: Bank) -> None:
    edition = issued(bank)
    immutability.uninstall(connection)
    proof = json.loads(bytes(edition.certificate))
    edited = json.dumps({**proof, "submitted_by": "user:nobody"}).encode()
    Edition.objects.filter(pk=edition.pk).update(certificate=edited)
    edition = Edition.objects.get(pk=edition.pk)
    assert reached(bank.manager, MARKER, edition) <= {"queryset", "media"}
    assert f"{edition.ledger_subject} no longer has the bytes that were approved" in verify()


def test_a_changed_document_reaches_nobody(bank: Bank) -> None:
    edition = issued(bank)
    immutability.uninstall(connection)
    body = forged_document(edition.candidate, title=f"{FORGED}早报")
    Candidate.objects.filter(pk=edition.candidate_id).update(document=body)
    edition = Edition.objects.get(pk=edition.pk)
    for marker in (FORGED, MARKER):
        assert reached(bank.manager, marker, edition) <= {"queryset"}
    assert f"{edition.ledger_subject} no longer has the bytes that were approved" in verify()


def test_columns_that_differ_from_the_document_show_nothing(bank: Bank, frozen_clock: FrozenClock) -> None:
    """With the trigger gone as well, a longer validity, another branch or another title open nothing."""
    edition = issued(bank)
    later = edition.valid_until + timedelta(days=365)
    assert reached(bank.manager, MARKER, edition) == EVERY_READER
    immutability.uninstall(connection)
    for change in (
        {"valid_until": later},
        {"valid_from": edition.valid_from - timedelta(days=1)},
        {"title": f"{FORGED}早报"},
        {"risk": "R1"},
        {"kind": "product_analysis"},
        {"branch": bank.tree.east},
    ):
        with transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(**change)
            with pytest.raises(TamperedContent):
                Edition.objects.get(pk=edition.pk).content  # noqa: B018
            assert "no longer has the bytes that were approved" in verify()
            assert reached(bank.manager, FORGED, edition) <= {"queryset", "media"}
            transaction.set_rollback(True)


@pytest.mark.parametrize("status", [EditionStatus.ISSUED, EditionStatus.SUSPENDED])
def test_a_recalled_edition_is_not_set_back(bank: Bank, status: EditionStatus) -> None:
    edition = issued(bank)
    recall_edition(edition)
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(status=status)
    assert refused("UPDATE review_edition SET status = %s", (status.value,))
    assert reached(bank.manager, MARKER, edition) == frozenset()


def test_a_suspension_undone_by_hand_is_named(bank: Bank) -> None:
    """The trigger must let an edition be resumed; without a resumption on record it is found."""
    edition = issued(bank)
    suspend_edition(edition)
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.ISSUED)
    assert f"{edition.ledger_subject} stands as issued, which its record does not say" in verify()


def test_a_suspension_by_hand_is_named_and_not_resumed(bank: Bank) -> None:
    edition = issued(bank)
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.SUSPENDED)
    with pytest.raises(Conflict, match="not on record"):
        resume_edition(edition)
    assert f"{edition.ledger_subject} stands as suspended, which its record does not say" in verify()


@pytest.mark.parametrize("end", [EditionStatus.RECALLED, EditionStatus.EXPIRED, EditionStatus.SUPERSEDED])
def test_what_has_ended_is_not_suspended(bank: Bank, end: EditionStatus) -> None:
    """The trigger lets issued and suspended change into each other, and nothing ended into either."""
    edition = issued(bank)
    for status in (EditionStatus.SUSPENDED, EditionStatus.ISSUED, EditionStatus.SUSPENDED, end):
        Edition.objects.filter(pk=edition.pk).update(status=status)
    for status in (EditionStatus.SUSPENDED, EditionStatus.ISSUED):
        assert refused("UPDATE review_edition SET status = %s", (status.value,))


def test_a_recall_undone_without_the_trigger_is_named(bank: Bank) -> None:
    edition = issued(bank)
    recall_edition(edition)
    immutability.uninstall(connection)
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.ISSUED)
    assert f"{edition.ledger_subject} has ended on record and stands as issued" in verify()


def test_a_closed_case_is_not_opened_again(bank: Bank) -> None:
    case = in_review(bank)
    decide_case(case, verdict=Verdict.REFUSE, reasons="不合规。")
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(
            status=CaseStatus.OPEN, closed_at=None, current_level="compliance"
        )


@pytest.mark.parametrize(
    "change", [{"sequence": 0}, {"at": None}, {"stream": "other"}], ids=lambda change: next(iter(change))
)
def test_the_ledgers_head_never_goes_back(everything: Edition, change: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        LedgerHead.objects.filter(stream=Stream.DECISIONS).update(**change)


def test_rows_put_beside_an_edition_open_nothing(bank: Bank) -> None:
    """A segment or a file that was never approved, inserted: no pull, no bytes, and `verify` names them."""
    edition = issued(bank)
    EditionSegment.objects.create(edition=edition, segment="payroll")
    sha256 = put_file_beside(edition)
    with pytest.raises(Locked):
        pull_edition(edition, bank.manager, segment="payroll")
    address = f"/media/{edition.public_id}/{sha256}/"
    client = signed_in(bank.manager)
    assert client.get(address).status_code == 404
    assert client.get(address, headers={"If-None-Match": f'"{sha256}"'}).status_code == 404
    assert f"{edition.ledger_subject} has rows beside it" in verify()


def test_a_forged_pull_hands_out_nothing(bank: Bank) -> None:
    edition = issued(bank)
    honest = pull_edition(edition, bank.manager)
    digest = forged_bytes(honest.produced_sha256, FORGED)
    with pytest.raises(IntegrityError), transaction.atomic():
        Pull.objects.filter(pk=honest.pk).update(produced_sha256=digest)
    forged = Pull.objects.get(pk=honest.pk)
    forged.pk, forged.public_id, forged.request_key = None, uuid.uuid4(), uuid.uuid4()
    forged.produced_sha256 = digest
    Pull.objects.bulk_create([forged])
    at = clock.now()
    with pytest.raises(Edition.DoesNotExist):
        hand_out(forged, bank.manager, at)
    assert FORGED not in hand_out(honest, bank.manager, at).text


LOADED = ["review.edition", "review.decision", "review.candidate", "core.ledgerrecord", "content.component"]


@pytest.mark.parametrize("label", LOADED)
def test_loaddata_neither_changes_nor_adds_anything_that_is_seen(
    bank: Bank, tmp_path: Path, label: str
) -> None:
    edition, other = issued(bank), draft(bank)
    row: Any = (
        apps.get_model(label).objects.exclude(pk=other.pk).last()
        if label == "content.component"
        else apps.get_model(label).objects.last()
    )
    for name in ("title", "reasons", "event"):
        if hasattr(row, name):
            setattr(row, name, f"{FORGED}早报")
    if label == "content.component":
        row.live = True
    fixture = tmp_path / "forged.json"
    fixture.write_text(serializers.serialize("json", [row]))
    with pytest.raises((IntegrityError, CommandError)), transaction.atomic():
        call_command("loaddata", str(fixture), verbosity=0)
    assert reached(bank.manager, FORGED, edition) <= {"queryset", "media"}
    assert reached(bank.manager, MARKER, edition) == EVERY_READER
    assert verify() == ""


def test_a_new_edition_by_loaddata_reaches_nobody(bank: Bank, tmp_path: Path) -> None:
    forged = forge(issued(bank), FORGED, certify=True)
    with transaction.atomic():
        fixture = tmp_path / "forged.json"
        fixture.write_text(serializers.serialize("json", [forged]))
        immutability.uninstall(connection)
        Edition.objects.filter(pk=forged.pk).delete()
        immutability.install(connection)
        call_command("loaddata", str(fixture), verbosity=0)
    assert Edition.objects.filter(pk=forged.pk).exists()
    assert reached(bank.manager, FORGED, forged) == frozenset()
    assert f"{forged.ledger_subject} has no valid record: forged" in verify()


def test_forged_decisions_do_not_carry_a_case_over_a_level(bank: Bank) -> None:
    """An approval written into the table has no record, so the last officer's approval issues nothing."""
    case = at_levels(bank)
    forged = Decision(
        case=case,
        level="compliance",
        verdict=Verdict.APPROVE,
        content_sha256=case.candidate.content_sha256,
        officer=bank.officer,
        decided_at=case.opened_at,
        authenticated_at=case.opened_at,
    )
    Decision.objects.bulk_create([forged])
    Case.objects.filter(pk=case.pk).update(current_level="consumer_protection")
    with pytest.raises(Conflict):
        decide_case(case)
    assert not Edition.objects.exists()
    assert reached(bank.manager, MARKER) == frozenset()
    assert not LedgerRecord.objects.filter(event="case.approve").exists()
