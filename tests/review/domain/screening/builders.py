"""Small rules and subjects for the tests of screening."""

from dataclasses import replace

from review.domain.screening.checks import Check, TermCheck
from review.domain.screening.result import Severity, Status
from review.domain.screening.rules import Example, Rule, RuleSet, Scope
from review.domain.screening.subject import Passage, Subject

SUBJECT = Subject(
    kind="product_analysis",
    product_type="wmp",
    risk="R2",
    segments=("payroll",),
    channels=("moments",),
    passages=(),
    offers_product=True,
)

RULE = Rule(
    id="TST-001",
    title="明示保本",
    category="测试",
    severity=Severity.block,
    law="示范办法",
    article="第一条",
    status=Status.in_force,
    verified="memory",
    suggestion="删去。",
    spares_news=False,
    scope=Scope(),
    checks=(TermCheck(("保本",)),),
    must_hit=(Example("保本"),),
    must_not_hit=(Example("早安"),),
)


def rule(*checks: Check, rule_id: str = "TST-001", scope: Scope | None = None) -> Rule:
    return replace(RULE, id=rule_id, checks=checks or RULE.checks, scope=scope or Scope())


def rules(*members: Rule) -> RuleSet:
    return RuleSet("test", members)


def one_text(text: str, channel: str | None = "moments") -> Subject:
    return replace(SUBJECT, passages=(Passage("text", "正文", text, channel),))


def texts(*passages: tuple[str, str, str | None]) -> Subject:
    """Passages as (place, text, channel)."""
    return replace(
        SUBJECT, passages=tuple(Passage(place, place, text, channel) for place, text, channel in passages)
    )
