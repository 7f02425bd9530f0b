"""`manage.py search rebuild|check`."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from search import index
from search.models import IndexedEdition
from tests.factories.review import recall_edition
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
