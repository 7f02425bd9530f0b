"""Withdraw: the author's side takes a piece back."""

import pytest

from content.enums import ComponentState
from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from review.actions.decide import Signature, decide
from review.actions.withdraw import withdraw
from review.enums import CaseStatus, Level, Verdict
from tests.factories.people import UserFactory, branch_tree
from tests.factories.review import approve_case, open_case, submit_component

pytestmark = pytest.mark.django_db


def test_an_editor_of_the_branch_withdraws_and_the_draft_is_open_again() -> None:
    case = open_case()
    colleague = UserFactory(editor=True, branch=case.branch)
    withdraw(case.public_id, actor=colleague, at=clock.now())
    case.refresh_from_db()
    component = case.candidate.component
    component.refresh_from_db()
    assert (case.status, case.current_level) == (CaseStatus.WITHDRAWN, "")
    assert component.state == ComponentState.DRAFT
    assert LedgerRecord.objects.filter(subject=case.subject, event="case.withdrawn").count() == 1
    assert submit_component(component).status == CaseStatus.OPEN


def test_what_is_withdrawn_cannot_be_decided() -> None:
    case = open_case()
    signature = Signature(Level(case.current_level), case.candidate.content_sha256, case.opened_at)
    withdraw(case.public_id, actor=case.candidate.submitted_by, at=case.opened_at)
    with pytest.raises(Conflict, match="closed meanwhile: Withdrawn"):
        decide(
            case.public_id,
            verdict=Verdict.APPROVE,
            reasons="",
            signature=signature,
            actor=UserFactory(officer=True, branch=case.branch),
            at=case.opened_at,
        )


def test_a_closed_case_cannot_be_withdrawn() -> None:
    case = open_case()
    approve_case(case)
    with pytest.raises(Conflict, match="closed meanwhile: Approved"):
        withdraw(case.public_id, actor=case.candidate.submitted_by, at=clock.now())


def test_officers_and_other_branches_are_refused() -> None:
    tree = branch_tree()
    case = open_case(branch=tree.east)
    people = {
        "branch": UserFactory(editor=True, branch=tree.west),
        "role": UserFactory(officer=True, branch=tree.head_office),
    }
    for rule, person in people.items():
        with pytest.raises(Refused) as caught:
            withdraw(case.public_id, actor=person, at=clock.now())
        assert caught.value.rule == rule
    case.refresh_from_db()
    assert case.status == CaseStatus.OPEN
