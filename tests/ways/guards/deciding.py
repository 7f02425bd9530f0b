"""Guards: who decides what."""

import sys
from datetime import timedelta
from typing import Any

from django.db import IntegrityError

import review.actions.issue
import review.actions.submit
import review.models.edition
from core import clock
from people.enums import Role
from review.actions.accept_labels import accept_labels
from review.enums import Verdict
from review.models import Case, Decision, Edition, LabelledSentence
from tests.factories.labelled import LabelledFactory
from tests.factories.people import UserFactory
from tests.factories.review import (
    approve_case,
    decide_case,
    make_component,
    resume_edition,
    submit_component,
    suspend_edition,
)
from tests.ways.guards.base import Removal, guard, nothing, patched
from tests.ways.pieces import MARKER, Bank, at_levels, in_review


def deciding() -> Any:
    """Return the module: its name is that of its function."""
    return sys.modules["review.actions.decide"]


def decide_patched(name: str, value: Any) -> Removal:
    return lambda monkeypatch, settings: monkeypatch.setattr(deciding(), name, value)


@guard(
    "the author never approves",
    "review/actions/decide.py: _require_reader",
    "Approving what one wrote or submitted; deciding without role or for another branch",
    "tests/ways/test_deciding.py::test_neither_its_author_nor_a_superuser_approves",
    decide_patched("_require_reader", nothing),
)
def author_approves(bank: Bank) -> bool:
    component = make_component(
        kind="product_analysis", editor=bank.superuser, risk="R2", title=f"{MARKER}产品分析"
    )
    decide_case(submit_component(component), officer=bank.superuser)
    return Decision.objects.filter(officer=bank.superuser).exists()


@guard(
    "one level a person",
    "review/actions/decide.py: _require_may_decide",
    "Passing two levels of one case; deciding a level without its role",
    "tests/ways/test_deciding.py::test_nobody_passes_two_levels",
    decide_patched("_require_may_decide", nothing),
)
def two_levels(bank: Bank) -> bool:
    both = UserFactory(roles=[Role.OFFICER, Role.CONSUMER_PROTECTION], branch=bank.tree.head_office)
    case = at_levels(bank, "R5")
    decide_case(case, officer=both)
    decide_case(case, officer=both)
    return Decision.objects.filter(officer=both).count() == 2


@guard(
    "the decision names the bytes",
    "review/actions/decide.py: _require_still_open",
    "Approving by a stale hash or that of another case",
    "tests/ways/test_deciding.py::test_the_hash_of_another_case_approves_nothing",
    decide_patched("_require_still_open", nothing),
)
def other_bytes(bank: Bank) -> bool:
    case = in_review(bank)
    signature = deciding().Signature("compliance", "0" * 64, clock.now())
    deciding().decide(
        case.public_id,
        verdict=Verdict.APPROVE,
        reasons="",
        signature=signature,
        actor=bank.officer,
        at=clock.now(),
    )
    return Edition.objects.exists()


STALE: dict[Any, Case] = {}


@guard(
    "the case is read again under its lock",
    "review/actions/decide.py: lock_case",
    "A second officer deciding what was decided a moment ago",
    "tests/ways/test_deciding.py::test_two_officers_do_not_both_decide",
    decide_patched("lock_case", lambda public_id: STALE[public_id]),
)
def decided_twice(bank: Bank) -> bool:
    case = in_review(bank)
    STALE[case.public_id] = Case.objects.select_related("candidate", "branch").get(pk=case.pk)
    stale = Case.objects.select_related("candidate", "branch").get(pk=case.pk)
    decide_case(case, verdict=Verdict.RETURN, reasons="请修改。")
    STALE[case.public_id] = stale
    signature = deciding().Signature("compliance", case.candidate.content_sha256, clock.now())
    try:
        deciding().decide(
            case.public_id,
            verdict=Verdict.APPROVE,
            reasons="",
            signature=signature,
            actor=bank.officer,
            at=clock.now(),
        )
    except IntegrityError:
        return True  # one decision a level, and an ended case stays ended: the database had to stop this
    return True


@guard(
    "a signature is fresh",
    "people/queries/signing.py: require_fresh",
    "Deciding in a session that was left open",
    "tests/ways/test_deciding.py::test_an_old_a_future_or_a_missing_signature_signs_nothing",
    decide_patched("require_fresh", lambda given, at, **names: given),
)
def stale_signature(bank: Bank) -> bool:
    case, at = in_review(bank), clock.now()
    signature = deciding().Signature("compliance", case.candidate.content_sha256, at - timedelta(minutes=6))
    deciding().decide(
        case.public_id, verdict=Verdict.APPROVE, reasons="", signature=signature, actor=bank.officer, at=at
    )
    return Edition.objects.exists()


@guard(
    "every level before an edition",
    "review/actions/issue.py: _require_every_level",
    "Issuing a case whose level was moved on, or approvals forged, in the tables",
    "tests/ways/test_deciding.py::test_a_case_moved_on_by_hand_is_not_issued",
    patched(review.actions.issue, "_require_every_level", nothing),
)
def level_skipped(bank: Bank) -> bool:
    case = at_levels(bank, "R5")
    Case.objects.filter(pk=case.pk).update(current_level="legal")
    decide_case(case)
    return Edition.objects.exists()


@guard(
    "the author never resumes",
    "review/actions/resume.py: _require_no_author",
    "Letting one's own suspended piece out again",
    "tests/review/actions/test_resume.py::test_it_needs_role_branch_a_fresh_signature_and_no_author",
    lambda monkeypatch, settings: monkeypatch.setattr(
        sys.modules["review.actions.resume"], "_require_no_author", nothing
    ),
)
def author_resumes(bank: Bank) -> bool:
    edition = approve_case(submit_component(make_component(editor=bank.superuser)))
    suspend_edition(edition)
    return bool(resume_edition(edition, officer=bank.superuser))


@guard(
    "the proposer never accepts",
    "review/actions/accept_labels.py: _require_others",
    "Bending by oneself what rules are measured by",
    "tests/review/actions/test_labels.py::test_a_proposal_counts_when_somebody_else_has_accepted_it",
    lambda monkeypatch, settings: monkeypatch.setattr(
        sys.modules["review.actions.accept_labels"], "_require_others", nothing
    ),
)
def accepts_what_he_proposed(bank: Bank) -> bool:
    officer = UserFactory(officer=True, branch=bank.tree.head_office)
    row = LabelledFactory(proposed_by=officer)
    accept_labels([row.public_id], actor=officer, at=clock.now())
    return LabelledSentence.objects.in_corpus().filter(pk=row.pk).exists()
