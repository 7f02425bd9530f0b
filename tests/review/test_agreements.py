"""What was slipped into the tables or changed there: readers refuse it, `ledger verify` names it."""

import uuid
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection

from core import clock, immutability
from core.domain import canonical
from review.models import Candidate, Edition
from review.models.candidate import TamperedContent
from tests.factories.review import issue_edition
from tests.factories.rules import make_rule, put_in_force

pytestmark = pytest.mark.django_db


def verify() -> str:
    """Return what `manage.py ledger verify` complains about; empty if the ledger holds."""
    errors = StringIO()
    try:
        call_command("ledger", "verify", stdout=StringIO(), stderr=errors)
    except CommandError:
        return errors.getvalue()
    return ""


def forge(edition: Edition) -> Edition:
    """Slip a copy of `edition` into the table, as somebody with the database's password could."""
    case = edition.case
    case.pk, case.public_id = None, uuid.uuid4()
    case.save(force_insert=True)
    edition.pk, edition.public_id, edition.case = None, uuid.uuid4(), case
    edition.number, edition.ledger_subject = "示银审〔2026〕X-1", f"edition:{edition.public_id}"
    edition.save(force_insert=True)
    return edition


def test_an_honest_edition_agrees() -> None:
    issue_edition()
    assert verify() == ""


def test_a_forged_row_is_not_readable_and_is_named() -> None:
    honest = issue_edition()
    forged = forge(Edition.objects.get(pk=honest.pk))
    assert list(Edition.objects.readable(clock.now())) == [honest]
    assert verify() == f"editions: {forged.ledger_subject} has no valid record: forged\n"


def test_changed_content_is_refused_and_named() -> None:
    edition = issue_edition()
    immutability.uninstall(connection)
    Candidate.objects.filter(pk=edition.candidate_id).update(document=canonical.encode({"title": "x"}))
    edition = Edition.objects.get(pk=edition.pk)
    with pytest.raises(TamperedContent):
        edition.content  # noqa: B018
    assert verify() == f"editions: {edition.ledger_subject} no longer has the bytes that were approved\n"


def test_a_changed_certificate_hash_is_not_readable() -> None:
    edition = issue_edition()
    immutability.uninstall(connection)
    Edition.objects.filter(pk=edition.pk).update(edition_sha256="0" * 64)
    assert list(Edition.objects.readable(clock.now())) == []
    assert verify() == f"editions: {edition.ledger_subject} has no valid record: forged\n"


def test_triggers_refuse_a_plain_change() -> None:
    edition = issue_edition()
    edition.title = "另一个标题"
    with pytest.raises(DatabaseError, match="this row is immutable"):
        edition.save()


def test_a_rule_set_that_was_changed_forged_or_taken_away_is_named() -> None:
    kept, changed, gone = (put_in_force([make_rule(f"TST-{number}")]) for number in (1, 2, 3))
    assert verify() == ""
    immutability.uninstall(connection)
    type(changed).objects.filter(pk=changed.pk).update(rules=b"[]")
    type(gone).objects.filter(pk=gone.pk).delete()
    kept.pk, kept.public_id, kept.number, kept.ledger_subject = None, uuid.uuid4(), 9, "rule_set:forged"
    kept.save(force_insert=True)
    immutability.install(connection)
    assert verify().splitlines() == [
        f"rule_sets: {changed.ledger_subject} no longer has the rules that were activated",
        "rule_sets: rule_set:forged has no valid record: forged",
        f"rule_sets: {gone.ledger_subject} was activated on record and is missing",
    ]
