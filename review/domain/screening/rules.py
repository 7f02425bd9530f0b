"""The form of a rule and of a rule set."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from functools import cached_property
from typing import Any, Final

import rfc8785

from review.domain.screening.checks import Check
from review.domain.screening.result import Severity, Status
from review.domain.screening.subject import Fact, Passage

UNSPECIFIED: Final = "unspecified"
"""In a scope's products: a piece of no product type, where any product may be spoken of."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule applies; an empty tuple is everywhere. `offering`: only to pieces that offer a product."""

    kinds: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    segments: tuple[str, ...] = ()
    offering: bool = False

    def reads(self, passage: Passage) -> bool:
        """Whether a passage of an admitted piece is read; one of no channel goes wherever the piece goes."""
        return not self.channels or passage.channel is None or passage.channel in self.channels


@dataclass(frozen=True, slots=True)
class Example:
    """A piece to try a rule on. What is None or empty is taken from the rule's scope."""

    text: str = ""
    kind: str | None = None
    product: str | None = None
    risk: str | None = None
    segments: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    offers: bool | None = None
    facts: Mapping[str, Mapping[str, Fact]] = field(default_factory=dict)
    at: date | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with the provision it comes from.

    `verified` names the sources it was checked in, with "memory" where a part was not. A rule that
    `spares_news` is lowered to info in a sentence that merely reports. Each finding of any of its checks is a
    finding of the rule. Its examples belong to it: a hit must give a finding above info, the others none.
    """

    id: str
    title: str
    category: str
    severity: Severity
    law: str
    article: str
    status: Status
    verified: str
    suggestion: str
    spares_news: bool
    scope: Scope
    checks: tuple[Check, ...]
    must_hit: tuple[Example, ...]
    must_not_hit: tuple[Example, ...]


@dataclass(frozen=True)
class RuleSet:
    """Rules under a name. Raises ValueError when two rules share an id."""

    name: str
    rules: tuple[Rule, ...]

    def __post_init__(self) -> None:
        ids = [rule.id for rule in self.rules]
        if len(set(ids)) != len(ids):
            raise ValueError("two rules share an id")

    @cached_property
    def body(self) -> bytes:
        """The RFC 8785 JSON of the rules by id: what is kept of a set."""
        return rfc8785.dumps([_canonical(rule) for rule in sorted(self.rules, key=lambda rule: rule.id)])

    @cached_property
    def fingerprint(self) -> str:
        """SHA-256 (hex) over the body: any change of a rule changes it."""
        return hashlib.sha256(self.body).hexdigest()


def body_of(rule: Rule) -> bytes:
    """The rule's part of the body of its set, by itself."""
    return rfc8785.dumps(_canonical(rule))


def _canonical(rule: Rule) -> Any:
    checks = [{"type": check.type, **asdict(check)} for check in rule.checks]
    return _plain({**asdict(rule), "checks": checks})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, str) else value
