"""Expressions are no deeper than they need be."""

from search.domain.analysis import QueryTerm
from search.domain.expression import AllOf, AnyOf, all_of, any_of

CARD, DEAL = QueryTerm("信用卡"), QueryTerm("优惠")


def test_one_part_stays_as_it_is() -> None:
    assert all_of((CARD,)) == any_of((CARD, CARD)) == CARD


def test_several_parts_are_joined() -> None:
    assert all_of((CARD, DEAL)) == AllOf((CARD, DEAL))
    assert any_of((CARD, DEAL, CARD)) == AnyOf((CARD, DEAL))
