"""Put, remove, find, on the database that the suite runs on."""

import logging
from datetime import datetime, timedelta

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core import clock, immutability
from core.domain.canonical import sha256
from review.enums import EditionStatus
from review.models import Candidate, Edition
from review.models.edition import EditionQuerySet
from search import index
from search.models import IndexedEdition
from search.queries.found import Found
from tests.factories.content import ProductFactory
from tests.factories.people import BranchFactory
from tests.factories.review import recall_edition
from tests.search.library import analysis, brief, head_office, manager

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine_in_use")]


def titles(found: Found) -> list[str]:
    return [edition.title for edition in found.editions]


@pytest.mark.parametrize("query", ["理财产品", "理財產品", "理财", "ＥＴＦ", "etf", "Etf 理财", "理財，ETF"])
def test_form_of_writing_makes_no_difference(query: str, within: EditionQuerySet, at: datetime) -> None:
    brief("示范理财产品与ETF")
    brief("别的")

    assert titles(index.find(query, within=within, at=at)) == ["示范理财产品与ETF"]


@pytest.mark.parametrize("query", ["早", "晨间 早", "晨", "报", "2026-03-0", "3月"])
def test_the_last_word_may_be_unfinished_and_one_character_is_enough(
    query: str, within: EditionQuerySet, at: datetime
) -> None:
    brief("晨间早报 2026年3月2日", "各位好。")
    brief("夜间话题")

    assert titles(index.find(query, within=within, at=at)) == ["晨间早报 2026年3月2日"]


def test_product_code_product_name_and_review_number_find_the_piece(
    within: EditionQuerySet, at: datetime
) -> None:
    about = ProductFactory()
    edition = analysis("配置说明", product=about)
    brief("别的")

    for query in (about.code, about.name, edition.number):
        assert titles(index.find(query, within=within, at=at)) == ["配置说明"], query


def test_a_title_counts_more_than_the_text(within: EditionQuerySet, at: datetime) -> None:
    brief("黄金知识")
    brief("今日要点", "说说黄金。")

    assert titles(index.find("黄金", within=within, at=at)) == ["黄金知识", "今日要点"]


def test_all_the_words_first(within: EditionQuerySet, at: datetime) -> None:
    brief("咖啡优惠")
    brief("咖啡拉花")

    found = index.find("咖啡 优惠", within=within, at=at)

    assert (titles(found), found.relaxed, found.terms[:2]) == (["咖啡优惠"], False, ("咖啡", "优惠"))


def test_then_without_the_most_common_word(within: EditionQuerySet, at: datetime) -> None:
    brief("咖啡拉花")
    brief("优惠一")
    brief("优惠二")

    found = index.find("优惠 咖啡", within=within, at=at)

    assert (titles(found), found.relaxed) == (["咖啡拉花"], True)


def test_an_unknown_word_does_not_hide_the_known(within: EditionQuerySet, at: datetime) -> None:
    brief("咖啡优惠")

    found = index.find("咖啡 zzzz", within=within, at=at)

    assert (titles(found), found.relaxed) == (["咖啡优惠"], True)


def test_nothing_found(within: EditionQuerySet, at: datetime) -> None:
    brief("咖啡优惠")

    found = index.find("zzzz", within=within, at=at)

    assert (found.total, titles(found), found.pages, found.capped) == (0, [], 1, False)


def test_a_blank_query_finds_everything_newest_first(within: EditionQuerySet, at: datetime) -> None:
    brief("较早", at=at - timedelta(minutes=20))
    brief("较晚", at=at - timedelta(minutes=10))

    found = index.find("  \n", within=within, at=at)

    assert (titles(found), found.total, found.relaxed) == (["较晚", "较早"], 2, False)


def test_a_query_of_signs_finds_nothing(within: EditionQuerySet, at: datetime) -> None:
    brief("咖啡优惠")

    assert index.find("😀 ？！", within=within, at=at).total == 0


@pytest.mark.parametrize("query", ["", "示范"])
def test_facets_count_under_the_others_choice(query: str, within: EditionQuerySet, at: datetime) -> None:
    brief("示范一", segments=["payroll"])
    brief("示范二", segments=["payroll", "elderly"])
    analysis("示范三", segments=["elderly"])

    everything = index.find(query, within=within, at=at)
    payroll = index.find(query, within=within, segments=["payroll"], at=at)
    analyses = index.find(query, within=within, kinds=["product_analysis"], at=at)

    assert everything.facets.kinds == {"morning_brief": 2, "product_analysis": 1}
    assert everything.facets.segments == {"elderly": 2, "payroll": 2}
    assert (payroll.total, payroll.facets.kinds) == (2, {"morning_brief": 2})
    assert payroll.facets.segments == {"elderly": 2, "payroll": 2}
    assert (titles(analyses), analyses.total) == (["示范三"], 1)
    assert analyses.facets.kinds == {"morning_brief": 2, "product_analysis": 1}
    assert analyses.facets.segments == {"elderly": 1}


@pytest.mark.parametrize("query", ["", "示范"])
def test_pages(query: str, within: EditionQuerySet, at: datetime) -> None:
    for number in range(5):
        brief(f"示范{number}", at=at - timedelta(minutes=number + 1))

    pages = [index.find(query, within=within, at=at, page=page, per_page=2) for page in (1, 2, 3)]

    assert [title for page in pages for title in titles(page)] == [
        "示范0",
        "示范1",
        "示范2",
        "示范3",
        "示范4",
    ]
    assert [(page.total, page.page, page.pages) for page in pages] == [(5, 1, 3), (5, 2, 3), (5, 3, 3)]


@pytest.mark.parametrize("query", ["", "示范"])
def test_a_page_that_is_not_there_is_the_nearest(query: str, within: EditionQuerySet, at: datetime) -> None:
    brief("示范")

    assert [index.find(query, within=within, at=at, page=page).page for page in (-3, 0, 9)] == [1, 1, 1]


def test_beyond_the_limit_it_says_so(
    within: EditionQuerySet, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("search.queries.retrieval.LIMIT", 2)
    for number in range(3):
        brief(f"示范{number}")

    found = index.find("示范", within=within, at=at)

    assert (found.total, found.capped) == (2, True)


@pytest.mark.parametrize("query", ["", "示范"])
def test_a_foreign_branchs_edition_is_never_shown(query: str, within: EditionQuerySet, at: datetime) -> None:
    foreign = brief("示范外行", branch=BranchFactory(code="W01", parent=head_office()))
    brief("示范本行")

    found = index.find(query, within=within, at=at)

    assert IndexedEdition.objects.filter(pk=foreign.pk).exists()
    assert (titles(found), found.total, sum(found.facets.kinds.values())) == (["示范本行"], 1, 1)


@pytest.mark.parametrize("query", ["", "示范"])
def test_a_recalled_edition_is_not_shown_though_its_row_was_left(
    query: str, within: EditionQuerySet, at: datetime
) -> None:
    edition = brief("示范")
    recall_edition(edition)
    index.put(edition)

    assert IndexedEdition.objects.filter(pk=edition.pk).exists()
    assert index.find(query, within=within, at=at).total == 0


@pytest.mark.parametrize("query", ["", "示范"])
def test_an_edition_is_not_shown_from_its_end_on(query: str, at: datetime) -> None:
    edition = brief("示范", valid_until=at + timedelta(hours=1))
    usable = Edition.objects.usable_by(manager())
    before, after = edition.valid_until - timedelta(seconds=1), edition.valid_until

    assert index.find(query, within=usable.readable(before), at=before).total == 1
    assert index.find(query, within=usable.readable(after), at=after).total == 0
    assert IndexedEdition.objects.filter(pk=edition.pk).exists()


def test_a_suspended_edition_is_not_shown(within: EditionQuerySet, at: datetime) -> None:
    edition = brief("示范")
    Edition.objects.filter(pk=edition.pk).update(status=EditionStatus.SUSPENDED)

    assert index.find("示范", within=within, at=at).total == 0


def test_an_edition_of_other_bytes_is_not_shown_and_named_in_the_log(
    within: EditionQuerySet, at: datetime, caplog: pytest.LogCaptureFixture
) -> None:
    edition = brief("示范")
    immutability.uninstall(connection)
    forged = bytes(edition.candidate.document).replace("您好".encode(), "你好".encode())
    Candidate.objects.filter(pk=edition.candidate_id).update(document=forged)
    immutability.install(connection)
    assert sha256(forged) != edition.content_sha256

    with caplog.at_level(logging.ERROR, logger="search.queries.found"):
        assert titles(index.find("示范", within=within, at=at)) == []
    assert edition.number in caplog.text


def test_a_rollback_leaves_no_row(within: EditionQuerySet, at: datetime) -> None:
    edition = brief("示范")
    index.remove(edition.pk)

    with pytest.raises(RuntimeError, match="undo"), transaction.atomic():
        index.put(edition)
        assert index.find("示范", within=within, at=at).total == 1
        raise RuntimeError("undo")

    assert not IndexedEdition.objects.filter(pk=edition.pk).exists()
    assert index.find("示范", within=within, at=at).total == 0


def test_putting_again_replaces_and_removing_again_does_nothing(
    within: EditionQuerySet, at: datetime
) -> None:
    edition = brief("示范")
    index.put(edition)
    assert index.find("示范", within=within, at=at).total == 1

    index.remove(edition.pk)
    index.remove(edition.pk)
    assert index.find("示范", within=within, at=at).total == 0


@pytest.mark.parametrize("query", ["", "示范", "示范 没有的词"])
def test_no_more_queries_for_twenty_than_for_one(
    query: str, engine_in_use: str, within: EditionQuerySet, at: datetime
) -> None:
    """Those of bringing Elasticsearch up to date before each look into it are counted too."""

    def cost() -> int:
        with CaptureQueriesContext(connection) as captured:
            for edition in index.find(query, within=within, at=at).editions:
                _card = (
                    edition.branch.name,
                    [one.segment for one in edition.segments.all()],
                    edition.content,
                )
        return len(captured)

    brief("示范0")
    one = cost()
    for number in range(1, 20):
        brief(f"示范{number}")

    assert index.find(query, within=within, at=at).total == 20
    assert cost() <= one <= {"database": 16, "elasticsearch": 32}[engine_in_use]


@pytest.mark.parametrize(
    "query",
    [
        '"',
        "'",
        "\\",
        '示范"',
        "示范 AND",
        "NOT 示范 OR NEAR(",
        "title_terms : 示范",
        "示范*^",
        "示范:A & !x | (",
        "示\x00范",
        "示范" * 5_000,
        "😀示范",
        "%s %d %(x)s",
        "-- ; DROP TABLE",
    ],
)
def test_nothing_a_person_types_raises(query: str, within: EditionQuerySet, at: datetime) -> None:
    brief("示范")

    assert index.find(query, within=within, at=at).total in {0, 1}


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    query=st.text(max_size=60) | st.text(alphabet="\"'\\*^:()-+&|!<>示范早ab12%._ANDORNOT\x00 ", max_size=60)
)
def test_no_text_raises(query: str, within: EditionQuerySet, at: datetime) -> None:
    assert index.find(query, within=within, at=at).total == 0


def test_nobody_without_a_branch_finds_anything(at: datetime) -> None:
    brief("示范")

    assert index.find("示范", within=Edition.objects.none(), at=clock.now()).total == 0
