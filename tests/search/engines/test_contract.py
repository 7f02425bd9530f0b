"""What every engine answers alike: the database in use, and Elasticsearch where one is named."""

import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as examples
from hypothesis import strategies as st

from search.domain.analysis import QueryTerm, analyse
from search.domain.concepts import way
from search.domain.expression import AllOf, AnyOf, Expression, Scope
from search.domain.understanding import concepts
from search.engines import Entry, engine
from search.engines.base import Unavailable
from search.engines.documents import document
from search.engines.elasticsearch import ElasticsearchIndex
from tests.search.cluster import needs_elasticsearch
from tests.search.library import brief

pytestmark = pytest.mark.django_db

Candidates = Callable[[Expression, Scope, int], list[int]]
TEXTS = (
    ("晨间财经早报", "黄金上涨 1.5%，LPR 不变。"),
    ("养老理财产品", "代码 110011，2026年3月15日起售。"),
    ("夜间话题", "黄金还是理财？咖啡优惠 50.5 元。"),
    ('引号"与\\反斜杠', "AND OR NOT * ( ) 😀"),
)


@pytest.fixture(
    params=[
        "database",
        pytest.param("elasticsearch", marks=[pytest.mark.service, pytest.mark.once, needs_elasticsearch]),
    ]
)
def candidates(request: pytest.FixtureRequest) -> Iterator[tuple[Candidates, list[int]]]:
    """The four texts in an engine, and their ids."""
    ids = [brief().pk for _text in TEXTS]
    entries = [Entry(pk, analyse(title), analyse(body)) for pk, (title, body) in zip(ids, TEXTS, strict=True)]
    if request.param == "database":
        engine().write(entries)
        yield lambda asked, scope, limit: engine().candidates(asked, scope, None, limit), ids
        return
    index = ElasticsearchIndex(f"armoury-test-{uuid.uuid4().hex}")
    index.create()
    index.write(document(entry, version=1) for entry in entries)
    index.refresh()
    yield index.candidates, ids
    index.drop()


@pytest.mark.parametrize(
    ("asked", "scope", "expected"),
    [
        (QueryTerm("黄金"), Scope.EVERYWHERE, [2, 0]),
        (QueryTerm("理财"), Scope.TITLE, [1]),
        (AllOf((QueryTerm("黄金"), QueryTerm("理财"))), Scope.EVERYWHERE, [2]),
        (AnyOf((QueryTerm("咖啡"), QueryTerm("早报"))), Scope.EVERYWHERE, [2, 0]),
        (QueryTerm("1100", unfinished=True), Scope.EVERYWHERE, [1]),
        (QueryTerm("2026-03-15"), Scope.EVERYWHERE, [1]),
        (QueryTerm("1.5%"), Scope.EVERYWHERE, [0]),
        (QueryTerm("_cjz"), Scope.EVERYWHERE, [0]),
        (AllOf((QueryTerm("黄金"), AnyOf((QueryTerm("lpr"), QueryTerm("无"))))), Scope.EVERYWHERE, [0]),
        (QueryTerm("没有"), Scope.EVERYWHERE, []),
    ],
)
def test_the_same_ids_newest_first(
    candidates: tuple[Candidates, list[int]], asked: Expression, scope: Scope, expected: list[int]
) -> None:
    find, ids = candidates
    assert find(asked, scope, 10) == [ids[number] for number in expected]


def test_no_more_than_asked_for(candidates: tuple[Candidates, list[int]]) -> None:
    find, ids = candidates
    assert find(QueryTerm("黄金"), Scope.EVERYWHERE, 1) == [ids[2]]


@pytest.mark.parametrize(
    "typed",
    [
        '"',
        "a" * 10_000,
        "！？。，",
        "NEAR(黄金 理财)",
        "title_terms:黄金",
        "黄金 AND NOT 理财*",
        "/(a+)+$/ [0 TO *]",
        "黄\x00金",
        "\ud800黄金",
        "😀",
        "' OR 1=1 --",
        " ".join(f"词{number}" for number in range(500)),
    ],
)
def test_bad_input_is_answered(candidates: tuple[Candidates, list[int]], typed: str) -> None:
    find, ids = candidates
    for one in concepts(typed, lambda _word: ()):
        assert set(find(one.expression, Scope.EVERYWHERE, 10)) <= set(ids)


@examples(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    typed=st.text(max_size=40)
    | st.text(alphabet="\"'\\*^:()[]{}/~+-&|!<>黄金理财早ab12%._ \x00", max_size=40)
)
def test_any_text_is_answered(candidates: tuple[Candidates, list[int]], typed: str) -> None:
    find, ids = candidates
    asked = way(typed)
    for one in concepts(typed, lambda _word: ()):
        assert set(find(one.expression, Scope.TITLE, 10)) <= set(ids)
    if asked is not None:
        assert set(find(asked.expression, Scope.EVERYWHERE, 10)) <= set(ids)


@pytest.mark.once
def test_a_cluster_that_is_away_is_told_as_such(settings: Any) -> None:
    settings.ARMOURY_ELASTICSEARCH_URL = ["http://127.0.0.1:9"]

    with pytest.raises(Unavailable):
        ElasticsearchIndex("armoury-nowhere").candidates(QueryTerm("黄金"), Scope.EVERYWHERE, 10)
