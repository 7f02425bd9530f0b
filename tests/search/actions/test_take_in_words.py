"""New words reach the texts that hold them."""

from datetime import datetime, timedelta

import pytest

from people.models import User
from review.models.edition import EditionQuerySet
from search import index
from search.actions.add_lines import add_lines
from search.actions.learn import learn
from search.actions.take_back import take_back
from search.actions.take_in_words import SETTLED, take_in_words
from search.domain.lexicon import Line
from search.models import DictionaryEntry, IndexedEdition, Word
from tests.factories.people import UserFactory
from tests.search.library import brief, head_office

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(db: None) -> User:
    made: User = UserFactory(editor=True, branch=head_office())
    return made


def everything(at: datetime) -> None:
    while take_in_words(at + SETTLED):
        pass
    learn()


def test_a_new_name_is_found_as_substring_at_once_and_by_its_sound_after_the_pass(
    editor: User, within: EditionQuerySet, at: datetime
) -> None:
    brief("安欣添俪上新")
    learn()
    assert not Word.objects.filter(text="安欣添俪").exists()

    (entry,) = add_lines([Line.read("安欣添俪")], actor=editor, at=at)
    assert [one.title for one in index.find("安欣添俪", within=within, at=at).editions] == ["安欣添俪上新"]
    everything(at)

    assert Word.objects.get(text="安欣添俪").sound == "anxintianli"
    assert [one.title for one in index.find("anxintianli", within=within, at=at).editions] == ["安欣添俪上新"]
    entry.refresh_from_db()
    assert entry.is_taken_in


def test_only_texts_with_the_word_are_read_anew_and_each_once(editor: User, at: datetime) -> None:
    held = [brief(f"安欣添俪{number}").pk for number in range(3)]
    other = brief("别的").pk
    learn()
    add_lines([Line.read("安欣添俪")], actor=editor, at=at)

    done = [take_in_words(at + SETTLED, batch=2) for _round in range(3)]

    assert done == [2, 1, 0]
    fresh = set(IndexedEdition.objects.filter(is_learned=False).values_list("pk", flat=True))
    assert fresh == set(held)
    assert other not in fresh


def test_it_waits_until_every_process_knows_the_word(editor: User, at: datetime) -> None:
    brief("安欣添俪")
    add_lines([Line.read("安欣添俪")], actor=editor, at=at)

    assert take_in_words(at + SETTLED - timedelta(milliseconds=1)) == 0
    assert not DictionaryEntry.objects.get().is_taken_in


def test_what_is_taken_back_is_read_anew_too(editor: User, at: datetime) -> None:
    edition = brief("安欣添俪")
    (entry,) = add_lines([Line.read("安欣添俪")], actor=editor, at=at)
    everything(at)

    take_back(entry.public_id, actor=editor, at=at)

    assert take_in_words(at + SETTLED) == 1
    assert not IndexedEdition.objects.get(pk=edition.pk).is_learned
    assert DictionaryEntry.objects.get().is_taken_in
