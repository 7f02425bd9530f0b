"""Answer lesson: a manager answers the three questions."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from content.kinds import LESSON
from core import ledger
from core.actions import action
from core.models import Stream
from distribution.domain.quiz import all_right, fits, questions_of
from distribution.models import LessonResult
from distribution.queries.editions import visible_edition
from people.enums import Role
from people.models import User
from people.queries import authority
from review.models import Edition


@action("answer lesson")
def answer_lesson(edition_id: UUID, answers: Sequence[int], *, actor: User, at: datetime) -> LessonResult:
    """Keep the newest answers; all right is passed, once and for good. It may be repeated.

    The ledger is told of the passing: a bank must be able to show who was taught. Raises Refused for other
    roles, Edition.DoesNotExist for what is no lesson or what `actor` may not see at `at`, ValueError unless
    there is one answer for each question.
    """
    authority.require_role(actor, {Role.MANAGER}, subject=f"edition:{edition_id}")
    edition = visible_edition(actor, edition_id, at)
    if edition.kind != LESSON.code:
        raise Edition.DoesNotExist
    questions = questions_of(edition.content)
    if not fits(questions, answers):
        raise ValueError(answers)
    LessonResult.objects.get_or_create(manager=actor, edition=edition, defaults={"answered_at": at})
    result: LessonResult = LessonResult.objects.select_for_update(of=("self",)).get(
        manager=actor, edition=edition
    )
    passes = result.passed_at is None and all_right(questions, answers)
    result.answers = list(answers)
    result.tries += 1
    result.answered_at = at
    if passes:
        result.passed_at = at
    result.save(update_fields=["answers", "tries", "answered_at", "passed_at"])
    if passes:
        ledger.append(
            Stream.PULLS,
            "lesson.passed",
            subject=edition.ledger_subject,
            at=at,
            payload={"manager": actor.actor, "tries": result.tries},
        )
    return result
