from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from enum import StrEnum
from typing import Any

import pytest

from review.domain.screening import examples
from review.domain.screening.checks import FieldCheck, FieldCondition, SubjectField
from review.domain.screening.loader import builtin
from review.domain.screening.result import Severity
from review.domain.screening.rules import Example, Rule, RuleSet
from tests.review.domain.screening.builders import RULE, rule, rules


def _variants(value: Any) -> Iterator[Any]:
    """The value with one thing in it changed, for every thing in it."""
    if isinstance(value, StrEnum):
        yield next(member for member in type(value) if member is not value)
    elif isinstance(value, bool):
        yield not value
    elif isinstance(value, str):
        yield value + "。"
    elif isinstance(value, int):
        yield value + 1
    elif value is None:
        yield "x"
    elif isinstance(value, tuple):
        yield value[:-1] if value else ("x",)
        for index, item in enumerate(value):
            for changed in _variants(item):
                yield (*value[:index], changed, *value[index + 1 :])
    elif is_dataclass(value) and not isinstance(value, type):
        for field in fields(value):
            for changed in _variants(getattr(value, field.name)):
                yield replace(value, **{field.name: changed})


def test_any_change_of_a_rule_changes_the_fingerprint() -> None:
    full = rule(*RULE.checks, FieldCheck((FieldCondition(SubjectField.risk, ("R4",)),)))
    prints = [rules(variant).fingerprint for variant in (full, *_variants(full))]
    assert len(prints) == 43
    assert len(set(prints)) == len(prints)


def test_the_kind_of_check_is_part_of_the_fingerprint() -> None:
    by_id = {member.id: member for member in builtin().rules}
    mobile = rules(replace(by_id["PII-001"], id="X"))
    card = rules(replace(by_id["PII-001"], id="X", checks=by_id["PII-002"].checks))
    assert mobile.fingerprint != card.fingerprint


def test_the_order_of_rules_and_the_name_do_not_count() -> None:
    first, second = rule(rule_id="A"), rule(rule_id="B")
    assert RuleSet("one", (first, second)).fingerprint == RuleSet("two", (second, first)).fingerprint


def test_an_id_is_used_once() -> None:
    with pytest.raises(ValueError, match="share an id"):
        rules(rule(), rule())


BUILTIN = builtin().rules


@pytest.mark.parametrize(
    ("member", "tried"),
    [pytest.param(r, e, id=f"{r.id}-{i}") for r in BUILTIN for i, e in enumerate(r.must_hit)],
)
def test_must_hit(member: Rule, tried: Example) -> None:
    assert examples.hits(member, tried) is True


@pytest.mark.parametrize(
    ("member", "tried"),
    [pytest.param(r, e, id=f"{r.id}-{i}") for r in BUILTIN for i, e in enumerate(r.must_not_hit)],
)
def test_must_not_hit(member: Rule, tried: Example) -> None:
    assert examples.hits(member, tried) is False


def test_failing_examples_are_named() -> None:
    missed, wrong = Example("早安"), Example("保本")
    assert examples.failing(replace(RULE, must_hit=(missed, wrong), must_not_hit=(wrong,))) == (missed, wrong)
    assert examples.failing(RULE) == ()


def test_a_rule_of_severity_info_is_tried_like_any_other() -> None:
    told = replace(RULE, severity=Severity.info, must_not_hit=(Example("不保本"),))
    assert examples.failing(told) == ()
    assert examples.failing(replace(told, must_not_hit=(Example("保本"),))) == (Example("保本"),)
