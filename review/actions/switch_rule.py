"""Switch a rule of a draft off, or on again."""

from datetime import datetime
from uuid import UUID

from core.actions import action
from people.models import User
from review.enums import RuleChangeVerb
from review.models import DraftRule, RuleChange
from review.queries.rule_drafts import lock_draft, require_keeper


@action("switch rule")
def switch_rule(
    draft_id: UUID, rule_id: str, verb: RuleChangeVerb, *, actor: User, at: datetime
) -> DraftRule:
    """Switch the rule as `verb` says (SWITCHED_OFF or SWITCHED_ON); nothing happens if it is so already.

    Raises Refused unless `actor` keeps the rules, Conflict if the draft is closed, DraftRule.DoesNotExist.
    """
    require_keeper(actor, subject=f"rule_draft:{draft_id}")
    draft = lock_draft(draft_id)
    rule: DraftRule = draft.rules.get(rule_id=rule_id)
    is_off = verb == RuleChangeVerb.SWITCHED_OFF
    if rule.is_off == is_off:
        return rule
    rule.is_off, rule.is_changed = is_off, True
    rule.save(update_fields=["is_off", "is_changed"])
    RuleChange.objects.create(
        draft=draft, rule_id=rule_id, verb=verb, body=rule.body, changed_by=actor, changed_at=at
    )
    return rule
