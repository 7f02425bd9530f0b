"""A rule tried on its own examples: by the tests now, before a changed rule is put in force later."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from review.domain.screening.engine import screen
from review.domain.screening.result import Finding, Severity
from review.domain.screening.rules import UNSPECIFIED, Example, Rule, RuleSet
from review.domain.screening.subject import Passage, Subject


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rule by itself finds on one of its examples; `wanted`: it must have a finding above info."""

    example: Example
    wanted: bool
    findings: tuple[Finding, ...]

    @property
    def is_right(self) -> bool:
        return self.wanted == any(finding.severity > Severity.info for finding in self.findings)


def subject_of(rule: Rule, example: Example) -> Subject:
    """The piece an example describes: one text in one channel, of the first kind and product in scope."""
    product = example.product or (rule.scope.products[0] if rule.scope.products else UNSPECIFIED)
    product_type = None if product == UNSPECIFIED else product
    channels = example.channels or rule.scope.channels or ("moments",)
    return Subject(
        kind=example.kind or (rule.scope.kinds[0] if rule.scope.kinds else "product_analysis"),
        product_type=product_type,
        risk=example.risk,
        segments=example.segments or rule.scope.segments[:1],
        channels=channels,
        passages=(Passage(place="text", label="正文", text=example.text, channel=channels[0]),),
        offers_product=(rule.scope.offering or product_type is not None)
        if example.offers is None
        else example.offers,
        facts=example.facts,
        at=example.at,
    )


def hits(rule: Rule, example: Example) -> bool:
    """Whether the rule by itself has a finding on the example that nothing lowers.

    A rule of severity info is tried as a warning, so that a lowered finding can be told.
    """
    return any(finding.severity > Severity.info for finding in _findings(rule, example))


def outcomes(rule: Rule) -> Iterator[Outcome]:
    """What becomes of each example, those that must hit first."""
    for example in rule.must_hit:
        yield Outcome(example, True, _findings(rule, example))
    for example in rule.must_not_hit:
        yield Outcome(example, False, _findings(rule, example))


def failing(rule: Rule) -> tuple[Example, ...]:
    """The examples that do not come out as the rule says."""
    return tuple(outcome.example for outcome in outcomes(rule) if not outcome.is_right)


def _findings(rule: Rule, example: Example) -> tuple[Finding, ...]:
    graver = replace(rule, severity=max(rule.severity, Severity.warn))
    return screen(subject_of(rule, example), RuleSet(rule.id, (graver,))).findings
