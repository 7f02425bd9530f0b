from review.domain.rule_differences import Difference, FieldDifference, differences
from review.domain.screening.checks import TermCheck
from review.domain.screening.result import Severity
from review.domain.screening.rules import Scope, body_of
from tests.factories.rules import WORD, make_rule


def test_added_left_out_and_changed_rules_are_told_field_by_field() -> None:
    before = {rule.id: body_of(rule) for rule in (make_rule("A-001"), make_rule("B-001"), make_rule("D-001"))}
    changed = make_rule(
        "B-001", severity=Severity.warn, checks=(TermCheck((WORD, "稳赚")),), scope=Scope(kinds=("script",))
    )
    after = {
        rule.id: body_of(rule) for rule in (changed, make_rule("C-001", title="新增"), make_rule("D-001"))
    }
    removed, one, added = differences(before, after)
    assert (removed.rule, removed.kind) == ("A-001", Difference.REMOVED)
    assert (added.rule, added.kind, added.title) == ("C-001", Difference.ADDED, "新增")
    assert one.kind is Difference.CHANGED
    assert set(one.fields) == {
        FieldDifference("severity", "block", "warn"),
        FieldDifference("scope", "{ offering = false }", '{ kinds = ["script"], offering = false }'),
        FieldDifference(
            "checks",
            f'[[checks]]\nterms = ["{WORD}"]\ntype = "term"',
            f'[[checks]]\nterms = ["{WORD}", "稳赚"]\ntype = "term"',
        ),
    }
