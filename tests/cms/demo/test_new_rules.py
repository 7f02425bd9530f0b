"""What the demo's library tells of a rule gives that rule."""

import pytest

from cms.demo.new_rules import changed
from cms.demo.reading import table
from review.domain.screening.examples import failing
from review.domain.screening.loader import builtin
from review.domain.screening.result import Severity
from review.domain.screening.rules import body_of

TOLD = {one["id"]: one for one in table("rule_draft")["rules"]}
SHIPPED = {rule.id: rule for rule in builtin().rules}


def told_of(rule_id: str) -> bytes:
    return body_of(SHIPPED[rule_id]) if rule_id in SHIPPED else b""


@pytest.mark.parametrize("rule_id", TOLD)
def test_every_sentence_of_a_rule_comes_out_as_it_says(rule_id: str) -> None:
    assert failing(changed(told_of(rule_id), TOLD[rule_id])) == ()


def test_a_rule_that_is_shipped_keeps_what_is_not_told() -> None:
    before, after = SHIPPED["ABS-012"], changed(told_of("ABS-012"), TOLD["ABS-012"])
    assert (after.severity, after.law, after.scope) == (Severity.block, before.law, before.scope)
    assert after.title == "贬低同业或另一类资产"
    assert after.checks[:-1] == before.checks
    assert after.must_hit[: len(before.must_hit)] == before.must_hit


def test_a_new_rule_is_none_that_is_shipped() -> None:
    assert set(TOLD) - set(SHIPPED) == {"SF-001"}
