"""Lessons: what a manager must still take, what he answered, how many of a branch have passed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Q

from content.domain.document import body_values
from content.enums import Learners
from content.kinds import LESSON
from distribution.domain.quiz import Question, questions_of
from distribution.models import LessonResult
from distribution.queries.editions import visible_of_kind
from people.enums import Role
from people.models import Branch, User
from review.models import Edition

NEW_FOR = timedelta(days=90)
"""How long after joining a manager counts as new."""


ASKED = {Learners.ALL_MANAGERS.value: "every", Learners.NEW_MANAGERS.value: "new"}
"""Of whom a lesson is asked."""


@dataclass(frozen=True, slots=True)
class OwnLesson:
    """A lesson in force for one manager. `must`: it is asked of him."""

    edition: Edition
    minutes: int
    must: bool
    result: LessonResult | None

    @property
    def is_passed(self) -> bool:
        return self.result is not None and self.result.passed_at is not None

    @property
    def is_due(self) -> bool:
        return self.must and not self.is_passed


@dataclass(frozen=True, slots=True)
class Answered:
    """One question as the page shows it: `chosen` is the last answer (0: none yet)."""

    question: Question
    chosen: int

    @property
    def is_right(self) -> bool:
        return self.chosen == self.question.right


@dataclass(frozen=True, slots=True)
class Test:
    """The questions of a lesson with the manager's newest answers."""

    questions: tuple[Answered, ...]
    result: LessonResult | None


@dataclass(frozen=True, slots=True)
class PassedCount:
    """How many of those who must take a lesson have passed it."""

    edition: Edition
    passed: int
    of: int


def lessons_of(user: User, at: datetime) -> list[OwnLesson]:
    """Return the lessons that `user` may take at `at`, what is due first, then the newest. Two queries."""
    editions = visible_of_kind(user, LESSON.code, at)
    results = {
        one.edition_id: one
        for one in LessonResult.objects.filter(manager=user, edition__in=[one.pk for one in editions])
    }
    own = [_own(edition, results.get(edition.pk), user, at) for edition in editions]
    return sorted(own, key=lambda one: not one.is_due)


def test_of(user: User, edition: Edition) -> Test:
    """Return the test of a lesson that the caller has found visible to `user`. One query."""
    result = LessonResult.objects.filter(manager=user, edition=edition).first()
    answers: Sequence[int] = result.answers if result else ()
    questions = questions_of(edition.content)
    chosen = [*answers, *([0] * len(questions))][: len(questions)]
    return Test(tuple(Answered(*pair) for pair in zip(questions, chosen, strict=True)), result)


def passed_counts(branch: Branch, at: datetime) -> list[PassedCount]:
    """Return, for each lesson that is asked of managers of `branch` or below it, how many have passed.

    Counted are active managers; lessons are those in force of `branch` and the branches above it, newest
    first. Three queries. The caller has made sure that the numbers of `branch` are the reader's.
    """
    since = at - NEW_FOR
    lessons = Edition.objects.filter(branch__path__in=branch.lineage_paths(), kind=LESSON.code)
    editions = list(lessons.readable(at).select_related("candidate").order_by("-issued_at", "-pk"))
    managers = User.objects.filter(
        is_active=True, branch__path__startswith=branch.path, groups__name=Role.MANAGER.value
    ).order_by()
    of = managers.aggregate(every=Count("pk"), new=Count("pk", filter=Q(date_joined__gt=since)))
    rows = (
        LessonResult.objects.filter(
            manager__in=managers.values("pk"),
            edition__in=[one.pk for one in editions],
            passed_at__isnull=False,
        )
        .order_by()
        .values("edition")
        .annotate(every=Count("pk"), new=Count("pk", filter=Q(manager__date_joined__gt=since)))
    )
    passed = {row["edition"]: {"every": row["every"], "new": row["new"]} for row in rows}
    return [
        PassedCount(one, passed[one.pk][who] if one.pk in passed else 0, of[who])
        for one in editions
        if (who := ASKED.get(_learners(one)))
    ]


def _own(edition: Edition, result: LessonResult | None, user: User, at: datetime) -> OwnLesson:
    said = body_values(edition.content, "lesson_for")[0]
    learners = said["learners"]["code"]
    is_new = at - user.date_joined < NEW_FOR
    must = learners == Learners.ALL_MANAGERS or (learners == Learners.NEW_MANAGERS and is_new)
    return OwnLesson(edition, int(said["reading_minutes"]["decimal"]), must, result)


def _learners(edition: Edition) -> str:
    code: str = body_values(edition.content, "lesson_for")[0]["learners"]["code"]
    return code
