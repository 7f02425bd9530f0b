"""Rule sets from TOML, checked as they are read."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, Final

from review.domain.screening.check_reader import read_check
from review.domain.screening.result import Severity, Status
from review.domain.screening.rules import Example, Rule, RuleSet, Scope
from review.domain.screening.tables import RuleSetError, Table

__all__ = ["RuleSetError", "builtin", "load", "load_all", "read_rule"]

BUILTIN: Final = Path(__file__).parent / "rules"
NAME: Final = "builtin-2026-11"

_VERIFIED: Final = re.compile(r"memory|practice|S\d+(, S\d+)*(, memory)?")


@cache
def builtin() -> RuleSet:
    """The rules shipped with the project."""
    return load_all(BUILTIN, NAME)


def load_all(directory: Path, name: str) -> RuleSet:
    """The rules of all TOML files of a directory as one set. Raises as `load`, and for an id used twice."""
    rules = tuple(rule for path in sorted(directory.glob("*.toml")) for rule in load(path).rules)
    _check_ids(rules)
    return RuleSet(name, rules)


def load(path: Path) -> RuleSet:
    """The rule set in a TOML file. Raises RuleSetError; OSError when the file cannot be read."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleSetError("", "file", str(error)) from error
    table = Table("", "", data)
    name = table.text("name")
    rules = tuple(read_rule(entry) for entry in table.tables("rules"))
    table.done()
    _check_ids(rules)
    return RuleSet(name, rules)


def _check_ids(rules: tuple[Rule, ...]) -> None:
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleSetError(rule.id, "id", "used twice")
        seen.add(rule.id)


def read_rule(table: Table) -> Rule:
    """The rule in one table. Raises RuleSetError, which names the field."""
    rule_id = table.left.get("id")
    table.rule = rule_id if isinstance(rule_id, str) else table.path.rstrip(".")
    table.path = ""
    verified = table.text("verified")
    if not _VERIFIED.fullmatch(verified):
        raise table.error("verified", "must be source ids, memory or practice")
    rule = Rule(
        id=table.text("id"),
        title=table.text("title"),
        category=table.text("category"),
        severity=table.choice("severity", Severity),
        law=table.text("law"),
        article=table.text("article"),
        status=table.choice("status", Status),
        verified=verified,
        suggestion=table.text("suggestion"),
        spares_news=table.flag("spares_news") or False,
        scope=_scope(table),
        checks=tuple(read_check(entry) for entry in table.tables("checks")),
        must_hit=_examples(table, "must_hit"),
        must_not_hit=_examples(table, "must_not_hit"),
    )
    table.done()
    return rule


def _scope(table: Table) -> Scope:
    data = table.left.pop("scope", {})
    if not isinstance(data, dict):
        raise table.error("scope", "must be a table")
    inner = Table(table.rule, "scope.", data)
    scope = Scope(
        kinds=inner.texts("kinds"),
        products=inner.texts("products"),
        channels=inner.texts("channels"),
        segments=inner.texts("segments"),
        offering=inner.flag("offering") or False,
    )
    inner.done()
    return scope


def _examples(table: Table, key: str) -> tuple[Example, ...]:
    value = table.left.pop(key, None)
    if not isinstance(value, list) or not value:
        raise table.error(key, "must be a list of examples, not empty")
    return tuple(_example(table, f"{key}[{index}]", entry) for index, entry in enumerate(value))


def _example(table: Table, key: str, entry: object) -> Example:
    if isinstance(entry, str):
        return Example(text=entry)
    if not isinstance(entry, dict):
        raise table.error(key, "must be a text or a table")
    inner = Table(table.rule, f"{key}.", entry)
    example = Example(
        text=inner.optional_text("text") or "",
        kind=inner.optional_text("kind"),
        product=inner.optional_text("product"),
        risk=inner.optional_text("risk"),
        segments=inner.texts("segments"),
        channels=inner.texts("channels"),
        offers=inner.flag("offers"),
        facts=_facts(inner),
        at=_day(inner),
    )
    inner.done()
    return example


def _facts(table: Table) -> dict[str, dict[str, Any]]:
    value = table.left.pop("facts", {})
    if not isinstance(value, dict) or not all(isinstance(group, dict) for group in value.values()):
        raise table.error("facts", "must be tables by group")
    return {
        name: {key: tuple(item) if isinstance(item, list) else item for key, item in group.items()}
        for name, group in value.items()
    }


def _day(table: Table) -> date | None:
    text = table.optional_text("at")
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise table.error("at", "%(text)s is no date", text=text) from error
