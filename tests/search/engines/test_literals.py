"""Terms as literals of the engines' own query languages: nothing in a term is an operator."""

from search.domain.analysis import QueryTerm
from search.domain.expression import Expression, Match, Scope
from search.engines.postgresql import tsquery, tsvector
from search.engines.sqlite import match

EARLY, RATE = QueryTerm("早", unfinished=True), QueryTerm("1.25%")
HOSTILE = QueryTerm("a\"b'c\\d")


def test_fts5() -> None:
    assert match(Expression((RATE, EARLY))) == '"1.25%" AND "早" *'
    assert match(Expression((RATE, EARLY), Match.ANY)) == '"1.25%" OR "早" *'
    assert match(Expression((EARLY,), scope=Scope.TITLE)) == 'title_terms : ("早" *)'
    assert match(Expression((HOSTILE,))) == '"a""b\'c\\d"'


def test_tsquery() -> None:
    assert tsquery(Expression((RATE, EARLY))) == "'1.25%' & '早':*"
    assert tsquery(Expression((RATE, EARLY), Match.ANY)) == "'1.25%' | '早':*"
    assert tsquery(Expression((RATE, EARLY), scope=Scope.TITLE)) == "'1.25%':A & '早':*A"
    assert tsquery(Expression((HOSTILE,))) == "'a\"b''c\\\\d'"


def test_tsvector_weighs_title_and_text() -> None:
    assert tsvector(["早报", "早报"], ["早报", "a'b"]) == "'早报':1A,2 'a''b':2"
