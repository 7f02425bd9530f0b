"""What screening answers: findings, and the result that carries them."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Any, Final, Self

PIECE: Final = "piece"
"""The place of a finding about the piece as a whole, not about one passage."""

SCHEMA: Final = 1


class Severity(StrEnum):
    """How grave a finding is; the graver compares as the greater."""

    block = "block"
    warn = "warn"
    info = "info"

    @property
    def rank(self) -> int:
        return {"block": 2, "warn": 1, "info": 0}[self.value]

    def __lt__(self, other: str) -> bool:
        return self.rank < Severity(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Severity(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Severity(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Severity(other).rank


class Verdict(StrEnum):
    """What follows for submission: stopped, possible with a justification for each warning, or free."""

    block = "block"
    warn = "warn"
    pass_ = "pass"  # noqa: S105 - a verdict


class Status(StrEnum):
    """Standing of what a rule rests on: law in force, law drafted or not yet in force, or practice alone."""

    in_force = "in_force"
    pending = "pending"
    practice = "practice"


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule met at one spot.

    `start` and `end` count code points of the passage's original text, end exclusive, and `text` is that
    stretch. A missing disclosure has start = end = 0 on the passage that must carry it; a finding about the
    whole piece has the place `PIECE`.
    """

    rule: str
    severity: Severity
    place: str
    start: int
    end: int
    text: str
    title: str
    message: str
    law: str
    article: str
    suggestion: str
    status: Status

    @property
    def key(self) -> str:
        """Stable address of this finding (SHA-256, hex), for attaching an author's justification.

        It does not change with the wording or severity of the rule, and does change when the text moves or
        changes. Written as ASCII JSON, so that a lone surrogate in a text cannot make it fail.
        """
        address = [self.rule, self.place, self.start, self.end, self.text]
        return hashlib.sha256(json.dumps(address, separators=(",", ":")).encode("ascii")).hexdigest()

    def to_jsonable(self) -> dict[str, str | int]:
        return {field.name: _plain(getattr(self, field.name)) for field in fields(self)}

    @classmethod
    def from_jsonable(cls, data: Mapping[str, Any]) -> Self:
        """Reverse of `to_jsonable`. Raises ValueError when the data are not a finding."""
        names = {field.name: field.type for field in fields(cls)}
        if set(data) != set(names):
            raise ValueError(f"not a finding: fields {sorted(data)}")
        for name, value in data.items():
            wanted = int if name in ("start", "end") else str
            if type(value) is not wanted:
                raise ValueError(f"not a finding: {name} must be {wanted.__name__}")
        return cls(**{**data, "severity": Severity(data["severity"]), "status": Status(data["status"])})


@dataclass(frozen=True, slots=True)
class ScreeningResult:
    """All findings on one piece under one rule set, in the order of passages, then start, then rule id."""

    findings: tuple[Finding, ...]
    rule_set: str
    rule_set_sha256: str

    @property
    def blocking(self) -> tuple[Finding, ...]:
        return tuple(finding for finding in self.findings if finding.severity is Severity.block)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        """The findings of severity warn alone: those that an author may justify."""
        return tuple(finding for finding in self.findings if finding.severity is Severity.warn)

    @property
    def verdict(self) -> Verdict:
        if self.blocking:
            return Verdict.block
        return Verdict.warn if self.warnings else Verdict.pass_

    def to_jsonable(self) -> dict[str, Any]:
        """Plain dict, list, str and int, ready for the canonical form."""
        return {
            "schema": SCHEMA,
            "rule_set": self.rule_set,
            "rule_set_sha256": self.rule_set_sha256,
            "findings": [finding.to_jsonable() for finding in self.findings],
        }

    @classmethod
    def from_jsonable(cls, data: Mapping[str, Any]) -> Self:
        """Reverse of `to_jsonable`. Raises ValueError when the data are of another schema or shape."""
        shape = {name: type(value) for name, value in data.items()}
        if shape != {"schema": int, "rule_set": str, "rule_set_sha256": str, "findings": list}:
            raise ValueError(f"not a screening result: {sorted(data)}")
        if data["schema"] != SCHEMA:
            raise ValueError(f"a screening result of schema {data['schema']}, not {SCHEMA}")
        findings = tuple(Finding.from_jsonable(finding) for finding in data["findings"])
        return cls(findings=findings, rule_set=data["rule_set"], rule_set_sha256=data["rule_set_sha256"])


def _plain(value: str | int) -> str | int:
    return str(value) if isinstance(value, str) else value
