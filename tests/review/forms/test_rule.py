"""The form of a rule: what it refuses, where it says so, and that it says so in the reader's language."""

import ast
import json
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from review.domain.screening import tables
from review.domain.screening.kept import table_of
from review.domain.screening.rules import body_of
from review.forms.rule import RuleForm, initial_of
from review.forms.rule_words import PROBLEMS
from tests.factories.rules import WORD, make_rule


def form(**changes: Any) -> RuleForm:
    rule = make_rule()
    return RuleForm(initial_of(table_of(json.loads(body_of(rule)))) | changes, rule_id=rule.id)


def errors(**changes: Any) -> dict[str, list[str]]:
    tried = form(**changes)
    assert not tried.is_valid()
    return {name: [str(words) for words in found] for name, found in tried.errors.items()}


def test_what_is_shown_and_saved_again_is_the_same_rule() -> None:
    tried = form()
    assert tried.is_valid(), tried.errors
    assert tried.rule == make_rule()


def test_a_sentence_that_comes_out_otherwise_is_named_with_the_reason() -> None:
    found = errors(must_hit=f"{WORD}\n早安", must_not_hit=f"{WORD}来了")
    assert found["must_hit"] == ["“早安” is not found by this rule."]
    assert found["must_not_hit"] == [f"“{WORD}来了” must not be found, but is: 出现“{WORD}”：测试用语"]


def test_a_sentence_that_is_lowered_says_why() -> None:
    found = errors(must_hit=f"本产品不承诺{WORD}")
    assert found["must_hit"][0].startswith(f"“本产品不承诺{WORD}” is found, but only for information: ")
    assert "否定" in found["must_hit"][0]


@pytest.mark.parametrize(
    ("patterns", "reason"),
    [
        ("(甲", "does not compile"),
        ("(?:甲{1,9}){1,4}", "a repetition inside a repeated group"),
        ("甲.*乙", "an unbounded repetition"),
        ("(甲)\\1", "a back reference"),
        ("Ａ", "never occurs in normalised text; write 'a'"),
        ("甲{0,60}乙{0,60}丙{0,60}丁{0,60}", "too many wide repetitions"),
    ],
)
def test_a_broken_or_runaway_pattern_is_refused_with_the_reason(patterns: str, reason: str) -> None:
    assert reason in errors(patterns=f"好\n{patterns}")["patterns"][0]
    assert reason in errors(word_exceptions=patterns)["word_exceptions"][0]


def test_errors_stand_at_their_place() -> None:
    assert errors(rest="[[checks]]\ntype = ?\n")["rest"][0].startswith(
        "not readable as TOML: line 2, column 8: "
    )
    oracle = '[[checks]]\ntype = "personal"\ndata = "mobile"\n[[checks]]\ntype = "oracle"'
    assert errors(rest=oracle)["rest"][0].startswith("check 2, type: oracle is none of term, ")
    assert errors(must_hit=f'{WORD}\n{{ text = "{WORD}", at = "morgen" }}')["must_hit"] == [
        "line 2: morgen is no date"
    ]
    assert errors(verified="hearsay")["verified"] == ["must be source ids, memory or practice"]
    assert errors(words="")["words"] == [
        "Give words, patterns or other checks: must be a list of tables, not empty"
    ]
    assert set(errors(title=" ", must_not_hit="")) == {"title"}
    assert set(errors(must_not_hit="")) == {"must_not_hit"}


def test_it_says_so_in_chinese() -> None:
    with translation.override("zh-hans"):
        assert errors(patterns="甲.*乙")["patterns"] == ["甲.*乙：重复没有上限，请写成 {0,n}"]
        assert "第 2 行第 8 列" in errors(rest="[[checks]]\ntype = ?\n")["rest"][0]
        assert "末尾" in errors(rest="[[checks]]\ntype = ")["rest"][0]


def test_everything_that_reading_a_rule_may_say_is_listed() -> None:
    assert _said() == PROBLEMS


def _said() -> set[str]:
    """The texts that are raised as problems anywhere in the engine's readers."""
    said = set()
    for path in Path(tables.__file__).parent.glob("*.py"):
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(call, ast.Call):
                continue
            name = getattr(call.func, "id", getattr(call.func, "attr", ""))
            place = {"PatternError": 0, "error": 1, "RuleSetError": 2}.get(name)
            if place is not None and len(call.args) > place and isinstance(call.args[place], ast.Constant):
                said.add(str(call.args[place].value))
    return said
