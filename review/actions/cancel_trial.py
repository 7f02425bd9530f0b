"""Stop a running trial. What it found so far stays, and is called incomplete."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.actions import Conflict, action
from people.models import User
from review.enums import TrialStatus
from review.models import RuleTrial
from review.queries.rule_drafts import lock_draft, require_keeper


@action("cancel trial")
def cancel_trial(draft_id: UUID, *, actor: User, at: datetime) -> RuleTrial:
    """Stop the draft's trial. Raises Refused unless `actor` keeps the rules, Conflict if none runs."""
    require_keeper(actor, subject=f"rule_draft:{draft_id}")
    trial = lock_draft(draft_id).trials.select_for_update().filter(status=TrialStatus.RUNNING).first()
    if trial is None:
        raise Conflict(_("No trial of this draft is running."))
    trial.status, trial.finished_at = TrialStatus.CANCELLED, at
    trial.error = _("Stopped by %(person)s.") % {"person": actor}
    trial.save(update_fields=["status", "finished_at", "error"])
    return trial
