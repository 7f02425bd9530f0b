"""Start a trial: what a draft of the rules would change of all that is in use."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.actions import Conflict, action
from people.models import User
from review.enums import TrialStatus
from review.models import RuleTrial
from review.queries.rule_drafts import fingerprint_of_draft, lock_draft, require_keeper
from review.queries.rule_sets import in_force
from review.queries.rule_trials import editions_to_try


@action("start trial")
def start_trial(draft_id: UUID, *, actor: User, at: datetime) -> RuleTrial:
    """Write the trial down; the work loop does it (review.actions.go_on_with_trial).

    Raises Refused unless `actor` keeps the rules, Conflict if the draft is closed or being tried already.
    """
    require_keeper(actor, subject=f"rule_draft:{draft_id}")
    draft = lock_draft(draft_id)
    if draft.trials.filter(status=TrialStatus.RUNNING).exists():
        raise Conflict(_("A trial of this draft is running already."))
    return RuleTrial.objects.create(
        draft=draft,
        rules_sha256=fingerprint_of_draft(draft),
        base_sha256=in_force().fingerprint,
        total=editions_to_try(at).count(),
        started_by=actor,
        started_at=at,
    )
