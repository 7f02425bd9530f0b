"""Rule sets back from the bytes that are kept of them."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

import rfc8785

from review.domain.screening.loader import read_rule
from review.domain.screening.rules import Rule, RuleSet
from review.domain.screening.tables import RuleSetError, Table


class ChangedRules(Exception):
    """Kept rules no longer have their fingerprint, or cannot be read any more: nothing passes by them."""


def read_set(name: str, body: bytes, fingerprint: str) -> RuleSet:
    """The rule set of which `body` was kept. Raises ChangedRules unless it gives exactly `fingerprint`."""
    if hashlib.sha256(body).hexdigest() != fingerprint:
        raise ChangedRules(f"rule set {name} no longer has the bytes that were activated")
    try:
        rules = RuleSet(name, tuple(rule_of(one) for one in json.loads(body)))
    except RuleSetError as error:
        raise ChangedRules(f"rule set {name} cannot be read: {error}") from error
    if rules.fingerprint != fingerprint:
        raise ChangedRules(f"rule set {name} reads as other rules than were activated")
    return rules


def bodies_in(body: bytes) -> dict[str, bytes]:
    """The part of each rule, by its id, in the kept body of a set."""
    return {one["id"]: rfc8785.dumps(one) for one in json.loads(body)}


def rule_of(kept: Mapping[str, Any]) -> Rule:
    """The rule of which this JSON was kept. Raises RuleSetError."""
    return read_rule(Table("", "", table_of(kept)))


def table_of(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The table, as in TOML, that says the same as the kept JSON of a rule; what is empty is left out."""
    table: dict[str, Any] = _given(kept)
    for check in table["checks"]:
        if "groups" in check:
            check["groups"] = [{"any_of": group} for group in check["groups"]]
    return table


def _given(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {
            key: item if key == "facts" else _given(item)
            for key, item in value.items()
            if item is not None and (key == "value" or item not in ("", [], {}))
        }
    return [_given(item) for item in value] if isinstance(value, list) else value
