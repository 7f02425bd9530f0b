"""Terms as literals of the engines' own query languages: nothing in a term is an operator."""

from search.domain.analysis import QueryTerm
from search.domain.expression import AllOf, AnyOf, Scope
from search.engines.postgresql import tsquery, tsvector
from search.engines.sqlite import match

EARLY, RATE = QueryTerm("早", unfinished=True), QueryTerm("1.25%")
HOSTILE = QueryTerm("a\"b'c\\d")


def test_fts5() -> None:
    assert match(AllOf((RATE, AnyOf((EARLY, HOSTILE))))) == '("1.25%" AND ("早" * OR "a""b\'c\\d"))'
    assert match(EARLY, Scope.TITLE) == 'title_terms : ("早" *)'


def test_tsquery() -> None:
    assert tsquery(AllOf((RATE, AnyOf((EARLY, HOSTILE))))) == "('1.25%' & ('早':* | 'a\"b''c\\\\d'))"
    assert tsquery(AllOf((RATE, EARLY)), Scope.TITLE) == "('1.25%':A & '早':*A)"


def test_tsvector_weighs_title_and_text() -> None:
    assert tsvector(["早报", "早报"], ["早报", "a'b"]) == "'早报':1A,2 'a''b':2"
