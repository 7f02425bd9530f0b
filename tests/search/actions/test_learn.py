"""The vocabulary and the counts follow the index."""

from datetime import datetime

import pytest

from core import schedule
from review.models.edition import EditionQuerySet
from search import index
from search.actions import learn as learning
from search.actions.learn import count, learn
from search.models import CommonTerm, IndexedEdition, Word
from search.tasks import learn_words
from tests.search.library import brief

pytestmark = pytest.mark.django_db


def test_words_of_new_editions_are_taken_in_once() -> None:
    brief("薅羊毛指南")

    assert (learn(), learn()) == (1, 0)
    word = Word.objects.get(text="薅羊毛")
    assert (word.sound, word.initials, word.first, word.last) == ("haoyangmao", "hym", "薅3", "毛3")


def test_known_words_stay_as_they_are() -> None:
    brief("薅羊毛")
    learn()
    before = Word.objects.get(text="薅羊毛").pk
    IndexedEdition.objects.update(is_learned=False)

    assert learn() == 1
    assert Word.objects.get(text="薅羊毛").pk == before


def test_it_learns_in_bounded_pieces() -> None:
    for number in range(3):
        brief(f"早报{number}")

    assert [learn(batch=2) for _turn in range(3)] == [2, 1, 0]


def test_common_terms_are_counted_when_the_library_has_grown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "_FEW", 1)
    monkeypatch.setattr(learning, "COMMON", 2)
    brief("咖啡优惠")
    brief("咖啡拉花")
    learn()

    assert (count(), count()) == (True, False)
    counted = dict(CommonTerm.objects.values_list("term", "documents"))
    assert (counted[""], counted["咖啡"], "拉花" in counted) == (2, 2, False)
    assert Word.objects.get(text="咖啡").documents == 2


def test_what_is_counted_does_not_change_what_is_found(
    within: EditionQuerySet, at: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(learning, "_FEW", 1)
    monkeypatch.setattr(learning, "COMMON", 2)
    for title in ("咖啡优惠", "咖啡拉花", "优惠券"):
        brief(title)
    before = [one.title for one in index.find("咖啡 优惠", within=within, at=at).editions]
    learn()
    count()

    assert (
        [one.title for one in index.find("咖啡 优惠", within=within, at=at).editions]
        == before
        == ["咖啡优惠"]
    )


def test_it_runs_every_ten_seconds() -> None:
    assert [one.seconds for one in schedule.recurring() if one.task.name == learn_words.name] == [10]
    brief()
    assert learn_words.apply().result == 1
