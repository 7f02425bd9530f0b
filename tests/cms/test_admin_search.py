"""A typed query is words; what SQLite would read as operators is left out."""

import pytest
from wagtail.search.backends import get_search_backend

from cms.admin_search import words_of
from content.models import LibraryImage
from tests.factories.content import ImageFactory


@pytest.mark.parametrize(
    ("typed", "asked"),
    [("早报 LPR", "早报 LPR"), ('"', ""), ("' OR 1=1 --\"(*", "OR 1 1"), ("NEAR(基金, 2)", "NEAR 基金 2")],
)
def test_only_words_are_asked_for(typed: str, asked: str) -> None:
    assert words_of(typed) == asked


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "found"), [('"', 0), ("seaside*", 1), ("(seaside", 1), ("seaside NEAR(mountain", 0)]
)
def test_no_query_breaks_the_backend(typed: str, found: int) -> None:
    ImageFactory(title="seaside")
    assert len(get_search_backend().search(typed, LibraryImage.objects.all())) == found
