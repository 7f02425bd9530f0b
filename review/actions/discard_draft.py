"""Discard a draft of a rule set. What was done in it stays readable."""

from datetime import datetime
from uuid import UUID

from core.actions import action
from people.models import User
from review.enums import RuleDraftStatus
from review.models import RuleDraft
from review.queries.rule_drafts import lock_draft, require_keeper


@action("discard rule draft")
def discard_draft(draft_id: UUID, *, actor: User, at: datetime) -> RuleDraft:
    """Close the draft. Raises Refused unless `actor` keeps the rules, Conflict if it is closed already."""
    require_keeper(actor, subject=f"rule_draft:{draft_id}")
    draft = lock_draft(draft_id)
    draft.status, draft.closed_at = RuleDraftStatus.DISCARDED, at
    draft.save(update_fields=["status", "closed_at"])
    return draft
