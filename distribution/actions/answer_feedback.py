"""Answer feedback: an editor tells the manager what comes of it."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from distribution.models import Feedback
from people.enums import Role
from people.models import User
from people.queries import authority


@action("answer feedback")
def answer_feedback(feedback_id: UUID, words: str, *, actor: User, at: datetime) -> Feedback:
    """Keep the answer, which the manager then reads.

    Raises Feedback.DoesNotExist, Refused unless `actor` is an editor who oversees the edition's branch,
    ValueError without words, Conflict if it was answered or asks for no answer (any more).
    """
    given: Feedback = (
        Feedback.objects.select_for_update(of=("self",)).select_related("branch").get(public_id=feedback_id)
    )
    subject = f"feedback:{given.public_id}"
    authority.require_role(actor, {Role.EDITOR}, subject=subject)
    authority.require_oversight(actor, given.branch, subject=subject)
    if not words.strip():
        raise ValueError(words)
    if given.answered_at is not None or given.answer_due is None:
        raise Conflict(_("This needs no answer any more. Load the list again."))
    given.answer, given.answered_by, given.answered_at = words.strip(), actor, at
    given.save(update_fields=["answer", "answered_by", "answered_at"])
    ledger.append(
        Stream.PULLS, "feedback.answered", subject=subject, at=at, payload={"answered_by": actor.actor}
    )
    return given
