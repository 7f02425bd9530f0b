"""What a manager types in a hurry, and what is found."""

from datetime import datetime

import pytest

from review.models.edition import EditionQuerySet
from search import index
from search.actions.learn import learn
from tests.factories.people import BranchFactory
from tests.search.library import brief, head_office

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("engine_in_use")]


def titles(query: str, within: EditionQuerySet, at: datetime) -> list[str]:
    return [one.title for one in index.find(query, within=within, at=at).editions]


@pytest.mark.parametrize(
    ("query", "title"),
    [
        ("zaobao", "晨间财经早报"),
        ("caijingzaobao", "晨间财经早报"),
        ("cjzb", "晨间财经早报"),
        ("caij", "晨间财经早报"),
        ("晨间 zaobao", "晨间财经早报"),
        ("打新", "新股申购攻略"),
        ("xingushengou", "新股申购攻略"),
        ("利财产品", "稳健理财产品"),
        ("稳见理财", "稳健理财产品"),
        ("穩健 理財", "稳健理财产品"),
        ("信卡用", "信用卡账单"),
        ("信用卡帐单", "信用卡账单"),
        ("新股怎么申购", "新股申购攻略"),
        ("wjcp", ""),
    ],
)
def test_it_is_found(query: str, title: str, within: EditionQuerySet, at: datetime) -> None:
    for one in ("晨间财经早报", "新股申购攻略", "稳健理财产品", "信用卡账单"):
        brief(one)
    brief("夜间话题")
    while learn():
        pass

    assert titles(query, within, at)[:1] == ([title] if title else [])


def test_a_new_word_is_found_inside_a_longer_one_before_it_is_learned(
    within: EditionQuerySet, at: datetime
) -> None:
    brief("示范瑞盈享稳健九号")

    assert titles("瑞盈享", within, at) == ["示范瑞盈享稳健九号"]


def test_no_way_of_asking_shows_a_foreign_branchs_edition(within: EditionQuerySet, at: datetime) -> None:
    brief("外行财经早报", branch=BranchFactory(code="W01", parent=head_office()))
    brief("夜间话题")
    while learn():
        pass

    for query in ("zaobao", "cjzb", "财精早报", "晨报 话题", "早报外行话题"):
        assert "外行财经早报" not in titles(query, within, at), query


def test_what_was_meant_is_named_where_nothing_has_what_was_typed(
    within: EditionQuerySet, at: datetime
) -> None:
    brief("理财产品说明")
    learn()

    found = index.find("利财产品 说明", within=within, at=at)

    assert (found.meant, found.relaxed) == ("理财产品 说明", True)
    assert index.find("理财产品 说明", within=within, at=at).meant == ""
    assert index.find("鼛鼛", within=within, at=at).meant == ""
