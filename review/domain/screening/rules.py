"""The form of a rule and of a rule set."""

import hashlib
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, ClassVar, Final

import rfc8785

from review.domain.screening.result import Severity, Status
from review.domain.screening.subject import Passage, Subject

UNSPECIFIED: Final = "unspecified"
"""In a scope's products: a piece of no product type, where any product may be spoken of."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a rule applies; an empty tuple is everywhere. `offering`: only to pieces that offer a product."""

    kinds: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    channels: tuple[str, ...] = ()
    offering: bool = False

    def admits(self, subject: Subject) -> bool:
        return (
            (not self.kinds or subject.kind in self.kinds)
            and (not self.products or (subject.product_type or UNSPECIFIED) in self.products)
            and (
                not self.channels
                or not subject.channels
                or not set(self.channels).isdisjoint(subject.channels)
            )
            and (not self.offering or subject.offers_product)
        )

    def reads(self, passage: Passage) -> bool:
        """Whether a passage of an admitted piece is read; one of no channel goes wherever the piece goes."""
        return not self.channels or passage.channel is None or passage.channel in self.channels


@dataclass(frozen=True, slots=True)
class TermCheck:
    """Words that may not occur, found also with up to `skip` separators between two characters."""

    type: ClassVar[str] = "term"
    terms: tuple[str, ...]
    exceptions: tuple[str, ...] = ()
    skip: int = 2


@dataclass(frozen=True, slots=True)
class PatternCheck:
    """Regular expressions over normalised text. A hit inside a match of an exception is none."""

    type: ClassVar[str] = "pattern"
    patterns: tuple[str, ...]
    exceptions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class RequiredCheck:
    """A disclosure that must stand: one pattern of each group; with `when`, only where that occurs."""

    type: ClassVar[str] = "required"
    groups: tuple[tuple[str, ...], ...]
    when: tuple[str, ...] = ()
    when_exceptions: tuple[str, ...] = ()


class SubjectField(StrEnum):
    """The facts of a subject that a condition may ask for."""

    kind = "kind"
    product_type = "product_type"
    risk = "risk"
    segments = "segments"
    channels = "channels"


@dataclass(frozen=True, slots=True)
class FieldCondition:
    """Holds when the field is, or for several values contains, one of `any_of`."""

    field: SubjectField
    any_of: tuple[str, ...]

    def holds(self, subject: Subject) -> bool:
        value: str | tuple[str, ...] | None = getattr(subject, self.field)
        held = value if isinstance(value, tuple) else (value,)
        return not set(held).isdisjoint(self.any_of)


@dataclass(frozen=True, slots=True)
class FieldCheck:
    """A combination of facts that may not be: a finding when all conditions hold."""

    type: ClassVar[str] = "field"
    conditions: tuple[FieldCondition, ...]


class PersonalData(StrEnum):
    mobile = "mobile"
    id_card = "id_card"


@dataclass(frozen=True, slots=True)
class PersonalCheck:
    """Personal data of mainland China in clear."""

    type: ClassVar[str] = "personal"
    data: PersonalData


class HygieneFault(StrEnum):
    invisible = "invisible"
    direction = "direction"


@dataclass(frozen=True, slots=True)
class HygieneCheck:
    """Characters that hide something from the reader's eye."""

    type: ClassVar[str] = "hygiene"
    fault: HygieneFault


Check = TermCheck | PatternCheck | RequiredCheck | FieldCheck | PersonalCheck | HygieneCheck


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


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule with the provision it comes from; `verified` names the sources it was checked in, or "memory".

    Each finding of any of its checks is a finding of the rule. Its examples belong to it: a hit must give a
    finding above info, the others none above info.
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
    def fingerprint(self) -> str:
        """SHA-256 (hex) over the RFC 8785 JSON of the rules by id: any change of a rule changes it."""
        canonical = [_canonical(rule) for rule in sorted(self.rules, key=lambda rule: rule.id)]
        return hashlib.sha256(rfc8785.dumps(canonical)).hexdigest()


def _canonical(rule: Rule) -> Any:
    checks = [{"type": check.type, **asdict(check)} for check in rule.checks]
    return _plain({**asdict(rule), "checks": checks})


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return str(value) if isinstance(value, str) else value
