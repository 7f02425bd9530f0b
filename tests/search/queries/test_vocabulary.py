"""The vocabulary, asked by sound and by writing."""

import pytest
from pytest_django import DjangoAssertNumQueries

from search.actions.learn import add_words
from search.models import Word
from search.queries.vocabulary import Known, Vocabulary


@pytest.fixture
def vocabulary(db: None) -> Vocabulary:
    add_words({"理财", "利才", "李菜", "立场", "信用卡", "信用社", "基金"})
    Word.objects.filter(text="理财").update(documents=9)
    return Vocabulary()


def test_by_sound_the_commonest_first(vocabulary: Vocabulary) -> None:
    assert vocabulary.by_sound(["licai", "jijin", "zzz"]) == {
        "licai": [Known("理财", 9), Known("利才", 1), Known("李菜", 1)],
        "jijin": [Known("基金", 1)],
    }


def test_by_initials_and_by_loose_sound(vocabulary: Vocabulary) -> None:
    assert vocabulary.by_initials(["xyk"]) == {"xyk": [Known("信用卡", 1)]}
    assert [one.text for one in vocabulary.by_loose_sound({"li cai"})["li cai"]] == ["理财", "利才", "李菜"]


def test_what_begins_so_and_nothing_else(vocabulary: Vocabulary) -> None:
    assert [one.text for one in vocabulary.beginning("xinyong")] == ["信用卡", "信用社"]
    assert [one.text for one in vocabulary.beginning("licha")] == ["立场"]


def test_by_edges_only_what_is_near(vocabulary: Vocabulary) -> None:
    everything = vocabulary.by_edges({"信3"}, {"才2"}, lambda text: True)
    near = vocabulary.by_edges({"信3"}, {"才2"}, lambda text: text != "信用社")

    assert everything == [Known("信用卡", 1), Known("信用社", 1), Known("利才", 1)]
    assert near == [Known("信用卡", 1), Known("利才", 1)]


def test_asked_for_nothing_it_finds_nothing(vocabulary: Vocabulary) -> None:
    assert vocabulary.by_sound([]) == {}
    assert vocabulary.by_edges((), (), lambda text: True) == []
    assert [one.text for one in vocabulary.by_edges({"基2"}, (), lambda text: True)] == ["基金"]


def test_one_query_each(vocabulary: Vocabulary, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(3):
        vocabulary.by_sound(["licai", "jijin"])
        vocabulary.beginning("li")
        vocabulary.by_edges({"信3"}, {"才2", "金2"}, lambda text: True)
