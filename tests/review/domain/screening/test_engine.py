import time
from dataclasses import replace

import pytest

from review.domain.screening.checks import (
    FieldCheck,
    FieldCondition,
    PatternCheck,
    RequiredCheck,
    SubjectField,
    TermCheck,
)
from review.domain.screening.engine import LENGTH_RULE, MAX_PASSAGE, screen
from review.domain.screening.loader import builtin
from review.domain.screening.result import PIECE, Finding, Severity, Verdict
from review.domain.screening.rules import Scope
from review.domain.screening.subject import Passage
from tests.review.domain.screening.builders import SUBJECT, one_text, rule, rules, texts

DISCLOSURE = RequiredCheck(groups=(("理财非存款",),))
BENCHMARK = RequiredCheck(groups=(("不构成",), ("不代表",)), when=("业绩比较基准",))


def _spots(*findings: Finding) -> list[tuple[str, str, int, int, str]]:
    return [(f.rule, f.place, f.start, f.end, f.text) for f in findings]


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("这款保本理财", 2, 4),
        ("这款保*本理财", 2, 5),
        ("这款保\u200b本\u200b理财", 2, 5),
        ("这款保 · 本理财", 2, 7),
        ("ＡＢＣ保本", 3, 5),
        ("\u202e㎏保本", 2, 4),
    ],
)
def test_evasions_are_found_at_the_exact_spot(text: str, start: int, end: int) -> None:
    result = screen(one_text(text), rules(rule()))
    assert _spots(*result.findings) == [("TST-001", "text", start, end, text[start:end])]
    assert result.verdict is Verdict.block


def test_traditional_characters_are_found() -> None:
    result = screen(one_text("毫無 風險！"), rules(rule(TermCheck(("无风险",)))))
    assert _spots(*result.findings) == [("TST-001", "text", 1, 5, "無 風險")]


def test_denial_lowers_and_double_denial_restores() -> None:
    lowered = screen(one_text("本产品不保本"), rules(rule())).findings
    assert [(f.severity, f.text) for f in lowered] == [(Severity.info, "保本")]
    assert "降为提示" in lowered[0].message
    assert [f.severity for f in screen(one_text("谁说不保本"), rules(rule())).findings] == [Severity.block]


def test_a_lowered_hit_does_not_shield_a_later_one() -> None:
    findings = screen(one_text("本产品不保本。本产品保本"), rules(rule())).findings
    assert [(f.start, f.severity) for f in findings] == [(4, Severity.info), (10, Severity.block)]


def test_overlapping_hits_are_one_finding_and_the_graver_wins() -> None:
    checks = (TermCheck(("稳赚",)), PatternCheck(("不是稳赚不赔",)))
    findings = screen(one_text("这不是稳赚不赔"), rules(rule(*checks))).findings
    assert [(f.start, f.end, f.severity) for f in findings] == [(1, 7, Severity.block)]


def test_an_exception_clears_only_what_it_contains() -> None:
    check = PatternCheck(("保本",), exceptions=("环保本期",))
    findings = screen(one_text("环保本期关注保本"), rules(rule(check))).findings
    assert _spots(*findings) == [("TST-001", "text", 6, 8, "保本")]


def test_findings_stand_in_order_of_passage_start_and_rule() -> None:
    subject = texts(("b", "保息保本", None), ("a", "保本", "moments"))
    both = rules(rule(rule_id="TST-002"), rule(TermCheck(("保本", "保息")), rule_id="TST-001"))
    assert [(f.place, f.start, f.rule) for f in screen(subject, both).findings] == [
        ("b", 0, "TST-001"),
        ("b", 2, "TST-001"),
        ("b", 2, "TST-002"),
        ("a", 0, "TST-001"),
        ("a", 0, "TST-002"),
    ]


def test_a_finding_says_what_the_rule_says() -> None:
    subject_rule = rule()
    finding = screen(one_text("保本"), rules(subject_rule)).findings[0]
    assert (finding.title, finding.law, finding.article, finding.suggestion, finding.status) == (
        subject_rule.title,
        subject_rule.law,
        f"{subject_rule.article}（待核）",
        subject_rule.suggestion,
        subject_rule.status,
    )


@pytest.mark.parametrize(
    ("scope", "applies"),
    [
        (Scope(), True),
        (Scope(kinds=("product_analysis",)), True),
        (Scope(kinds=("morning_brief",)), False),
        (Scope(products=("fund", "wmp")), True),
        (Scope(products=("unspecified",)), False),
        (Scope(channels=("moments",)), True),
        (Scope(channels=("group",)), False),
        (Scope(offering=True), True),
    ],
)
def test_scope(scope: Scope, applies: bool) -> None:
    assert bool(screen(one_text("保本"), rules(rule(scope=scope))).findings) is applies


def test_scope_of_pieces_without_product() -> None:
    subject = replace(one_text("保本"), product_type=None, offers_product=False)
    assert len(screen(subject, rules(rule(scope=Scope(products=("unspecified",))))).findings) == 1
    assert screen(subject, rules(rule(scope=Scope(offering=True)))).findings == ()


def test_a_rule_for_one_channel_reads_its_passages_and_the_shared_ones() -> None:
    subject = replace(
        texts(("title", "保本", None), ("m", "保本", "moments"), ("g", "保本", "group")),
        channels=("moments", "group"),
    )
    findings = screen(subject, rules(rule(scope=Scope(channels=("group",))))).findings
    assert [f.place for f in findings] == ["title", "g"]


def test_every_channel_text_must_carry_the_disclosure() -> None:
    subject = texts(("title", "新品", None), ("m", "理财非存款", "moments"), ("g", "新品", "group"))
    findings = screen(subject, rules(rule(DISCLOSURE))).findings
    assert _spots(*findings) == [("TST-001", "g", 0, 0, "")]


def test_without_channel_texts_the_rest_must_carry_it_once() -> None:
    assert (
        screen(texts(("title", "新品", None), ("risk", "理财非存款", None)), rules(rule(DISCLOSURE))).findings
        == ()
    )
    findings = screen(
        texts(("title", "新品", None), ("body", "上新", None)), rules(rule(DISCLOSURE))
    ).findings
    assert _spots(*findings) == [("TST-001", "body", 0, 0, "")]


def test_a_piece_of_no_passages_lacks_the_disclosure_as_a_whole() -> None:
    assert _spots(*screen(SUBJECT, rules(rule(DISCLOSURE))).findings) == [("TST-001", PIECE, 0, 0, "")]


def test_no_disclosure_is_asked_of_a_greeting() -> None:
    subject = replace(one_text("中秋快乐"), product_type=None, offers_product=False)
    assert screen(subject, builtin()).findings == ()


def test_a_conditional_disclosure_is_owed_where_its_occasion_stands() -> None:
    full = "业绩比较基准3%，不构成承诺，不代表未来"
    served = texts(("title", "业绩比较基准3%", None), ("m", full, "moments"), ("g", "晚安", "group"))
    owed = texts(
        ("title", "新品", None), ("m", full, "moments"), ("g", "业绩比较基准3%，不构成承诺", "group")
    )
    assert [f.place for f in screen(served, rules(rule(BENCHMARK))).findings] == ["title"]
    assert [f.place for f in screen(owed, rules(rule(BENCHMARK))).findings] == ["g"]
    everywhere = texts(("title", "业绩比较基准3%", None), ("m", full, "moments"), ("g", full, "group"))
    assert screen(everywhere, rules(rule(BENCHMARK))).findings == ()


def test_field_conditions_must_all_hold() -> None:
    check = FieldCheck(
        (FieldCondition(SubjectField.risk, ("R4", "R5")), FieldCondition(SubjectField.segments, ("elderly",)))
    )
    risky = replace(SUBJECT, risk="R5", segments=("payroll", "elderly"))
    assert _spots(*screen(risky, rules(rule(check))).findings) == [("TST-001", PIECE, 0, 0, "")]
    assert screen(replace(risky, risk="R3"), rules(rule(check))).findings == ()
    assert screen(replace(risky, segments=()), rules(rule(check))).findings == ()


def test_a_rule_that_raises_blocks_and_the_others_still_run() -> None:
    broken = rule(PatternCheck(("(",)), rule_id="TST-000")
    findings = screen(one_text("保本"), rules(broken, rule())).findings
    assert [(f.rule, f.severity, f.place) for f in findings] == [
        ("TST-000", Severity.block, PIECE),
        ("TST-001", Severity.block, "text"),
    ]
    assert "运行失败" in findings[0].message


def test_a_passage_too_long_blocks_and_is_read_to_the_limit() -> None:
    text = "甲" * (MAX_PASSAGE - 2) + "保本" + "乙保本"
    findings = screen(one_text(text), rules(rule())).findings
    assert _spots(*findings) == [
        ("TST-001", "text", MAX_PASSAGE - 2, MAX_PASSAGE, "保本"),
        (LENGTH_RULE, "text", MAX_PASSAGE, MAX_PASSAGE + 1, "乙"),
    ]
    assert findings[1].severity is Severity.block
    assert screen(one_text(text[:MAX_PASSAGE]), rules(rule())).findings == findings[:1]


def test_two_passages_may_not_share_a_place() -> None:
    with pytest.raises(ValueError, match="share a place"):
        replace(SUBJECT, passages=(Passage("a", "", "", None), Passage("a", "", "", None)))


def test_the_result_names_its_rule_set() -> None:
    result = screen(SUBJECT, builtin())
    assert (result.rule_set, result.rule_set_sha256) == ("builtin-2026-11", builtin().fingerprint)


CLEAN = (
    "示范安享90天持有期上新。风险等级：R2（中低风险），适合经评估为稳健型及以上的投资者。业绩比较基准2.50%-3.10%，"
    "由管理人根据投资范围并综合考虑市场环境测算，不是预期收益率，不代表产品的未来表现和实际收益，不构成对产品收益的承诺。"
    "净值型产品，净值可能波动，90天持有期内不可赎回。理财非存款、产品有风险、投资须谨慎。具体以产品说明书为准，费用见说明书，登记编码Z7001025001218。"
)


def test_a_correct_wealth_piece_passes() -> None:
    assert screen(one_text(CLEAN), builtin()).findings == ()


def test_a_piece_of_800_characters_takes_less_than_10_ms() -> None:
    subject = one_text((CLEAN * 6)[:800])
    screen(subject, builtin())
    durations = []
    for _ in range(20):
        begun = time.process_time()
        screen(subject, builtin())
        durations.append(time.process_time() - begun)
    assert min(durations) < 0.010


@pytest.mark.parametrize(
    "unit", ["保本次", "买基金赢", "国债收益3.1%", "不保本", "“保本", "ﷺ", "1 3 8 ", "近一年收益3%"]
)
def test_a_hostile_text_of_full_length_ends_soon(unit: str) -> None:
    text = (unit * MAX_PASSAGE)[:MAX_PASSAGE]
    begun = time.perf_counter()
    screen(one_text(text), builtin())
    assert time.perf_counter() - begun < 5
