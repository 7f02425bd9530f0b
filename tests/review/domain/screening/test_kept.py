import hashlib
import json
from datetime import date

import pytest

from review.domain.screening.checks import FactCondition, FactTest, FieldCheck, NumberCheck, NumberTest
from review.domain.screening.kept import ChangedRules, read_set, table_of
from review.domain.screening.loader import builtin
from review.domain.screening.result import Severity
from review.domain.screening.rules import Example, RuleSet, Scope, body_of
from tests.factories.rules import make_rule


def test_the_shipped_rules_come_back_as_they_are() -> None:
    kept = read_set("7 规则", builtin().body, builtin().fingerprint)
    assert {rule.id: rule for rule in kept.rules} == {rule.id: rule for rule in builtin().rules}
    assert (kept.name, kept.fingerprint) == ("7 规则", builtin().fingerprint)
    assert hashlib.sha256(builtin().body).hexdigest() == builtin().fingerprint


def test_a_set_is_its_rules_bodies_by_id() -> None:
    one, two = make_rule("A-1"), make_rule("B-1")
    assert RuleSet("x", (two, one)).body == b"[" + body_of(one) + b"," + body_of(two) + b"]"


def test_what_is_empty_false_or_nought_survives() -> None:
    rule = make_rule(
        severity=Severity.warn,
        scope=Scope(products=("wmp",)),
        checks=(
            FieldCheck((FactCondition("product.stock", FactTest.eq, 0),)),
            FieldCheck((FactCondition("product.issuer", FactTest.ne, ""),)),
            FieldCheck((FactCondition("product.sold", FactTest.in_, (False, "x")),)),
            NumberCheck(NumberTest.pct_gt, "(?P<n>[0-9])(?P<u>%)", 0.5),
        ),
        must_hit=(
            Example("甲", offers=False, facts={"product": {"issuer": "", "stock": 0}}, at=date(2026, 3, 2)),
        ),
    )
    kept = RuleSet("x", (rule,))
    assert read_set("x", kept.body, kept.fingerprint).rules == (rule,)


def test_changed_bytes_are_refused() -> None:
    kept = RuleSet("x", (make_rule(),))
    with pytest.raises(ChangedRules):
        read_set("x", kept.body.replace(b"block", b"warn"), kept.fingerprint)


def test_rules_that_this_software_cannot_read_are_refused() -> None:
    body = RuleSet("x", (make_rule(),)).body.replace(b'"type":"term"', b'"type":"oracle"')
    with pytest.raises(ChangedRules, match="oracle"):
        read_set("x", body, hashlib.sha256(body).hexdigest())


def test_the_table_says_no_more_than_was_given() -> None:
    table = table_of(json.loads(body_of(make_rule())))
    assert "segments" not in table["scope"]
    assert table["must_hit"] == [{"text": "稳稳的幸福"}]
    assert table["checks"] == [{"type": "term", "terms": ["稳稳的幸福"]}]
