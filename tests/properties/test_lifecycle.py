"""Every verb in every order, illegal ones too, held after each step to a small model of what must be so.

The model keeps whether the component is in review, who wrote it, and its editions; from these it knows what
a reader sees at any moment (I1, I4), which verbs must be refused, and what every counter says (I6).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from wagtail.actions.edit import EditPermissionError

from content.actions.edit import EditComponentAction
from content.enums import Channel, ComponentState, Segment
from content.models import Component
from core import clock, outbox
from core.actions import Conflict, Refused
from core.domain import canonical
from core.queries.ledger import disagreements, verify
from distribution.actions.declare_sent import declare_sent
from distribution.actions.lapse import lapse_due
from distribution.actions.pull import LimitReached, Order, pull
from distribution.enums import COUNTED
from distribution.models import Pull, PullCounter, RecallTask
from distribution.queries.editions import visible_editions
from people.enums import Role
from people.models import User
from review.actions.decide import Signature, decide
from review.actions.expire import expire_due
from review.actions.recall import recall
from review.actions.resume import resume
from review.actions.submit import NotReady
from review.actions.suspend import suspend
from review.actions.withdraw import withdraw
from review.enums import CaseStatus, EditionStatus, Level, Verdict
from review.models import Candidate, Case, Decision, Edition
from search.models import IndexedEdition
from tests.conftest import MONDAY_MORNING, FrozenClock
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import make_component, submit_component

PLACES = 3
LIFE = timedelta(hours=20)
PEOPLE = st.sampled_from(["author", "officer", "second officer", "foreign officer", "writing officer"])
STEPS = st.sampled_from([1, 45, 3 * 60, 11 * 60])


@dataclass
class Expected:
    """What the model knows of one edition."""

    pk: int
    until: datetime
    recalled: bool = False
    followed: bool = False
    suspended: bool = False

    def is_shown(self, at: datetime) -> bool:
        return not self.suspended and not self.is_over(at)

    def is_over(self, at: datetime) -> bool:
        return self.recalled or self.followed or at >= self.until


class Lifecycle(RuleBasedStateMachine):
    """One component, its people, and a model beside them."""

    frozen: FrozenClock

    def __init__(self) -> None:
        super().__init__()
        self.atomic = transaction.atomic()
        self.atomic.__enter__()
        self.frozen.move_to(MONDAY_MORNING)
        home, foreign = BranchFactory(), BranchFactory()
        self.staff: dict[str, User] = {
            "author": UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=home),
            "officer": UserFactory(officer=True, branch=home),
            "second officer": UserFactory(officer=True, branch=home),
            "foreign officer": UserFactory(officer=True, branch=foreign),
            "writing officer": UserFactory(roles=[Role.EDITOR, Role.OFFICER], branch=home),
            "manager": UserFactory(manager=True, branch=home),
            "foreign manager": UserFactory(manager=True, branch=foreign),
        }
        self.component = make_component(editor=self.staff["author"], valid_until=clock.now() + LIFE)
        self.until = clock.now() + LIFE
        self.authors = {"author"}
        self.case: Case | None = None
        self.expected: list[Expected] = []
        self.takers: set[int] = set()

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.atomic.__exit__(None, None, None)

    @property
    def is_open(self) -> bool:
        return self.case is not None

    @rule(writer=st.sampled_from(["author", "writing officer"]), number=st.integers(0, 9))
    def edit(self, writer: str, number: int) -> None:
        """Through the guard that stands around Wagtail's edit."""
        piece = type(self.component).objects.get(pk=self.component.pk).get_latest_revision_as_object()
        piece.title = f"早报 {number}"
        action = EditComponentAction(piece, user=self.staff[writer], clean=False)
        if self.is_open:
            with pytest.raises(EditPermissionError):
                action.execute(skip_permission_checks=True)
            return
        action.execute(skip_permission_checks=True)
        self.authors.add(writer)

    @rule(who=st.sampled_from(["author", "writing officer", "officer"]))
    def submit(self, who: str) -> None:
        def attempt() -> Case:
            return submit_component(self.component, self.staff[who])

        if who == "officer":
            self._refused(attempt)
        elif self.is_open:
            self._conflict(attempt)
        elif clock.now() >= self.until:
            with pytest.raises(NotReady):
                self._undone(attempt)
        else:
            self.case = attempt()
            self.authors.add(who)

    @rule(who=PEOPLE, verdict=st.sampled_from(list(Verdict)), right_hash=st.sampled_from([True, True, False]))
    @precondition(lambda self: self.case is not None)
    def decide(self, who: str, verdict: Verdict, right_hash: bool) -> None:
        case, at = self.case, clock.now()
        assert case is not None
        shown = case.candidate.content_sha256 if right_hash else "0" * 64

        def attempt() -> Decision:
            return decide(
                case.public_id,
                verdict=verdict,
                reasons="请补充。",
                signature=Signature(Level.COMPLIANCE, shown, at),
                actor=self.staff[who],
                at=at,
            )

        if who in self.authors or who == "foreign officer":
            self._refused(attempt)
        elif not right_hash or (verdict == Verdict.APPROVE and at >= self.until):
            self._conflict(attempt)
        else:
            attempt()
            self.case = None
            if verdict == Verdict.APPROVE:
                for earlier in self.expected:
                    earlier.followed = earlier.followed or not earlier.recalled
                self.expected.append(Expected(Edition.objects.get(case=case).pk, self.until))

    @rule(who=st.sampled_from(["author", "writing officer", "officer"]))
    @precondition(lambda self: self.case is not None)
    def withdraw(self, who: str) -> None:
        case = self.case
        assert case is not None

        def attempt() -> Case:
            return withdraw(case.public_id, actor=self.staff[who], at=clock.now())

        if who == "officer":
            self._refused(attempt)
        else:
            attempt()
            self.case = None

    @rule(who=PEOPLE, number=st.integers(0, 9))
    @precondition(lambda self: self.expected)
    def recall(self, who: str, number: int) -> None:
        wanted, at = self.expected[number % len(self.expected)], clock.now()
        edition = Edition.objects.get(pk=wanted.pk)

        def attempt() -> Any:
            return recall(
                edition.public_id,
                reason="数据有误。",
                correction="",
                actor=self.staff[who],
                authenticated_at=at,
                at=at,
            )

        if who == "foreign officer":
            self._refused(attempt)
        elif wanted.recalled:
            self._conflict(attempt)
        else:
            attempt()
            wanted.recalled = True
            taken = set(Pull.objects.filter(edition=edition).values_list("manager", flat=True))
            outbox.deliver()
            tasks = RecallTask.objects.filter(recall__edition=edition)
            assert set(tasks.values_list("manager", flat=True)) == taken

    @rule(who=PEOPLE, number=st.integers(0, 9))
    @precondition(lambda self: self.expected)
    def suspend(self, who: str, number: int) -> None:
        wanted, at = self.expected[number % len(self.expected)], clock.now()

        def attempt() -> Any:
            return suspend(
                Edition.objects.get(pk=wanted.pk).public_id,
                reason="链接失效。",
                actor=self.staff[who],
                authenticated_at=at,
                at=at,
            )

        if who == "foreign officer":
            self._refused(attempt)
        elif wanted.suspended or wanted.is_over(at):
            self._conflict(attempt)
        else:
            attempt()
            wanted.suspended = True

    @rule(who=PEOPLE, number=st.integers(0, 9))
    @precondition(lambda self: self.expected)
    def resume(self, who: str, number: int) -> None:
        """By nobody who had written it when it was submitted."""
        wanted, at = self.expected[number % len(self.expected)], clock.now()
        edition = Edition.objects.get(pk=wanted.pk)

        def attempt() -> Any:
            return resume(
                edition.public_id,
                reason="链接已恢复。",
                actor=self.staff[who],
                authenticated_at=at,
                at=at,
            )

        wrote = edition.candidate.authors.filter(user=self.staff[who]).exists()
        if who == "foreign officer" or wrote:
            self._refused(attempt)
        elif wanted.suspended and not wanted.is_over(at):
            attempt()
            wanted.suspended = False
        else:
            self._conflict(attempt)

    @rule(who=st.sampled_from(["manager", "manager", "foreign manager"]), number=st.integers(0, 9))
    @precondition(lambda self: self.expected)
    def pull(self, who: str, number: int) -> None:
        wanted, at = self.expected[number % len(self.expected)], clock.now()
        edition = Edition.objects.get(pk=wanted.pk)
        order = Order(edition.public_id, Channel.MOMENTS, Segment.CREDIT_CARD, uuid4())

        def attempt() -> Pull:
            return pull(order, actor=self.staff[who], at=at)

        if who == "foreign manager" or not wanted.is_shown(at):
            with pytest.raises(Edition.DoesNotExist):
                self._undone(attempt)
            return
        try:
            made = self._undone(attempt)
        except LimitReached:
            assert (
                sum(PullCounter.objects.filter(limit="segment_day").values_list("used", flat=True)) >= PLACES
            )
            return
        assert attempt().pk == made.pk

    @rule(number=st.integers(0, 9))
    def declare(self, number: int) -> None:
        pulls = list(Pull.objects.order_by("pk"))
        if not pulls:
            return
        wanted = pulls[number % len(pulls)]
        with pytest.raises(Pull.DoesNotExist):
            declare_sent(wanted.public_id, actor=self.staff["foreign manager"], at=clock.now())

        def attempt() -> Pull:
            return declare_sent(wanted.public_id, actor=self.staff["manager"], at=clock.now())

        if wanted.status in COUNTED:
            attempt()
        else:
            self._conflict(attempt)

    @rule(minutes=STEPS)
    def time_passes(self, minutes: int) -> None:
        self.frozen.advance(minutes=minutes)

    @rule()
    def the_loop_runs(self) -> None:
        at = clock.now()
        over = Edition.objects.lapsed(at) | Edition.objects.followed(at)
        due = over.distinct().count()
        assert expire_due(at) == due
        assert expire_due(at) == 0
        lapse_due(at)
        outbox.deliver()

    @invariant()
    def readers_see_what_the_model_expects(self) -> None:
        at = clock.now()
        wanted = {one.pk for one in self.expected if one.is_shown(at)}
        assert set(visible_editions(self.staff["manager"], at).values_list("pk", flat=True)) == wanted
        assert not visible_editions(self.staff["foreign manager"], at).exists()

    @invariant()
    def the_ledger_bears_everything_out(self) -> None:
        assert list(verify()) == []
        assert list(disagreements()) == []

    @invariant()
    def no_edition_without_approvals_by_others(self) -> None:
        for edition in Edition.objects.all():
            approvals = edition.case.decisions.filter(verdict=Verdict.APPROVE)
            officers = set(approvals.values_list("officer", flat=True))
            assert len(officers) == edition.case.levels.count()
            assert not officers & set(edition.candidate.authors.values_list("user", flat=True))

    @invariant()
    def frozen_bytes_have_their_hashes(self) -> None:
        for candidate in Candidate.objects.all():
            assert canonical.sha256(bytes(candidate.document)) == candidate.content_sha256

    @invariant()
    def counters_and_index_are_exact(self) -> None:
        counted = Pull.objects.filter(status__in=COUNTED).count()
        assert sum(PullCounter.objects.filter(limit="segment_day").values_list("used", flat=True)) == counted
        issued = set(Edition.objects.filter(status=EditionStatus.ISSUED).values_list("pk", flat=True))
        assert set(IndexedEdition.objects.values_list("edition", flat=True)) == issued

    @invariant()
    def component_and_case_agree(self) -> None:
        kept = Component.objects.get(pk=self.component.pk)
        assert kept.state == (ComponentState.IN_REVIEW if self.is_open else ComponentState.DRAFT)
        assert Case.objects.filter(status=CaseStatus.OPEN).count() == int(self.is_open)
        assert not kept.live

    def _refused(self, attempt: Any) -> None:
        with pytest.raises(Refused):
            attempt()

    def _conflict(self, attempt: Any) -> None:
        with pytest.raises(Conflict):
            self._undone(attempt)

    def _undone(self, attempt: Any) -> Any:
        with transaction.atomic():
            return attempt()


@pytest.mark.django_db
def test_the_lifecycle_keeps_its_invariants(frozen_clock: FrozenClock, settings: Any) -> None:
    settings.ARMOURY_PULLS_PER_SEGMENT_AND_DAY = PLACES
    Lifecycle.frozen = frozen_clock
    profile = hypothesis_settings()
    run_state_machine_as_test(
        Lifecycle,
        settings=hypothesis_settings(max_examples=max(8, profile.max_examples // 12), stateful_step_count=15),
    )
