from pathlib import Path

import pytest

from review.domain.screening.checks import RequiredCheck
from review.domain.screening.loader import RuleSetError, builtin, load, load_all
from review.domain.screening.result import Status
from review.domain.screening.rules import Scope

HEAD = """name = "test"
[[rules]]
id = "TST-001"
title = "明示保本"
category = "测试"
severity = "block"
law = "示范办法"
article = "第一条"
status = "in_force"
verified = "S1, S2"
suggestion = "删去。"
scope = { products = ["wmp"], offering = true }
must_hit = ["保本", { text = "保本", product = "fund" }]
must_not_hit = ["早安"]
"""
CHECK = """[[rules.checks]]
type = "term"
terms = ["保本"]
"""


def _load(tmp_path: Path, text: str) -> object:
    path = tmp_path / "rules.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def test_a_rule_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "rules.toml"
    path.write_text(HEAD + CHECK, encoding="utf-8")
    read = load(path).rules[0]
    assert (read.id, read.severity, read.verified) == ("TST-001", "block", "S1, S2")
    assert read.scope == Scope(products=("wmp",), offering=True)
    assert [(e.text, e.product) for e in read.must_hit] == [("保本", None), ("保本", "fund")]


def test_order_of_keys_does_not_change_the_fingerprint(tmp_path: Path) -> None:
    name, table, *lines = HEAD.splitlines()
    first, second = tmp_path / "first.toml", tmp_path / "second.toml"
    first.write_text(HEAD + CHECK, encoding="utf-8")
    second.write_text("\n".join([name, table, *reversed(lines), CHECK]), encoding="utf-8")
    assert load(first).fingerprint == load(second).fingerprint


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('title = "明示保本"', "", "title"),
        ('title = "明示保本"', 'title = " "', "title"),
        ('severity = "block"', 'severity = "fatal"', "severity"),
        ('status = "in_force"', 'status = "draft"', "status"),
        ('verified = "S1, S2"', 'verified = "hearsay"', "verified"),
        ("offering = true", 'offering = "yes"', "scope.offering"),
        ("offering = true", "offers = true", "scope.offers"),
        ('must_not_hit = ["早安"]', "must_not_hit = []", "must_not_hit"),
        ('product = "fund"', 'produkt = "fund"', "must_hit[1].produkt"),
        ('category = "测试"', 'category = "测试"\ncolour = "red"', "colour"),
        ('type = "term"', 'type = "image"', "checks[0].type"),
        ('terms = ["保本"]', "terms = []", "checks[0].terms"),
        ('terms = ["保本"]', 'terms = ["\\u200b"]', "checks[0].terms"),
        ('status = "in_force"', 'status = "in_force"\nspares_news = "yes"', "spares_news"),
        ('{ text = "保本", product = "fund" }', '{ text = "保本", at = "soon" }', "must_hit[1].at"),
        ('{ text = "保本", product = "fund" }', '{ text = "保本", facts = [1] }', "must_hit[1].facts"),
        ('terms = ["保本"]', 'terms = ["保本"]\nexceptions = ["保.*本"]', "checks[0].exceptions"),
        ('type = "term"\nterms = ["保本"]', 'type = "pattern"\npatterns = ["("]', "checks[0].patterns"),
        ('type = "term"\nterms = ["保本"]', 'type = "required"\ngroups = []', "checks[0].groups"),
        (
            'type = "term"\nterms = ["保本"]',
            'type = "required"\ngroups = [{ all = ["a"] }]',
            "checks[0].groups[0].any_of",
        ),
        (
            'type = "term"\nterms = ["保本"]',
            'type = "field"\nconditions = [{ field = "mood", any_of = ["a"] }]',
            "checks[0].conditions[0].field",
        ),
        ('type = "term"\nterms = ["保本"]', 'type = "personal"\ndata = "shoe_size"', "checks[0].data"),
        (
            'type = "term"\nterms = ["保本"]',
            'type = "field"\nconditions = [{ fact = "age", test = "lt", value = 9 }]',
            "checks[0].conditions[0].fact",
        ),
        (
            'type = "term"\nterms = ["保本"]',
            'type = "field"\nconditions = [{ fact = "product.age", test = "near", value = 9 }]',
            "checks[0].conditions[0].test",
        ),
        (
            'type = "term"\nterms = ["保本"]',
            'type = "number"\ntest = "money_gt"\nlimit = "much"',
            "checks[0].limit",
        ),
        (
            'type = "term"\nterms = ["保本"]',
            'type = "number"\ntest = "money_gt"\nextract = "a+"',
            "checks[0].extract",
        ),
        ('type = "term"\nterms = ["保本"]', 'type = "link"\nfault = "ugly"', "checks[0].fault"),
    ],
)
def test_an_error_names_rule_and_field(tmp_path: Path, old: str, new: str, field: str) -> None:
    assert old in HEAD + CHECK
    with pytest.raises(RuleSetError) as caught:
        _load(tmp_path, (HEAD + CHECK).replace(old, new))
    assert (caught.value.rule, caught.value.field) == ("TST-001", field)


def test_errors_of_the_file(tmp_path: Path) -> None:
    with pytest.raises(RuleSetError, match="rule set: file"):
        _load(tmp_path, "name = ")
    with pytest.raises(RuleSetError, match="rule set: rules: must be a list"):
        _load(tmp_path, 'name = "test"')
    with pytest.raises(RuleSetError, match=r"rules\[0\]: id"):
        _load(tmp_path, (HEAD + CHECK).replace('id = "TST-001"\n', ""))
    with pytest.raises(RuleSetError, match="TST-001: id: used twice"):
        _load(tmp_path, HEAD + CHECK + (HEAD + CHECK).removeprefix('name = "test"\n'))


def test_the_rules_shipped() -> None:
    assert builtin() is builtin()
    assert len(builtin().rules) == 258


def test_rules_of_a_directory_share_no_id(tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.toml").write_text(HEAD + CHECK, encoding="utf-8")
    with pytest.raises(RuleSetError, match="TST-001: id: used twice"):
        load_all(tmp_path, "test")


def test_no_shipped_disclosure_is_asked_of_every_piece() -> None:
    asking = [r for r in builtin().rules if any(isinstance(check, RequiredCheck) for check in r.checks)]
    assert len(asking) == 64
    conditional = {r.id for r in asking if not (r.scope.offering or r.scope.kinds)}
    assert conditional == {"DISC-022", "DISC-023"}


def test_what_is_pending_or_from_memory_says_so() -> None:
    assert {r.id for r in builtin().rules if r.status is Status.pending} == {"GUA-015", "PERF-029"}
    assert sum("memory" in r.verified for r in builtin().rules) == 93
