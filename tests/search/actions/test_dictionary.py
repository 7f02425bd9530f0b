"""The verbs of the dictionary."""

import json
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.enums import Role
from people.models import User
from review.models.edition import EditionQuerySet
from search import index
from search.actions.add_lines import add_lines
from search.actions.switch_off import switch_off
from search.actions.take_back import take_back
from search.domain.fitness import Problem, UnfitLines
from search.domain.lexicon import Line
from search.models import DictionaryEntry
from search.queries import dictionary
from tests.factories.people import BranchFactory, UserFactory
from tests.search.library import brief, head_office

pytestmark = pytest.mark.django_db
SHIPPED = "薅羊毛 > 优惠 立减 福利"


@pytest.fixture
def editor(db: None) -> User:
    made: User = UserFactory(editor=True, branch=head_office())
    return made


def titles(query: str, within: EditionQuerySet, at: datetime) -> list[str]:
    return [one.title for one in index.find(query, within=within, at=at).editions]


def test_a_synonym_finds_from_the_next_question_on(
    editor: User, within: EditionQuerySet, at: datetime
) -> None:
    brief("零钱理财说明")
    assert titles("下午茶钱", within, at) == []

    (entry,) = add_lines([Line.read("下午茶钱 = 零钱理财")], actor=editor, at=at)

    assert titles("下午茶钱", within, at) == ["零钱理财说明"]
    assert (entry.text, entry.saved_by, entry.saved_at) == ("下午茶钱 = 零钱理财", editor, at)
    record = LedgerRecord.objects.get(event="dictionary.added")
    assert json.loads(bytes(record.payload)) == {
        "by": editor.actor,
        "line": "下午茶钱 = 零钱理财",
        "entry": str(entry.public_id),
    }


def test_what_is_taken_back_finds_no_more(editor: User, within: EditionQuerySet, at: datetime) -> None:
    brief("零钱理财说明")
    (entry,) = add_lines([Line.read("下午茶钱 = 零钱理财")], actor=editor, at=at)

    take_back(entry.public_id, actor=editor, at=at)

    assert titles("下午茶钱", within, at) == []
    assert LedgerRecord.objects.filter(event="dictionary.taken_back", subject="dictionary").count() == 1
    with pytest.raises(Conflict):
        take_back(entry.public_id, actor=editor, at=at)


def test_a_shipped_line_is_switched_off_and_on(editor: User, within: EditionQuerySet, at: datetime) -> None:
    line = next(one for one in dictionary.current().lines if one.words[0] == "薅羊毛")
    brief("优惠清单")
    assert titles("薅羊毛", within, at) == ["优惠清单"]

    entry = switch_off(str(line), actor=editor, at=at)
    assert "优惠" not in dictionary.current().synonyms("薅羊毛")
    with pytest.raises(Conflict):
        switch_off(str(line), actor=editor, at=at)
    take_back(entry.public_id, actor=editor, at=at)

    assert titles("薅羊毛", within, at) == ["优惠清单"]


def test_what_is_not_shipped_is_not_switched_off(editor: User, at: datetime) -> None:
    with pytest.raises(KeyError):
        switch_off("下午茶钱 = 零钱理财", actor=editor, at=at)


def test_all_lines_or_none(editor: User, at: datetime) -> None:
    lines = [Line.read(text) for text in ("下午茶钱 = 零钱理财", "打新 = 钱", "零钱理财 = 下午茶钱")]

    with pytest.raises(UnfitLines) as found:
        add_lines(lines, actor=editor, at=at)

    assert [(one.number, one.unfit.problem) for one in found.value.errors] == [
        (2, Problem.ONE_CHARACTER),
        (3, Problem.KNOWN),
    ]
    assert not DictionaryEntry.objects.exists()


def test_a_synonym_that_stands_everywhere_is_refused(editor: User, at: datetime) -> None:
    for number in range(20):
        brief(f"早报{number}", "每篇都有的花絮。")

    with pytest.raises(UnfitLines) as found:
        add_lines([Line.read("下午茶钱 > 花絮")], actor=editor, at=at)

    assert found.value.errors[0].unfit.problem == Problem.EVERYWHERE


@pytest.mark.parametrize("role", [role for role in Role if role != Role.EDITOR])
def test_other_roles_change_nothing(role: Role, at: datetime) -> None:
    actor = UserFactory(roles=[role], branch=head_office())

    with pytest.raises(Refused):
        add_lines([Line.read("安心添利")], actor=actor, at=at)
    with pytest.raises(Refused):
        switch_off(SHIPPED, actor=actor, at=at)

    assert not DictionaryEntry.objects.exists()
    assert LedgerRecord.objects.filter(event="attempt.refused", subject="dictionary").count() == 2


def test_a_branchs_editor_changes_nothing(editor: User, at: datetime) -> None:
    (entry,) = add_lines([Line.read("安心添利")], actor=editor, at=at)
    actor = UserFactory(editor=True, branch=BranchFactory(code="E01", parent=head_office()))

    for change in (
        lambda: add_lines([Line.read("零钱理财")], actor=actor, at=at),
        lambda: take_back(entry.public_id, actor=actor, at=at),
    ):
        with pytest.raises(Refused):
            change()

    assert list(DictionaryEntry.objects.values_list("text", "is_active")) == [("安心添利", True)]


def test_a_process_reads_the_dictionary_again_only_when_it_has_changed(editor: User, at: datetime) -> None:
    add_lines([Line.read("下午茶钱 = 零钱理财")], actor=editor, at=at)
    with CaptureQueriesContext(connection) as first:
        dictionary.current()
    with CaptureQueriesContext(connection) as second:
        dictionary.current()

    assert (len(first), len(second)) == (2, 1)
