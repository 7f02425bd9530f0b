"""Conditions on the facts of a piece."""

from collections.abc import Callable, Mapping
from datetime import date
from itertools import pairwise
from typing import Any, Final

from review.domain.screening.checks import FactCondition, FactTest
from review.domain.screening.subject import Fact, Subject

_COMPARISONS: Final[Mapping[FactTest, Callable[[Any, Any], bool]]] = {
    FactTest.eq: lambda held, wanted: held == wanted,
    FactTest.ne: lambda held, wanted: held != wanted,
    FactTest.in_: lambda held, wanted: held in wanted,
    FactTest.not_in: lambda held, wanted: held is not None and held not in wanted,
    FactTest.lt: lambda held, wanted: held is not None and wanted is not None and held < wanted,
    FactTest.le: lambda held, wanted: held is not None and wanted is not None and held <= wanted,
    FactTest.gt: lambda held, wanted: held is not None and wanted is not None and held > wanted,
    FactTest.ge: lambda held, wanted: held is not None and wanted is not None and held >= wanted,
}


def holds(condition: FactCondition, subject: Subject) -> bool:
    """Whether the condition holds; of a group of facts that is not known, nothing does.

    Two facts are compared only when both are known. Raises TypeError or ValueError for a fact of the wrong
    form, so that the rule fails closed.
    """
    group, _dot, name = condition.fact.partition(".")
    if group not in subject.facts:
        return False
    held = subject.facts[group].get(name)
    match condition.test:
        case FactTest.present:
            return held not in (None, "")
        case FactTest.missing:
            return held in (None, "")
        case FactTest.sorted_desc:
            return isinstance(held, tuple) and len(held) > 1 and _falls(held)
        case FactTest.older_than_days:
            return _age(held, subject) > _number(condition.value)
        case FactTest.before_today:
            return _age(held, subject) > 0
        case _:
            return _compare(condition, held, subject)


def _compare(condition: FactCondition, held: Fact, subject: Subject) -> bool:
    wanted = condition.value
    if condition.other is not None:
        group, _dot, name = condition.other.partition(".")
        wanted = subject.facts.get(group, {}).get(name)
        if held is None or wanted is None:
            return False
    return _COMPARISONS[condition.test](held, wanted)


def _falls(values: tuple[Any, ...]) -> bool:
    return all(before >= after for before, after in pairwise(values))


def _age(held: Fact, subject: Subject) -> int:
    """Days from an ISO date to the day of screening; 0 while either is unknown."""
    if held is None or subject.at is None:
        return 0
    return (subject.at - date.fromisoformat(str(held))).days


def _number(value: Fact) -> float:
    if not isinstance(value, int | float):
        raise TypeError(f"{value!r} is no number of days")
    return value
