import json

import pytest

from review.domain.screening.kept import table_of
from review.domain.screening.loader import builtin, read_rule
from review.domain.screening.parts import Checks, example_lines, put_together, read_examples, take_apart
from review.domain.screening.rules import Rule, body_of
from review.domain.screening.tables import RuleSetError, Table


def through_the_form(rule: Rule) -> Rule:
    table = table_of(json.loads(body_of(rule)))
    parts = take_apart(table["checks"])
    for name in ("must_hit", "must_not_hit"):
        table[name] = read_examples(rule.id, name, example_lines(table[name]).splitlines())
    return read_rule(Table("", "", table | {"checks": put_together(rule.id, parts)}))


def test_every_shipped_rule_comes_out_as_it_went_in() -> None:
    assert len(builtin().rules) > 250
    changed = [rule.id for rule in builtin().rules if body_of(through_the_form(rule)) != body_of(rule)]
    assert changed == []


def test_plain_words_and_patterns_are_lists_and_the_rest_is_toml() -> None:
    parts = take_apart(
        [
            {"type": "term", "terms": ["保本"], "exceptions": ["非保本"]},
            {"type": "pattern", "patterns": [r"\d%"], "near_exceptions": ["约"], "deniable": True},
        ]
    )
    assert (parts.words, parts.word_exceptions, parts.patterns) == (("保本",), ("非保本",), ())
    assert parts.rest == '[[checks]]\ntype = "pattern"\npatterns = [\'\\d%\']\nnear_exceptions = ["约"]'


def test_an_example_with_more_than_a_text_is_a_table() -> None:
    lines = example_lines([{"text": "早安"}, {"text": "{花}"}, {"text": "甲\n乙", "product": "wmp"}])
    assert lines == '早安\n{ text = "{花}" }\n{ text = "甲\\n乙", product = "wmp" }'
    assert read_examples("X", "must_hit", lines.splitlines())[2] == {"text": "甲\n乙", "product": "wmp"}


@pytest.mark.parametrize(
    ("rest", "problem"),
    [("[[checks]", "not readable"), ("name = 1", "must be tables"), ("checks = 3", "must be tables")],
)
def test_what_is_no_toml_of_checks_is_refused(rest: str, problem: str) -> None:
    with pytest.raises(RuleSetError, match=problem) as error:
        put_together("X", Checks(rest=rest))
    assert error.value.field == "rest"
    with pytest.raises(RuleSetError, match=r"must_hit\[0\]"):
        read_examples("X", "must_hit", ["{ text = "])
