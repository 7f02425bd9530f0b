"""The certificate of an edition: who approved which bytes under which rules, as one canonical document."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from core.domain import canonical
from core.domain.canonical import Canonical

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class SignedDecision:
    """One approval as the certificate names it."""

    level: str
    officer: str
    at: datetime
    content_sha256: str
    reasons: str


def certificate(
    *,
    edition: str,
    number: str,
    content_sha256: str,
    issued_at: datetime,
    submitted_by: str,
    submitted_at: datetime,
    rule_set: str,
    rule_set_sha256: str,
    screening_sha256: str,
    supersedes: str | None,
    decisions: Sequence[SignedDecision],
) -> bytes:
    """Return the canonical bytes of the certificate; their SHA-256 is the edition's own hash.

    `edition` and `supersedes` are public ids, people are opaque ids such as "user:<public id>".
    """
    signed: list[Canonical] = [
        {
            "level": one.level,
            "officer": one.officer,
            "at": canonical.moment(one.at),
            "content_sha256": one.content_sha256,
            "reasons": one.reasons,
        }
        for one in decisions
    ]
    return canonical.encode(
        {
            "schema": SCHEMA,
            "edition": edition,
            "number": number,
            "content_sha256": content_sha256,
            "issued_at": canonical.moment(issued_at),
            "submitted_by": submitted_by,
            "submitted_at": canonical.moment(submitted_at),
            "screening": {
                "rule_set": rule_set,
                "rule_set_sha256": rule_set_sha256,
                "result_sha256": screening_sha256,
            },
            "supersedes": supersedes,
            "decisions": signed,
        }
    )
