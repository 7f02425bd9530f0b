"""Rules of screening, and sets of them in force."""

from collections.abc import Iterable
from typing import Any

from django.db import connection, transaction

from core import clock, immutability, ledger
from core.domain import canonical
from core.models import Stream
from people.enums import Role
from people.models import User
from review.actions.activate_rules import Activation, activate_rules
from review.actions.change_rule import change_rule
from review.actions.make_draft import make_draft
from review.domain.screening.checks import TermCheck
from review.domain.screening.loader import builtin
from review.domain.screening.result import Severity, Status
from review.domain.screening.rules import Example, Rule, RuleSet, Scope
from review.enums import FollowUp, RuleSource, TrialStatus
from review.models import RuleDraft, RuleSetVersion, RuleTrial
from review.models.rule_set import ACTIVATED_EVENT
from review.queries.rule_drafts import fingerprint_of_draft
from review.queries.rule_sets import in_force
from tests.factories.people import UserFactory

WORD = "稳稳的幸福"
"""What the rule of `make_rule` finds, and no shipped rule does."""


def make_rule(rule_id: str = "TST-001", **changes: Any) -> Rule:
    """Return a rule that blocks WORD, with `changes` of its fields."""
    fields: dict[str, Any] = {
        "id": rule_id,
        "title": "测试用语",
        "category": "测试",
        "severity": Severity.block,
        "law": "示范办法",
        "article": "第一条",
        "status": Status.practice,
        "verified": "practice",
        "suggestion": "删去。",
        "spares_news": False,
        "scope": Scope(),
        "checks": (TermCheck((WORD,)),),
        "must_hit": (Example(WORD),),
        "must_not_hit": (Example("早安"),),
    }
    return Rule(**fields | changes)


def with_shipped(*rules: Rule) -> tuple[Rule, ...]:
    """Return the shipped rules with `rules` put in, in the place of those with the same id."""
    by_id = {rule.id: rule for rule in (*builtin().rules, *rules)}
    return tuple(by_id.values())


def put_in_force(rules: Iterable[Rule], name: str = "测试规则") -> RuleSetVersion:
    """Put `rules` in force, on record, as the action does."""
    rule_set, officer = RuleSet(name, tuple(rules)), UserFactory(roles=[Role.LEGAL])
    number = RuleSetVersion.objects.count() + 1
    with transaction.atomic():
        version = RuleSetVersion.objects.create(
            number=number,
            name=name,
            rules=rule_set.body,
            rules_sha256=rule_set.fingerprint,
            replaced_sha256=in_force().fingerprint,
            reason="测试。",
            made_by=officer,
            activated_by=officer,
            activated_at=clock.now(),
            ledger_subject=f"rule_set:{number}-{rule_set.fingerprint[:16]}",
        )
        ledger.append(
            Stream.DECISIONS,
            ACTIVATED_EVENT,
            subject=version.ledger_subject,
            subject_sha256=version.rules_sha256,
            at=version.activated_at,
            payload={"number": number},
        )
    return version


def draft_with(*rules: Rule, author: User | None = None) -> RuleDraft:
    """Return a draft of what is in force with `rules` put in by `author`, who may keep the rules."""
    author = author or UserFactory(roles=[Role.OFFICER])
    draft = make_draft("新规", RuleSource.IN_FORCE, actor=author, at=clock.now())
    for rule in rules:
        held = draft.rules.filter(rule_id=rule.id).first()
        shown = canonical.sha256(bytes(held.body)) if held else ""
        change_rule(draft.public_id, rule, shown_sha256=shown, actor=author, at=clock.now())
    return draft


def changed_draft() -> RuleDraft:
    """Return a draft with the rule of `make_rule` made softer."""
    return draft_with(make_rule(severity=Severity.warn))


def tried_draft(*rules: Rule) -> RuleDraft:
    """Return a draft with `rules` put in and a finished trial, for which no edition was there yet."""
    draft = draft_with(*rules)
    RuleTrial.objects.create(
        draft=draft,
        rules_sha256=fingerprint_of_draft(draft),
        base_sha256=in_force().fingerprint,
        status=TrialStatus.DONE,
        total=0,
        started_by=draft.made_by,
        started_at=clock.now(),
        finished_at=clock.now(),
    )
    return draft


def activate(draft: RuleDraft, follow_up: FollowUp = FollowUp.SUSPEND) -> RuleSetVersion:
    """Put a tried draft in force, signed by somebody who wrote nothing of it."""
    at = clock.now()
    signed = Activation(fingerprint_of_draft(draft), "新规施行。", follow_up, at)
    return activate_rules(draft.public_id, signed, actor=UserFactory(roles=[Role.LEGAL]), at=at)


def spoil_rules() -> None:
    """Put rules in force and change their bytes behind the product's back."""
    version = put_in_force([make_rule()])
    immutability.uninstall(connection)
    RuleSetVersion.objects.filter(pk=version.pk).update(name="改过", rules=b"[]")
    immutability.install(connection)
