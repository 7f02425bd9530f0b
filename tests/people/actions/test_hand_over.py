"""Handing over: what is left with a person goes to a colleague, and nobody goes while something is left."""

import json
from datetime import timedelta

import pytest

from content.models import Component
from content.models.imports import Import, ImportStatus
from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from distribution.actions.ask_for_content import ask_for_content
from distribution.actions.declare_recall_outcome import declare_recall_outcome
from distribution.enums import RecallOutcome
from distribution.models import ContentRequest, RecallTask
from distribution.queries.recalls import pending_recalls, recall_tasks_of
from people.actions.change_staff import SomethingLeft, change_staff
from people.actions.hand_over import Absence, hand_over
from people.enums import Role
from people.models import StandIn, User
from people.queries.left_work import left_with, takers
from review.actions.decide import Signature, decide
from review.enums import Level, Verdict
from tests.conftest import FrozenClock
from tests.distribution.conftest import Bank, bank
from tests.factories.content import today
from tests.factories.distribution import pull_edition, recall_task, wish
from tests.factories.imports import running
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, make_component, submit_component

__all__ = ["bank"]


@pytest.fixture
def admin(bank: Bank) -> User:
    return UserFactory(administrator=True, branch=bank.tree.head_office)


def for_good() -> Absence:
    return Absence(today(), None)


def codes(person: User) -> list[str]:
    return [one.work.code for one in left_with(person)]


def leave(person: User, admin: User) -> User:
    """Disable the account as the staff form does."""
    staff = User.objects.get(pk=person.pk)

    def save() -> User:
        staff.is_active = False
        staff.save()
        return staff

    return change_staff(staff, save, actor=admin, at=clock.now())


def test_pieces_move_and_the_author_stays_author(bank: Bank, admin: User) -> None:
    both = UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=bank.tree.head_office)
    colleague = UserFactory(editor=True, branch=bank.tree.head_office)
    draft = make_component(editor=both)
    assert codes(both) == ["drafts"]
    hand_over(both, colleague, for_good(), actor=admin, at=clock.now())
    assert codes(both) == []
    draft = Component.objects.get(pk=draft.pk)
    assert draft.created_by == colleague
    case = submit_component(draft, editor=colleague)
    with pytest.raises(Refused):
        decide(
            case.public_id,
            verdict=Verdict.APPROVE,
            reasons="",
            signature=Signature(Level(case.current_level), case.candidate.content_sha256, clock.now()),
            actor=both,
            at=clock.now(),
        )


def test_nobody_who_reviews_takes_over_pieces(bank: Bank, admin: User) -> None:
    editor = UserFactory(editor=True, branch=bank.tree.head_office)
    reviewer = UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=bank.tree.head_office)
    manager = UserFactory(manager=True, branch=bank.tree.head_office)
    draft = make_component(editor=editor)
    for wrong in (reviewer, manager):
        with pytest.raises(Conflict, match="内容及其草稿"):
            hand_over(editor, wrong, for_good(), actor=admin, at=clock.now())
    assert takers(editor, left_with(editor)) == []
    assert Component.objects.get(pk=draft.pk).created_by == editor
    assert not StandIn.objects.exists()


def test_a_recall_of_what_was_sent_before_asks_the_successor(
    bank: Bank, admin: User, frozen_clock: FrozenClock
) -> None:
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    later = issue_edition(branch=bank.tree.head_office)
    pull_edition(later, bank.manager)
    task = recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    assert pending_recalls(colleague, today()) == 0
    with pytest.raises(RecallTask.DoesNotExist):
        declare_recall_outcome(task.public_id, RecallOutcome.DECLARED_GONE, actor=colleague, at=clock.now())
    hand_over(bank.manager, colleague, for_good(), actor=admin, at=clock.now())
    leave(bank.manager, admin)
    assert [one.manager for one in recall_tasks_of(colleague, today())] == [bank.manager]
    done = declare_recall_outcome(
        task.public_id, RecallOutcome.DECLARED_GONE, actor=colleague, at=clock.now()
    )
    assert done.outcome == RecallOutcome.DECLARED_GONE
    payload = json.loads(bytes(LedgerRecord.objects.filter(event="recall.answered").latest("pk").payload))
    assert (payload["manager"], payload["answered_by"]) == (bank.manager.actor, colleague.actor)


def test_what_a_successor_does_for_another_goes_along(bank: Bank, admin: User) -> None:
    second, third = (UserFactory(manager=True, branch=bank.tree.east_sub) for _one in range(2))
    recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    hand_over(bank.manager, second, for_good(), actor=admin, at=clock.now())
    leave(bank.manager, admin)
    assert codes(second) == ["posts"]
    hand_over(second, third, for_good(), actor=admin, at=clock.now())
    assert (pending_recalls(second, today()), pending_recalls(third, today())) == (0, 1)
    assert codes(second) == []


def test_during_a_leave_tasks_go_to_the_colleague_and_come_back(
    bank: Bank, admin: User, frozen_clock: FrozenClock
) -> None:
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    tomorrow = today() + timedelta(days=1)
    absence = Absence(tomorrow, tomorrow)
    hand_over(bank.manager, colleague, absence, actor=admin, at=clock.now())
    recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    counted = [pending_recalls(colleague, today() + timedelta(days=later)) for later in range(3)]
    assert counted == [0, 1, 0]
    assert pending_recalls(bank.manager, today() + timedelta(days=2)) == 1
    assert codes(bank.manager) == ["posts"]


def test_open_requests_move(bank: Bank, admin: User) -> None:
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    ask_for_content(wish(), actor=bank.manager, at=clock.now())
    hand_over(bank.manager, colleague, for_good(), actor=admin, at=clock.now())
    assert ContentRequest.objects.get().manager == colleague
    payload = json.loads(bytes(LedgerRecord.objects.get(event="staff.handed_over").payload))
    assert payload["moved"] == {"requests": 1}
    assert (payload["by"], payload["to"]) == (admin.actor, colleague.actor)


def test_an_import_that_runs_is_ended_first(bank: Bank, admin: User) -> None:
    editor, colleague = (UserFactory(editor=True, branch=bank.tree.head_office) for _one in range(2))
    made = running(editor, "话术.xlsx", "怎么办")
    with pytest.raises(Conflict, match="请先"):
        hand_over(editor, colleague, for_good(), actor=admin, at=clock.now())
    Import.objects.filter(pk=made.pk).update(status=ImportStatus.STOPPED)
    hand_over(editor, colleague, for_good(), actor=admin, at=clock.now())


@pytest.mark.parametrize("role", [Role.EDITOR, Role.MANAGER, Role.OFFICER, Role.AUDITOR])
def test_others_hand_nothing_over(bank: Bank, role: Role) -> None:
    actor = UserFactory(roles=[role], branch=bank.tree.east_sub)
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    with pytest.raises(Refused):
        hand_over(bank.manager, colleague, for_good(), actor=actor, at=clock.now())
    assert not StandIn.objects.exists()


@pytest.mark.parametrize("role", [Role.LEAD, Role.OPERATOR])
def test_leads_and_operators_hand_over_in_what_they_oversee(bank: Bank, role: Role) -> None:
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    stranger = UserFactory(roles=[role], branch=bank.tree.west)
    with pytest.raises(Refused):
        hand_over(bank.manager, colleague, for_good(), actor=stranger, at=clock.now())
    above = UserFactory(roles=[role], branch=bank.tree.east)
    hand_over(bank.manager, colleague, for_good(), actor=above, at=clock.now())
    assert StandIn.objects.get().arranged_by == above


def test_only_an_active_colleague_of_the_branch_in_days_to_come(bank: Bank, admin: User) -> None:
    elsewhere = UserFactory(manager=True, branch=bank.tree.west)
    gone = UserFactory(manager=True, branch=bank.tree.east_sub, is_active=False)
    for wrong in (elsewhere, gone, bank.manager):
        with pytest.raises(Conflict):
            hand_over(bank.manager, wrong, for_good(), actor=admin, at=clock.now())
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    for first, last in ((-3, -1), (2, 1)):
        days = Absence(today() + timedelta(days=first), today() + timedelta(days=last))
        with pytest.raises(Conflict):
            hand_over(bank.manager, colleague, days, actor=admin, at=clock.now())
    assert not StandIn.objects.exists()


def test_nobody_is_disabled_with_something_left(bank: Bank, admin: User) -> None:
    pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    with pytest.raises(SomethingLeft) as refusal:
        leave(bank.manager, admin)
    assert [one.work.code for one in refusal.value.left] == ["posts"]
    assert User.objects.get(pk=bank.manager.pk).is_active
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    hand_over(bank.manager, colleague, for_good(), actor=admin, at=clock.now())
    assert not leave(bank.manager, admin).is_active


def test_who_moves_leaves_what_is_of_the_branch_and_takes_their_posts_along(bank: Bank, admin: User) -> None:
    pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    ask_for_content(wish(), actor=bank.manager, at=clock.now())
    staff = User.objects.get(pk=bank.manager.pk)

    def save() -> User:
        staff.branch = bank.tree.west
        staff.save()
        return staff

    with pytest.raises(SomethingLeft) as refusal:
        change_staff(staff, save, actor=admin, at=clock.now())
    assert [one.work.code for one in refusal.value.left] == ["requests"]
    ContentRequest.objects.all().delete()
    assert change_staff(staff, save, actor=admin, at=clock.now()).branch == bank.tree.west


def test_a_role_that_open_work_needs_is_not_taken_away(bank: Bank, admin: User) -> None:
    pull_edition(issue_edition(branch=bank.tree.head_office), bank.manager)
    staff = User.objects.get(pk=bank.manager.pk)

    def save() -> User:
        staff.groups.clear()
        return staff

    with pytest.raises(SomethingLeft):
        change_staff(staff, save, actor=admin, at=clock.now())
    assert staff.groups.count() == 1


def test_only_administrators_change_staff(bank: Bank) -> None:
    lead = UserFactory(lead=True, branch=bank.tree.east)
    with pytest.raises(Refused):
        leave(bank.manager, lead)
    assert User.objects.get(pk=bank.manager.pk).is_active
