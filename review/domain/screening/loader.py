"""Rule sets from TOML, checked as they are read."""

import re
import tomllib
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Final

from review.domain.screening.normalise import normalise
from review.domain.screening.result import Severity, Status
from review.domain.screening.rules import (
    Check,
    Example,
    FieldCheck,
    FieldCondition,
    HygieneCheck,
    HygieneFault,
    PatternCheck,
    PersonalCheck,
    PersonalData,
    RequiredCheck,
    Rule,
    RuleSet,
    Scope,
    SubjectField,
    TermCheck,
)
from review.domain.screening.tables import RuleSetError, Table

__all__ = ["RuleSetError", "builtin", "load"]

STARTER: Final = Path(__file__).parent / "rules" / "starter.toml"

_VERIFIED: Final = re.compile(r"memory|practice|S\d+(, S\d+)*")
_MAX_SKIP: Final = 4


@cache
def builtin() -> RuleSet:
    """The rules shipped with the project."""
    return load(STARTER)


def load(path: Path) -> RuleSet:
    """The rule set in a TOML file. Raises RuleSetError; OSError when the file cannot be read."""
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleSetError("", "file", str(error)) from error
    table = Table("", "", data)
    name = table.text("name")
    rules = tuple(_rule(entry) for entry in table.tables("rules"))
    table.done()
    seen: set[str] = set()
    for rule in rules:
        if rule.id in seen:
            raise RuleSetError(rule.id, "id", "used twice")
        seen.add(rule.id)
    return RuleSet(name, rules)


def _rule(table: Table) -> Rule:
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
        scope=_scope(table),
        checks=tuple(_check(entry) for entry in table.tables("checks")),
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
        offering=inner.flag("offering") or False,
    )
    inner.done()
    return scope


def _check(table: Table) -> Check:
    readers: dict[str, Callable[[Table], Check]] = {
        TermCheck.type: _term_check,
        PatternCheck.type: lambda t: PatternCheck(t.needed("patterns", t.patterns), t.patterns("exceptions")),
        RequiredCheck.type: _required_check,
        FieldCheck.type: _field_check,
        PersonalCheck.type: lambda t: PersonalCheck(t.choice("data", PersonalData)),
        HygieneCheck.type: lambda t: HygieneCheck(t.choice("fault", HygieneFault)),
    }
    name = table.text("type")
    if name not in readers:
        raise table.error("type", f"{name!r} is none of {', '.join(readers)}")
    check = readers[name](table)
    table.done()
    return check


def _term_check(table: Table) -> TermCheck:
    terms = table.needed("terms", table.texts)
    for term in terms:
        if not normalise(term).text.strip():
            raise table.error("terms", f"{term!r} has nothing to match")
    skip = table.left.pop("skip", TermCheck.__dataclass_fields__["skip"].default)
    if type(skip) is not int or not 0 <= skip <= _MAX_SKIP:
        raise table.error("skip", f"must be 0 to {_MAX_SKIP}")
    return TermCheck(terms, table.patterns("exceptions"), skip)


def _required_check(table: Table) -> RequiredCheck:
    groups = tuple(_group(entry) for entry in table.tables("groups"))
    return RequiredCheck(groups, table.patterns("when"), table.patterns("when_exceptions"))


def _group(table: Table) -> tuple[str, ...]:
    patterns = table.needed("any_of", table.patterns)
    table.done()
    return patterns


def _field_check(table: Table) -> FieldCheck:
    return FieldCheck(tuple(_condition(entry) for entry in table.tables("conditions")))


def _condition(table: Table) -> FieldCondition:
    condition = FieldCondition(table.choice("field", SubjectField), table.needed("any_of", table.texts))
    table.done()
    return condition


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
    )
    inner.done()
    return example
