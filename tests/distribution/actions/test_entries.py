"""Who may change a programme: asked in the actions themselves."""

from collections.abc import Callable
from datetime import date

import pytest

from core.actions import Conflict, Refused
from core.models import LedgerRecord
from distribution.actions.delete_entry import delete_entry
from distribution.actions.save_entry import save_entry
from distribution.actions.start_usual_week import start_usual_week
from distribution.enums import EntryMode
from distribution.models import Programme, ProgrammeEntry
from people.models import User
from tests.distribution.conftest import Bank
from tests.factories.distribution import EntryFactory, ProgrammeFactory
from tests.factories.people import UserFactory

Verb = Callable[[ProgrammeEntry, User], object]
VERBS: list[Verb] = [
    lambda entry, actor: save_entry(entry, actor=actor),
    lambda entry, actor: delete_entry(entry, actor=actor),
]


@pytest.mark.parametrize("verb", VERBS)
def test_nobody_of_another_branch_or_role_changes_an_entry(bank: Bank, verb: Verb) -> None:
    entry = EntryFactory(programme=ProgrammeFactory(branch=bank.tree.east))
    strangers = [
        UserFactory(editor=True, branch=bank.tree.head_office),
        UserFactory(editor=True, branch=bank.tree.east_sub),
        UserFactory(officer=True, branch=bank.tree.east),
        UserFactory(manager=True, branch=bank.tree.east),
        UserFactory(is_superuser=True, branch=bank.tree.east),
    ]
    entry.how_many = 5
    for actor in strangers:
        with pytest.raises(Refused):
            verb(entry, actor)
    assert ProgrammeEntry.objects.get().how_many == 1
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == len(strangers)


@pytest.mark.parametrize("mode", [EntryMode.REPLACE, EntryMode.LEAVE_OUT])
def test_only_what_a_branch_above_laid_down_is_stood_for(bank: Bank, mode: EntryMode) -> None:
    programme = ProgrammeFactory(branch=bank.tree.east)
    editor = UserFactory(editor=True, branch=bank.tree.east)
    above = EntryFactory(programme=ProgrammeFactory(branch=bank.tree.head_office))
    beside = EntryFactory(programme=ProgrammeFactory(branch=bank.tree.west))
    own = EntryFactory(programme=programme)
    for target in (beside, own, None):
        with pytest.raises(Conflict):
            save_entry(
                ProgrammeEntry(
                    programme=programme,
                    weekday="1",
                    slot="morning",
                    purpose="brief",
                    mode=mode,
                    replaces=target,
                ),
                actor=editor,
            )
    own.mode, own.replaces = mode, own
    with pytest.raises(Conflict):
        save_entry(own, actor=editor)
    own.replaces = above
    assert save_entry(own, actor=editor).replaces == above


def test_the_usual_week_is_for_those_who_lay_out_packages(bank: Bank) -> None:
    for actor in (
        UserFactory(officer=True, branch=bank.tree.east),
        UserFactory(editor=True, branch=None),
        UserFactory(is_superuser=True, branch=bank.tree.east),
    ):
        with pytest.raises(Refused):
            start_usual_week("一周", date(2026, 3, 2), actor=actor)
    assert not Programme.objects.exists()
