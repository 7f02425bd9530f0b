"""Searched and not found, counted without the person."""

from datetime import datetime, timedelta

import pytest

from search.actions.count_missed import KEPT, count_missed, forget_missed
from search.models import MissedQuery
from search.queries.missed import LOOKED_BACK, frequent, missed_queries

pytestmark = pytest.mark.django_db


def test_one_row_a_query_and_day_however_it_is_written(at: datetime) -> None:
    for query in ("養老 社區", "养老 社区", "养老  社区 "):
        assert count_missed(query, [], at)
    count_missed("养老 社区", [7, 8, 9, 10], at + timedelta(minutes=1))

    row = MissedQuery.objects.get()
    assert (row.query, row.nothing, row.near) == ("养老 社区", 3, 1)
    assert (row.nearest, row.last_at) == ([7, 8, 9], at + timedelta(minutes=1))


@pytest.mark.parametrize(
    "query",
    [
        "13800138000",
        "王建国",
        "王建国 存款50万",
        "6222021234567890123",
        "11010519491231002X",
        "",
        "？！",
        '"',
    ],
)
def test_what_may_be_a_customers_data_and_what_says_nothing_is_not_kept(query: str, at: datetime) -> None:
    assert not count_missed(query, [], at)
    assert not MissedQuery.objects.exists()


def test_the_table_names_no_person_and_no_branch() -> None:
    assert not [field.name for field in MissedQuery._meta.get_fields() if field.is_relation]


def test_the_most_frequent_come_first_and_old_ones_not_at_all(at: datetime) -> None:
    count_missed("年金险种", [], at - LOOKED_BACK - timedelta(days=1))
    count_missed("黄金定投", [], at)
    count_missed("社区养老", [], at - timedelta(days=1))
    count_missed("社区养老", [3], at)

    assert frequent(at, 5) == ["社区养老", "黄金定投"]
    (first, _second) = missed_queries(at)
    assert (first["nothing"], first["near"], first["last_at"]) == (1, 1, at)


def test_counts_are_forgotten_after_half_a_year(at: datetime) -> None:
    count_missed("社区养老", [], at - KEPT - timedelta(days=1))
    count_missed("黄金定投", [], at)

    assert forget_missed(at) == 1
    assert [one.query for one in MissedQuery.objects.all()] == ["黄金定投"]
