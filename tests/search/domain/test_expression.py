"""How a query is weakened when nothing has all its words."""

from search.domain.analysis import QueryTerm
from search.domain.expression import Expression, Match, relaxations

CARD, DEAL, RARE = QueryTerm("信用卡"), QueryTerm("优惠"), QueryTerm("咖啡")


def test_first_the_parts_then_without_the_most_common_then_anything() -> None:
    weaker = list(relaxations((CARD, DEAL), {CARD: 3, DEAL: 40}))

    credit, card = QueryTerm("信用"), QueryTerm("卡")
    assert weaker == [
        Expression((credit, card, DEAL)),
        Expression((CARD,)),
        Expression((CARD, DEAL, credit, card), Match.ANY),
    ]


def test_what_nothing_has_is_dropped_before_what_is_common() -> None:
    weaker = list(relaxations((DEAL, RARE), {DEAL: 40, RARE: 0}))

    assert weaker == [Expression((DEAL,)), Expression((DEAL, RARE), Match.ANY)]


def test_the_most_common_goes_first() -> None:
    gold = QueryTerm("黄金")
    weaker = list(relaxations((DEAL, RARE, gold), {DEAL: 40, RARE: 2, gold: 9}))

    assert [one.terms for one in weaker] == [(RARE, gold), (RARE,), (DEAL, RARE, gold)]
