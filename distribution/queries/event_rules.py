"""Which rules of events hold for a branch."""

from django.db.models import QuerySet

from distribution.domain.events import USUAL, Asking
from distribution.domain.programmes.entries import Selector
from distribution.models import EventRule
from distribution.queries.packages import LAYING_OUT
from people.models import Branch, User


def own_event_rules(user: User) -> QuerySet[EventRule]:
    """Return the rules of the user's own branch, for those who lay out packages."""
    if user.branch is None or not user.roles & LAYING_OUT:
        return EventRule.objects.none()
    rules: QuerySet[EventRule] = EventRule.objects.filter(branch=user.branch)
    return rules.select_related("branch", "column", "product")


def rules_along(branch: Branch) -> QuerySet[EventRule]:
    """Return all rules of `branch` and those above it, for each event the nearest branch's first."""
    rules: QuerySet[EventRule] = EventRule.objects.filter(branch__path__in=branch.lineage_paths())
    return rules.select_related("branch", "column", "product").order_by(
        "event", "-branch__depth", "position", "pk"
    )


def askings_for(branch: Branch, event: str) -> list[Asking]:
    """Return what holds of `event` for `branch`: the rules in use of the nearest branch that has any, or the
    usual one where nobody has. One query.
    """
    rules = list(rules_along(branch).filter(event=event))
    if not rules:
        return [USUAL]
    return [_asking(rule) for rule in rules if rule.branch_id == rules[0].branch_id and rule.is_on]


def _asking(rule: EventRule) -> Asking:
    selector = Selector(
        kinds=frozenset(rule.kinds),
        tags=frozenset(rule.tags),
        column=rule.column.code if rule.column else "",
        product=rule.product.code if rule.product else "",
    )
    return Asking(selector, rule.days)
