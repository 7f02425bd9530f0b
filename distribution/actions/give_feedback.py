"""Give feedback: a manager says whether a piece is of use."""

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from content.domain.calendar import is_business_day
from content.enums import DayTable
from content.queries.calendar import known_years
from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from distribution.domain.deadlines import answer_due
from distribution.enums import Unusable, Usefulness
from distribution.models import Feedback
from distribution.queries.editions import visible_edition
from people.enums import Role
from people.models import User
from people.queries import authority

SATURDAY = 5


@dataclass(frozen=True, slots=True)
class Opinion:
    """What a manager says: useful, or not usable with a reason and, if they like, words."""

    usefulness: Usefulness
    reason: Unusable | None = None
    words: str = ""


@action("give feedback")
def give_feedback(edition_id: UUID, opinion: Opinion, *, actor: User, at: datetime) -> Feedback:
    """Keep the opinion; a later one takes its place until it is answered.

    What is not usable is to be answered within ARMOURY_ANSWER_HOURS business hours; the same opinion again
    keeps its deadline. Raises Refused for other roles, Edition.DoesNotExist for what `actor` may not see,
    ValueError if a reason is missing or too much, Conflict once the editors have answered.
    """
    authority.require_role(actor, {Role.MANAGER}, subject=f"edition:{edition_id}")
    not_usable = opinion.usefulness == Usefulness.NOT_USABLE
    if not_usable != (opinion.reason is not None):
        raise ValueError(opinion)
    edition = visible_edition(actor, edition_id, at)
    given = Feedback.objects.select_for_update(of=("self",)).filter(manager=actor, edition=edition).first()
    if given is None:
        given = Feedback(manager=actor, edition=edition, branch=edition.branch)
    if given.answered_at is not None:
        raise Conflict(_("The editors have answered this already. Read their answer under “To the editors”."))
    was_due = given.answer_due
    given.usefulness = opinion.usefulness
    given.reason = opinion.reason or ""
    given.words = opinion.words
    given.given_at = at
    given.answer_due = (was_due or _due(at)) if not_usable else None
    given.save()
    ledger.append(
        Stream.PULLS,
        "feedback.given",
        subject=edition.ledger_subject,
        at=at,
        payload={"manager": actor.actor, "usefulness": given.usefulness, "reason": given.reason},
    )
    return given


def _due(at: datetime) -> datetime:
    """In a year that nobody has entered, Monday to Friday count."""
    known = known_years(DayTable.BANK)

    def is_open(day: date) -> bool:
        answer = is_business_day(day, known)
        return day.weekday() < SATURDAY if answer is None else answer

    return answer_due(timezone.localtime(at), settings.ARMOURY_ANSWER_HOURS, is_open)
