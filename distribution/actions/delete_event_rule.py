"""Delete event rule. Without any of its own, a branch goes by what the branches above say."""

from datetime import datetime

from core import ledger
from core.actions import action
from core.models import Stream
from distribution.actions.save_event_rule import told
from distribution.models import EventRule
from distribution.queries.authority import require_own_branch
from people.models import User


@action("delete event rule")
def delete_event_rule(rule: EventRule, *, actor: User, at: datetime) -> None:
    """Delete `rule`, with a record of what it said. Raises Refused unless `actor` lays out packages in its
    branch.
    """
    subject = f"event_rules:{rule.branch.code}"
    require_own_branch(actor, rule.branch_id, subject)
    said = told(rule)
    rule.delete()
    ledger.append(
        Stream.DECISIONS, "event_rule.deleted", subject=subject, at=at, payload={"by": actor.actor, **said}
    )
