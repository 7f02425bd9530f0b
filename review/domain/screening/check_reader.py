"""Checks from TOML tables."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from review.domain.screening.checks import (
    Check,
    FactCondition,
    FactTest,
    FieldCheck,
    FieldCondition,
    HygieneCheck,
    HygieneFault,
    LinkCheck,
    LinkFault,
    NumberCheck,
    NumberTest,
    PatternCheck,
    PersonalCheck,
    PersonalData,
    Reach,
    RequiredCheck,
    SubjectField,
    TermCheck,
)
from review.domain.screening.normalise import normalise
from review.domain.screening.tables import Table


def read_check(table: Table) -> Check:
    """The check a table describes. Raises RuleSetError."""
    name = table.text("type")
    if name not in _READERS:
        raise table.error("type", "%(value)s is none of %(choices)s", value=name, choices=", ".join(_READERS))
    check = _READERS[name](table)
    table.done()
    return check


def _term(table: Table) -> TermCheck:
    terms = table.needed("terms", table.texts)
    for term in terms:
        if not normalise(term).text.strip():
            raise table.error("terms", "%(term)s has nothing to match", term=term)
    return TermCheck(terms, table.patterns("exceptions"), table.patterns("near_exceptions"))


def _pattern(table: Table) -> PatternCheck:
    return PatternCheck(
        table.needed("patterns", table.patterns),
        table.patterns("exceptions"),
        table.patterns("near_exceptions"),
        deniable=table.flag("deniable") is not False,
    )


def _required(table: Table) -> RequiredCheck:
    return RequiredCheck(
        groups=tuple(_group(entry) for entry in table.tables("groups")),
        when=table.patterns("when"),
        when_exceptions=table.patterns("when_exceptions"),
        within=table.choice("within", Reach) if table.has("within") else Reach.text,
        deniable=table.flag("deniable") is not False,
        conditions=tuple(_fact(entry) for entry in table.tables("conditions"))
        if table.has("conditions")
        else (),
    )


def _group(table: Table) -> tuple[str, ...]:
    patterns = table.needed("any_of", table.patterns)
    table.done()
    return patterns


def _field(table: Table) -> FieldCheck:
    return FieldCheck(
        tuple(
            _fact(entry) if entry.has("fact") else _condition(entry) for entry in table.tables("conditions")
        )
    )


def _condition(table: Table) -> FieldCondition:
    condition = FieldCondition(table.choice("field", SubjectField), table.needed("any_of", table.texts))
    table.done()
    return condition


def _fact(table: Table) -> FactCondition:
    name = table.text("fact")
    if name.count(".") != 1:
        raise table.error("fact", "must be group.name")
    condition = FactCondition(
        name, table.choice("test", FactTest), _value(table), table.optional_text("other")
    )
    table.done()
    return condition


def _value(table: Table) -> Any:
    value = table.left.pop("value", None)
    if isinstance(value, list):
        return tuple(value)
    if value is not None and not isinstance(value, str | int | float):
        raise table.error("value", "must be text, a number, true or false, or a list of them")
    return value


def _number(table: Table) -> NumberCheck:
    limit = table.left.pop("limit", 0)
    if isinstance(limit, bool) or not isinstance(limit, int | float):
        raise table.error("limit", "must be a number")
    extract = table.pattern("extract") if table.has("extract") else ""
    return NumberCheck(table.choice("test", NumberTest), extract, limit, table.patterns("near_exceptions"))


def _link(table: Table) -> LinkCheck:
    return LinkCheck(
        table.choice("fault", LinkFault),
        table.texts("allowed"),
        table.texts("shorteners"),
        table.texts("brands"),
    )


_READERS: Final[Mapping[str, Callable[[Table], Check]]] = {
    TermCheck.type: _term,
    PatternCheck.type: _pattern,
    RequiredCheck.type: _required,
    FieldCheck.type: _field,
    NumberCheck.type: _number,
    LinkCheck.type: _link,
    PersonalCheck.type: lambda table: PersonalCheck(table.choice("data", PersonalData)),
    HygieneCheck.type: lambda table: HygieneCheck(table.choice("fault", HygieneFault)),
}
