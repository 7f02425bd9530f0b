"""Save event rule: a branch says which pieces an event asks for."""

from datetime import datetime

from core import ledger
from core.actions import action
from core.domain.canonical import Canonical
from core.models import Stream
from distribution.models import EventRule
from distribution.queries.authority import require_own_branch
from people.models import User


@action("save event rule")
def save_event_rule(rule: EventRule, *, actor: User, at: datetime) -> EventRule:
    """Write `rule`, new or changed, with its record; return it. It holds from the next event on.

    The caller has validated its fields. Raises Refused unless `actor` lays out packages in the rule's branch.
    """
    subject = f"event_rules:{rule.branch.code}"
    require_own_branch(actor, rule.branch_id, subject)
    rule.save()
    ledger.append(
        Stream.DECISIONS,
        "event_rule.saved",
        subject=subject,
        at=at,
        payload={"by": actor.actor, **told(rule)},
    )
    return rule


def told(rule: EventRule) -> dict[str, Canonical]:
    """Return the rule as its records tell it."""
    return {
        "rule": rule.pk,
        "event": str(rule.event),
        "kinds": list(rule.kinds),
        "tags": list(rule.tags),
        "column": rule.column.code if rule.column else None,
        "product": rule.product.code if rule.product else None,
        "days": rule.days,
        "position": rule.position,
        "is_on": rule.is_on,
    }
