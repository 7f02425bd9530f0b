"""Which facts a canonical document cites, as it froze them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from content.domain.document import Document


def cited_facts(document: Document) -> tuple[Mapping[str, Any], ...]:
    """Return the frozen facts of `document`, each once, in reading order."""
    found = {fact["id"]: fact for part in ("body", "channels") for fact in _facts(document[part])}
    return tuple(found.values())


def expired_facts(document: Document, day: date) -> tuple[Mapping[str, Any], ...]:
    """Return those that may no longer be cited on `day`."""
    return tuple(fact for fact in cited_facts(document) if date.fromisoformat(fact["expires_on"]) < day)


def earliest_expiry(document: Document) -> date | None:
    """Return the last day on which every cited fact may still be cited; None if none is cited."""
    return min((date.fromisoformat(fact["expires_on"]) for fact in cited_facts(document)), default=None)


def _facts(value: Any) -> Iterator[Mapping[str, Any]]:
    if isinstance(value, list):
        for item in value:
            yield from _facts(item["value"])
    elif isinstance(value, Mapping):
        fact = value.get("fact")
        if isinstance(fact, Mapping) and "id" in fact:
            yield fact
        else:
            for inner in value.values():
                yield from _facts(inner)
