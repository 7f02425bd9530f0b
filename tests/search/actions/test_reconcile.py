"""Whatever happens to the index, it becomes what the editions say."""

from datetime import datetime, timedelta

import pytest
from django.db import connection

from core import clock, immutability, schedule
from review.enums import EditionStatus
from review.models import Candidate, Edition
from review.models.edition import EditionQuerySet
from search import index
from search.actions.reconcile import Mended, reconcile
from search.domain import analysis
from search.engines import engine
from search.models import IndexedEdition
from search.tasks import reconcile_index
from tests.factories.review import recall_edition
from tests.search.library import brief

pytestmark = pytest.mark.django_db


def indexed() -> set[int]:
    return set(IndexedEdition.objects.values_list("pk", flat=True))


def test_nothing_to_mend(at: datetime) -> None:
    brief()

    assert reconcile(clock.now()) == Mended(put=0, removed=0)


def test_deleted_rows_are_put_again(within: EditionQuerySet, at: datetime) -> None:
    edition = brief("示范")
    IndexedEdition.objects.all().delete()

    assert reconcile(clock.now()) == Mended(put=1, removed=0)
    assert [one.pk for one in index.find("示范", within=within, at=at).editions] == [edition.pk]
    assert engine().is_sound()


def test_ghosts_are_removed() -> None:
    kept, recalled = brief(), brief()
    recall_edition(recalled)
    index.put(recalled)

    assert reconcile(clock.now()) == Mended(put=0, removed=1)
    assert indexed() == {kept.pk}


def test_what_has_lapsed_goes_and_what_is_about_to_begin_stays(at: datetime) -> None:
    lapsed = brief(valid_until=at + timedelta(hours=1))
    scheduled = brief(valid_from=at + timedelta(hours=5))

    assert reconcile(lapsed.valid_until) == Mended(put=0, removed=1)
    assert indexed() == {scheduled.pk}


def test_a_row_of_another_analysis_is_made_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = brief()
    IndexedEdition.objects.update(analysis=analysis.VERSION - 1, body="旧")

    assert reconcile(clock.now()) == Mended(put=1, removed=0)
    row = IndexedEdition.objects.get(pk=edition.pk)
    assert row.analysis == analysis.VERSION
    assert row.body != "旧"


def test_suspended_goes_and_comes_back_with_its_edition() -> None:
    edition = brief()
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.SUSPENDED)
    assert reconcile(clock.now()) == Mended(put=0, removed=1)

    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.ISSUED)
    assert reconcile(clock.now()) == Mended(put=1, removed=0)


def test_it_mends_in_bounded_pieces(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("search.actions.reindex.CHUNK", 1)
    for _number in range(3):
        brief()
    IndexedEdition.objects.all().delete()

    assert [reconcile(clock.now(), batch=2).put for _turn in range(3)] == [2, 1, 0]


@pytest.mark.skipif(connection.vendor != "sqlite", reason="the text index of SQLite is a table of its own")
def test_a_lost_text_index_is_made_anew(within: EditionQuerySet, at: datetime) -> None:
    brief("示范")
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_terms")
    assert index.find("示范", within=within, at=at).total == 0

    reconcile(clock.now())

    assert index.find("示范", within=within, at=at).total == 1


@pytest.mark.skipif(connection.vendor != "postgresql", reason="lexemes are PostgreSQL's")
def test_lost_lexemes_are_made_anew(within: EditionQuerySet, at: datetime) -> None:
    brief("示范")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_indexededition SET lexemes = ''")
    assert index.find("示范", within=within, at=at).total == 0

    reconcile(clock.now())

    assert index.find("示范", within=within, at=at).total == 1


def test_what_was_followed_is_not_put_again(at: datetime) -> None:
    edition = brief()
    Edition.objects.filter(pk=edition.pk).update(superseded_at=at - timedelta(seconds=1))
    index.remove(edition.pk)

    assert reconcile(clock.now()) == Mended(put=0, removed=0)


def test_an_edition_that_the_ledger_does_not_bear_out_is_not_indexed() -> None:
    edition = brief()
    immutability.uninstall(connection)
    Edition.objects.filter(pk=edition.pk).update(edition_sha256="0" * 64)
    immutability.install(connection)

    assert reconcile(clock.now()) == Mended(put=0, removed=1)
    assert indexed() == set()


def test_an_edition_of_other_bytes_is_left_out_and_does_not_hold_up_the_rest(
    caplog: pytest.LogCaptureFixture,
) -> None:
    forged, good = brief(), brief()
    immutability.uninstall(connection)
    Candidate.objects.filter(pk=forged.candidate_id).update(document=b"{}")
    immutability.install(connection)
    IndexedEdition.objects.all().delete()

    assert reconcile(clock.now(), batch=1) == Mended(put=1, removed=0)
    assert indexed() == {good.pk}
    assert forged.number in caplog.text


def test_it_runs_every_minute() -> None:
    assert [one.seconds for one in schedule.recurring() if one.task.name == reconcile_index.name] == [60]
    brief()
    IndexedEdition.objects.all().delete()
    assert reconcile_index.apply().result == 1
