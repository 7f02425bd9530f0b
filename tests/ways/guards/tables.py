"""Guards: the tables."""

import pytest
from django.apps import apps
from django.db import connection
from pytest_django import Settings

from core import immutability
from core.models import LedgerHead, Stream
from review.enums import EditionStatus, Verdict
from review.models import Case, Edition, EditionSegment
from tests.factories.review import (
    decide_case,
    recall_edition,
)
from tests.ways.filling import fill_frozen_tables
from tests.ways.guards.base import guard, page, without_triggers
from tests.ways.pieces import Bank, in_review, issued
from tests.ways.tamper import columns_of, refused


@guard(
    "an ended edition stays ended",
    "review/frozen.py: register_ends",
    "A recalled edition set back to issued",
    "tests/ways/test_tampering.py::test_a_recalled_edition_is_not_set_back",
    without_triggers,
)
def set_back(bank: Bank) -> bool:
    edition = issued(bank)
    recall_edition(edition)
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.ISSUED)
    return page(bank, edition)


@guard(
    "a closed case stays closed",
    "review/frozen.py: register_ends",
    "A refused case opened again",
    "tests/ways/test_tampering.py::test_a_closed_case_is_not_opened_again",
    without_triggers,
)
def opened_again(bank: Bank) -> bool:
    case = in_review(bank)
    decide_case(case, verdict=Verdict.REFUSE, reasons="不合规。")
    Case.objects.filter(pk=case.pk).update(status="open", closed_at=None, current_level="compliance")
    return Case.objects.filter(pk=case.pk, status="open").exists()


@guard(
    "the head never goes back",
    "core/immutability.py: register_rising",
    "The ledger cut short, or its time turned back, with its head",
    "tests/ways/test_tampering.py::test_the_ledgers_head_never_goes_back",
    without_triggers,
)
def head_back(bank: Bank) -> bool:
    issued(bank)
    return bool(LedgerHead.objects.filter(stream=Stream.DECISIONS).update(sequence=0))


def drop_second_trigger(monkeypatch: pytest.MonkeyPatch, settings: Settings) -> None:
    table = EditionSegment._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f'DROP TRIGGER "{table}_frozen_replace"')
        else:
            cursor.execute(f'DROP TRIGGER "{table}_frozen_truncate" ON "{table}"')


@guard(
    "no row's place is taken",
    "core/immutability.py: _events",
    "SQLite's REPLACE and PostgreSQL's TRUNCATE, which ask no trigger of deletion",
    "tests/ways/test_tampering.py::test_no_frozen_row_is_deleted_replaced_or_emptied",
    drop_second_trigger,
)
def replaced(bank: Bank) -> bool:
    table = EditionSegment._meta.db_table
    fill_frozen_tables(bank)
    if connection.vendor == "sqlite":
        return not refused(f'INSERT OR REPLACE INTO "{table}" SELECT * FROM "{table}"')  # noqa: S608
    return not refused(f'TRUNCATE "{table}"')


def _declare_frozen(frozen: immutability.Frozen) -> None:
    table = apps.get_model(frozen.label)._meta.db_table
    column, value = next(iter(columns_of(frozen).items()))

    @guard(
        f"frozen: {frozen.label}",
        "core/immutability.py: LedgerRecord, LedgerHead"
        if frozen.label.startswith("core.")
        else f"{frozen.label.split('.')[0]}/frozen.py",
        "Change and deletion of what is recorded there, by whatever way",
        "tests/ways/test_tampering.py::test_no_frozen_column_is_updated",
        without_triggers,
    )
    def change(bank: Bank) -> bool:
        fill_frozen_tables(bank)
        return not refused(f'UPDATE "{table}" SET "{column}" = {value}')  # noqa: S608


for _frozen in sorted(immutability._frozen.values(), key=lambda one: one.label):
    _declare_frozen(_frozen)
