"""Titles while typing."""

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from review.models.edition import EditionQuerySet
from search.queries.suggestions import suggest
from tests.factories.people import BranchFactory
from tests.factories.review import recall_edition
from tests.search.library import brief, head_office

pytestmark = pytest.mark.django_db


def titles(query: str, within: EditionQuerySet) -> list[str]:
    return [one.title for one in suggest(query, within)]


def test_titles_that_begin_so_then_titles_that_have_it(within: EditionQuerySet, at: datetime) -> None:
    brief("财经早报", at=at - timedelta(minutes=1))
    brief("早报精选", at=at - timedelta(minutes=2))
    brief("夜间话题")

    assert titles("早", within) == ["早报精选", "财经早报"]
    assert titles("早报 精", within) == ["早报精选"]


def test_the_text_does_not_count(within: EditionQuerySet) -> None:
    brief("夜间话题", "早安。")

    assert titles("早安", within) == []


def test_each_title_once_and_only_what_may_be_read(within: EditionQuerySet) -> None:
    brief("早报")
    newest = brief("早报")
    brief("早报外行", branch=BranchFactory(code="W01", parent=head_office()))
    recall_edition(brief("早报召回"))

    assert [(one.title, one.public_id) for one in suggest("早报", within)] == [("早报", newest.public_id)]


def test_at_most_so_many_by_two_queries(within: EditionQuerySet) -> None:
    for number in range(4):
        brief(f"早报{number}")

    with CaptureQueriesContext(connection) as captured:
        assert len(suggest("早", within, limit=3)) == 3
    assert len(captured) == 2


@pytest.mark.parametrize("query", ["", " ", '"', "\x00", "😀", "*", "早" * 10_000])
def test_nothing_typed_raises(query: str, within: EditionQuerySet) -> None:
    brief("晚报")

    assert suggest(query, within) == []
