"""Who finds which case in the queue."""

import pytest

from people.enums import Role
from review.enums import Verdict
from review.queries.cases import hindrance, overseen_cases, progress_of, queue_of, waiting_count
from tests.conftest import FrozenClock
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import decide_case, open_case

pytestmark = pytest.mark.django_db


def test_the_queue_is_by_due_time_and_by_level(frozen_clock: FrozenClock) -> None:
    tree = branch_tree()
    slow = open_case(kind="product_analysis", branch=tree.east)
    urgent = open_case(branch=tree.head_office)
    passed = open_case(kind="product_analysis", branch=tree.east)
    decide_case(passed)
    returned = open_case(branch=tree.east)
    decide_case(returned, verdict=Verdict.RETURN, reasons="请修改。")
    officer = UserFactory(officer=True, branch=tree.head_office)
    assert list(queue_of(officer)) == [urgent, slow]
    assert list(queue_of(UserFactory(consumer_protection=True, branch=tree.head_office))) == [passed]
    assert list(queue_of(UserFactory(officer=True, branch=tree.east))) == [slow]
    assert list(queue_of(UserFactory(officer=True, branch=tree.west))) == []
    assert list(queue_of(UserFactory(auditor=True, branch=tree.head_office))) == []
    assert set(overseen_cases(officer)) == {slow, urgent, passed, returned}


def test_ones_own_case_is_shown_but_not_counted() -> None:
    branch = branch_tree().head_office
    both = UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=branch)
    own, other = open_case(editor=both), open_case(branch=branch)
    assert {case.pk: case.is_own for case in queue_of(both)} == {own.pk: True, other.pk: False}
    assert waiting_count(both) == 1
    assert waiting_count(UserFactory(editor=True, branch=branch)) == 0


def test_the_page_says_why_somebody_cannot_decide() -> None:
    branch = branch_tree().head_office
    both = UserFactory(roles=[Role.OFFICER, Role.CONSUMER_PROTECTION], branch=branch)
    case = open_case(kind="product_analysis", branch=branch)
    assert hindrance(case, both) is None
    assert (
        hindrance(case, UserFactory(legal=True, branch=branch))
        == "It waits for another role: Compliance review."
    )
    assert hindrance(case, case.candidate.submitted_by) == "It waits for another role: Compliance review."
    decide_case(case, officer=both)
    assert (
        hindrance(case, both)
        == "You decided an earlier level of this case. Somebody else must decide this one."
    )
    decide_case(case)
    assert hindrance(case, both) == "This case is closed."


def test_progress_tells_what_is_passed_and_what_waits() -> None:
    case = open_case(kind="product_analysis", risk="R4")
    decision = decide_case(case)
    assert [(step.level, step.decision, step.is_current) for step in progress_of(case)] == [
        ("compliance", decision, False),
        ("consumer_protection", None, True),
        ("legal", None, False),
    ]
