"""Make a draft: a copy of rules that the compliance team may change."""

import json
from collections.abc import Mapping
from datetime import datetime

from core.actions import action
from people.models import User
from review.domain.screening.kept import bodies_in
from review.domain.screening.loader import builtin
from review.enums import RuleSource
from review.models import DraftRule, RuleDraft, RuleSetVersion
from review.queries.rule_drafts import bodies_of, require_keeper
from review.queries.rule_sets import in_force


@action("make rule draft")
def make_draft(name: str, source: RuleSource, *, actor: User, at: datetime) -> RuleDraft:
    """Write a draft that begins as `source` says. What the bank switched off stays off, in either case.

    From the shipped catalogue: its rules as this version of the software words them, and the bank's own,
    whose ids it does not have. Raises Refused unless `actor` keeps the rules.
    """
    require_keeper(actor, subject="rule_drafts")
    standing = in_force()
    held = bodies_of(standing)
    off = _switched_off()
    bodies = {**off, **held}
    if source == RuleSource.SHIPPED:
        bodies |= bodies_of(builtin())
    draft = RuleDraft.objects.create(
        name=name.strip(), base_sha256=standing.fingerprint, made_by=actor, made_at=at
    )
    DraftRule.objects.bulk_create(
        DraftRule(
            draft=draft,
            rule_id=rule_id,
            body=body,
            is_off=rule_id in off,
            is_changed=rule_id not in off and held.get(rule_id) != body,
            **columns_of(body),
        )
        for rule_id, body in sorted(bodies.items())
    )
    return draft


def columns_of(body: bytes) -> dict[str, str]:
    """Return what lists show of a rule, from its kept JSON."""
    kept = json.loads(body)
    return {name: kept[name] for name in ("title", "category", "severity", "law", "status")}


def _switched_off() -> Mapping[str, bytes]:
    """Return the rules that the set in force leaves out, as they were kept with it."""
    newest = RuleSetVersion.objects.recorded().order_by("-number").first()
    return bodies_in(bytes(newest.switched_off)) if newest else {}
