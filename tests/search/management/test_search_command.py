"""`manage.py search rebuild|check`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from pytest_django import Settings

from search import index
from search.engines.cluster import Cluster
from search.models import IndexedEdition
from tests.factories.review import recall_edition
from tests.search.cluster import all_in, needs_elasticsearch, use
from tests.search.library import brief

pytestmark = pytest.mark.django_db


def test_check_agrees_with_a_good_index() -> None:
    brief()
    out = StringIO()

    call_command("search", "check", stdout=out)

    assert [word for word in out.getvalue() if word.isdigit()] == ["0", "0"]


def test_check_names_what_is_missing_and_what_is_too_much() -> None:
    brief()
    IndexedEdition.objects.all().delete()
    call_command("search", "rebuild", stdout=StringIO())
    issued, recalled = brief(), brief()
    index.remove(issued.pk)
    recall_edition(recalled)
    index.put(recalled)
    out = StringIO()

    with pytest.raises(CommandError):
        call_command("search", "check", stdout=out)

    assert [word for word in out.getvalue() if word.isdigit()] == ["1", "1"]


def test_rebuild_makes_everything_anew() -> None:
    kept, recalled = brief(), brief()
    recall_edition(recalled)
    index.put(recalled)
    IndexedEdition.objects.filter(pk=kept.pk).update(title="错", body="错")
    with connection.cursor() as cursor:
        cursor.execute("UPDATE search_indexededition SET analysis = 0")

    call_command("search", "rebuild", stdout=StringIO())
    call_command("search", "check", stdout=StringIO())

    assert list(IndexedEdition.objects.values_list("pk", flat=True)) == [kept.pk]
    assert "错" not in IndexedEdition.objects.get().body


def test_an_unsound_engine_is_named() -> None:
    brief()
    IndexedEdition.objects.update(title="错")

    with pytest.raises(CommandError, match="rebuild"):
        call_command("search", "check", stdout=StringIO())


@pytest.mark.service
@needs_elasticsearch
def test_elasticsearch_is_checked_and_made_anew_too(library: Cluster) -> None:
    edition, recalled = brief(), brief()
    recall_edition(recalled)
    out = StringIO()
    with pytest.raises(CommandError):
        call_command("search", "check", stdout=out)
    before = library.places().current

    call_command("search", "rebuild", stdout=out)
    call_command("search", "check", stdout=out)

    assert library.places().current != before
    assert {key: is_found for key, (_version, is_found) in all_in(library).items()} == {
        edition.pk: True,
        recalled.pk: False,
    }
    assert [word for word in out.getvalue() if word.isdigit()] == ["0", "0", "2", "1", "2", "0", "0", "0"]


def test_elasticsearch_being_away_fails_the_check_and_not_the_rebuild(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    use("test-away", settings, monkeypatch)
    settings.ARMOURY_ELASTICSEARCH_URL = ["http://127.0.0.1:9"]
    brief()
    told = StringIO()

    call_command("search", "rebuild", stdout=StringIO(), stderr=told)
    with pytest.raises(CommandError, match="Elasticsearch"):
        call_command("search", "check", stdout=StringIO())

    assert "Elasticsearch" in told.getvalue()
