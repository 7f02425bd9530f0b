"""What is asked for when nothing has all of it."""

from search.domain.analysis import QueryTerm
from search.domain.concepts import Concept, way
from search.domain.expression import AllOf, AnyOf
from search.domain.relaxing import BUDGET, relaxed


def concept(text: str) -> Concept:
    made = way(text)
    assert made is not None
    return Concept(text, (made,))


COFFEE, DEAL, MARKET = concept("咖啡"), concept("优惠"), concept("市场")


def test_the_rare_alone_the_common_in_pairs() -> None:
    documents = {COFFEE: 3, DEAL: 4 * BUDGET, MARKET: 5 * BUDGET}

    asked = relaxed((DEAL, COFFEE, MARKET), documents, {}, rows=1_000_000)

    assert asked == AnyOf((QueryTerm("咖啡"), AllOf((QueryTerm("优惠"), QueryTerm("市场")))))


def test_of_an_unknown_word_its_pairs_are_asked_for() -> None:
    unknown = concept("咖啡卡")

    asked = relaxed((unknown,), {unknown: 0}, {QueryTerm("咖啡"): 2, QueryTerm("啡卡"): 0}, rows=10)

    assert asked == QueryTerm("咖啡")


def test_nothing_known_asks_for_nothing() -> None:
    assert relaxed((COFFEE,), {COFFEE: 0}, {}, rows=10) is None
