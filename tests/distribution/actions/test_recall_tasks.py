import pytest

from core import clock, outbox
from core.actions import Conflict
from core.models import LedgerRecord
from distribution.actions.ask_for_deletion import ask_for_deletion
from distribution.actions.declare_recall_outcome import declare_recall_outcome
from distribution.enums import RecallOutcome
from distribution.models import RecallTask
from distribution.queries.dependents import packages_with, pulls_of_each
from distribution.queries.recalls import recall_tasks_of
from review.registry import dependents
from tests.distribution.conftest import Bank
from tests.factories.content import today
from tests.factories.distribution import PackageFactory, pull_edition, recall_task
from tests.factories.people import UserFactory
from tests.factories.review import issue_edition, recall_edition


def test_each_manager_who_pulled_gets_one_task(bank: Bank) -> None:
    edition, other = issue_edition(branch=bank.tree.head_office), issue_edition(branch=bank.tree.head_office)
    colleague, bystander = (UserFactory(manager=True, branch=bank.tree.west) for _number in range(2))
    pull_edition(edition, bank.manager)
    pull_edition(edition, bank.manager)
    pull_edition(edition, colleague)
    pull_edition(other, bystander)
    made = recall_edition(edition)
    outbox.deliver()
    assert ask_for_deletion(made.public_id, clock.now()) == 2
    assert set(RecallTask.objects.values_list("manager", flat=True)) == {bank.manager.pk, colleague.pk}


def test_the_answer_is_kept_and_given_once(bank: Bank) -> None:
    task = recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    for _time in range(2):
        declare_recall_outcome(task.public_id, RecallOutcome.NEVER_SENT, actor=bank.manager, at=clock.now())
    assert LedgerRecord.objects.filter(event="recall.answered").count() == 1
    with pytest.raises(Conflict):
        declare_recall_outcome(
            task.public_id, RecallOutcome.DECLARED_GONE, actor=bank.manager, at=clock.now()
        )


def test_only_an_outcome_can_be_declared_and_only_by_its_manager(bank: Bank) -> None:
    task = recall_task(issue_edition(branch=bank.tree.head_office), bank.manager)
    with pytest.raises(ValueError, match="pending"):
        declare_recall_outcome(task.public_id, RecallOutcome.PENDING, actor=bank.manager, at=clock.now())
    colleague = UserFactory(manager=True, branch=bank.tree.east_sub)
    with pytest.raises(RecallTask.DoesNotExist):
        declare_recall_outcome(task.public_id, RecallOutcome.NEVER_SENT, actor=colleague, at=clock.now())


def test_what_is_to_do_comes_before_what_was_answered(bank: Bank) -> None:
    first, second, third = (
        recall_task(issue_edition(branch=bank.tree.head_office), bank.manager) for _number in range(3)
    )
    declare_recall_outcome(second.public_id, RecallOutcome.NEVER_SENT, actor=bank.manager, at=clock.now())
    assert list(recall_tasks_of(bank.manager, today()))[2] == second
    assert set(recall_tasks_of(bank.manager, today())[:2]) == {first, third}


def test_review_is_told_what_depends_on_an_edition(bank: Bank) -> None:
    edition, alone = issue_edition(branch=bank.tree.head_office), issue_edition(branch=bank.tree.head_office)
    for _number in range(2):
        PackageFactory(branch=bank.tree.head_office, editions=(edition,))
    pull_edition(edition, bank.manager)
    keys = [edition.pk, alone.pk]
    assert packages_with(keys) == {edition.pk: 2}
    assert pulls_of_each(keys) == {edition.pk: 1}
    assert {one.code for one in dependents()} >= {"packages", "pulls"}
