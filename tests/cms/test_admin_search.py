"""Wagtail's own search finds Chinese words, and no query breaks it."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from modelsearch.query import PlainText
from wagtail.search.backends import get_search_backend

from cms.admin_search import terms_of_query, terms_of_text
from content.models import LibraryImage
from tests.factories.content import ImageFactory
from tests.factories.people import BranchFactory, UserFactory


def found(typed: str) -> list[str]:
    return [one.title for one in get_search_backend().search(typed, LibraryImage.objects.all())]


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("早报 LPR", "早报 lpr"),
        ("理財產品", "理财 财产 产品"),
        ("早", "早"),
        ('"', ""),
        ("' OR 1=1 --\"(*", "or 1"),
        ("NEAR(基金, 2)", "near 基金 2"),
        ("poster-01.png", "poster 01 png"),
        ("\x00😀", ""),
    ],
)
def test_what_is_asked_for(typed: str, asked: str) -> None:
    assert terms_of_query(typed) == asked


@given(st.text(max_size=300))
def test_a_text_is_found_by_itself(text: str) -> None:
    assert set(terms_of_query(text).split()) <= set(terms_of_text(text).split())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "title"),
    [
        ("基金", "稳健型基金海报"),
        ("基金海报", "稳健型基金海报"),
        ("稳健 海报", "稳健型基金海报"),
        ("穩健型", "稳健型基金海报"),
        ("基", "稳健型基金海报"),
        ("ＥＴＦ", "etf 说明图"),
        ("110011", "代码 110011 走势"),
    ],
)
def test_words_inside_a_longer_run_are_found(typed: str, title: str) -> None:
    for made in ("稳健型基金海报", "etf 说明图", "代码 110011 走势", "别的"):
        ImageFactory(title=made)

    assert found(typed) == [title]
    assert [one.title for one in get_search_backend().autocomplete(typed, LibraryImage.objects.all())] == [
        title
    ]
    assert [
        one.title for one in get_search_backend().search(PlainText(typed), LibraryImage.objects.all())
    ] == [title]


@pytest.mark.django_db
def test_characters_that_stand_apart_are_no_word() -> None:
    ImageFactory(title="基本面与黄金")

    assert found("基金") == []


@pytest.mark.django_db
def test_the_index_is_made_anew_alike() -> None:
    ImageFactory(title="稳健型基金海报")
    call_command("update_index", verbosity=0, stdout=StringIO())

    assert found("基金") == ["稳健型基金海报"]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("typed", "count"),
    [('"', 0), ("seaside*", 1), ("(seaside", 1), ("seaside NEAR(mountain", 0), ("a" * 10_000, 0)],
)
def test_no_query_breaks_the_backend(typed: str, count: int) -> None:
    ImageFactory(title="seaside")
    assert len(found(typed)) == count


@pytest.mark.django_db
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet=st.characters(), max_size=60))
def test_nothing_that_can_be_typed_breaks_it(typed: str) -> None:
    found(typed)
    list(get_search_backend().autocomplete(typed, LibraryImage.objects.all()))


@pytest.mark.django_db
def test_the_chooser_of_pictures_finds_chinese(client: Client) -> None:
    branch = BranchFactory(code="HO")
    client.force_login(UserFactory(editor=True, branch=branch))
    ImageFactory(title="稳健型基金海报", branch=branch)
    ImageFactory(title="夜间话题", branch=branch)

    page = client.get("/admin/images/chooser/results/", {"q": "基金"}).content.decode()

    assert "稳健型基金海报" in page
    assert "夜间话题" not in page
