from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from review.domain.screening.checks import FactCondition, FactTest
from review.domain.screening.facts import holds
from tests.review.domain.screening.builders import SUBJECT


def _holds(condition: FactCondition, **facts: Any) -> bool:
    return holds(condition, replace(SUBJECT, facts=facts, at=date(2026, 11, 21)))


@pytest.mark.parametrize(
    ("test", "value", "held", "expected"),
    [
        (FactTest.eq, "a", "a", True),
        (FactTest.eq, "a", "b", False),
        (FactTest.ne, True, None, True),
        (FactTest.ne, True, True, False),
        (FactTest.in_, ("a", "b"), "b", True),
        (FactTest.not_in, ("a", "b"), "c", True),
        (FactTest.not_in, ("a", "b"), None, False),
        (FactTest.lt, 5, 4, True),
        (FactTest.lt, 5, 5, False),
        (FactTest.lt, 5, None, False),
        (FactTest.ge, 5, 5, True),
        (FactTest.present, None, "", False),
        (FactTest.present, None, 0, True),
        (FactTest.missing, None, "", True),
        (FactTest.missing, None, "x", False),
        (FactTest.sorted_desc, None, (3, 2, 2), True),
        (FactTest.sorted_desc, None, (2, 3), False),
        (FactTest.older_than_days, 3, "2026-11-17", True),
        (FactTest.older_than_days, 3, "2026-11-18", False),
        (FactTest.before_today, None, "2026-11-20", True),
        (FactTest.before_today, None, "2026-11-21", False),
        (FactTest.before_today, None, None, False),
    ],
)
def test_one_fact(test: FactTest, value: Any, held: Any, expected: bool) -> None:
    assert _holds(FactCondition("group.name", test, value), group={"name": held}) is expected


def test_of_a_group_that_is_unknown_nothing_holds() -> None:
    assert _holds(FactCondition("review.id", FactTest.missing)) is False
    assert _holds(FactCondition("review.id", FactTest.missing), review={}) is True


def test_two_facts_are_compared_only_when_both_are_known() -> None:
    condition = FactCondition("text.rate", FactTest.ne, other="master.rate")
    assert _holds(condition, text={"rate": "3%"}, master={"rate": "2%"}) is True
    assert _holds(condition, text={"rate": "3%"}, master={"rate": "3%"}) is False
    assert _holds(condition, text={"rate": "3%"}) is False
    assert _holds(condition, text={}, master={"rate": "3%"}) is False


def test_a_fact_of_the_wrong_form_is_an_error() -> None:
    with pytest.raises(ValueError, match="isoformat"):
        _holds(FactCondition("group.name", FactTest.before_today), group={"name": "soon"})
