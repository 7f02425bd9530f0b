"""Change a rule of a draft, or add one."""

from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext as _

from core.actions import Conflict, action
from core.domain import canonical
from people.models import User
from review.actions.make_draft import columns_of
from review.domain.screening.examples import failing
from review.domain.screening.rules import Rule, body_of
from review.enums import RuleChangeVerb
from review.models import DraftRule, RuleChange
from review.queries.rule_drafts import lock_draft, require_keeper


class ExamplesFail(Exception):
    """A sentence of the rule does not come out as the rule says."""


@action("change rule")
def change_rule(draft_id: UUID, rule: Rule, *, shown_sha256: str, actor: User, at: datetime) -> DraftRule:
    """Write `rule` into the draft; it is on or off as it was, and on if it is new.

    `shown_sha256` is of the rule's bytes as the person saw them, empty for a new one. Raises Refused unless
    `actor` keeps the rules, Conflict if the draft is closed, a colleague changed the rule meanwhile or the
    number is taken, ExamplesFail.
    """
    require_keeper(actor, subject=f"rule_draft:{draft_id}")
    draft = lock_draft(draft_id)
    if failing(rule):
        raise ExamplesFail(rule.id)
    body = body_of(rule)
    held = draft.rules.filter(rule_id=rule.id).first()
    if held is None and shown_sha256:
        raise Conflict(_("This rule is no longer in the draft."))
    if held is not None and canonical.sha256(bytes(held.body)) != shown_sha256:
        raise Conflict(
            _("A colleague has changed this rule meanwhile.")
            if shown_sha256
            else _("The draft has a rule of this number already. Choose another number.")
        )
    row = held or DraftRule(draft=draft, rule_id=rule.id)
    row.body, row.is_changed = body, True
    for name, value in columns_of(body).items():
        setattr(row, name, value)
    row.save()
    RuleChange.objects.create(
        draft=draft,
        rule_id=rule.id,
        verb=RuleChangeVerb.CHANGED if held else RuleChangeVerb.ADDED,
        body=body,
        changed_by=actor,
        changed_at=at,
    )
    return row
