"""The one call of screening."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from typing import Final

from review.domain.screening import facts
from review.domain.screening.checks import FactCondition, FieldCheck, FieldCondition, RequiredCheck
from review.domain.screening.index import index_of, keys
from review.domain.screening.matching import Hit, Reading, Stretch, hits, merge, read
from review.domain.screening.nature import Judgement, judge
from review.domain.screening.required import missing
from review.domain.screening.result import PIECE, Finding, ScreeningResult, Severity, Status
from review.domain.screening.rules import Rule, RuleSet
from review.domain.screening.subject import Passage, Subject

MAX_PASSAGE: Final = 20_000
LENGTH_RULE: Final = "ENGINE-LENGTH"
MAX_HITS: Final = 300
"""Hits of one rule in one passage that are looked at; with more, the rest is unread and the piece blocks."""


def screen(subject: Subject, rule_set: RuleSet) -> ScreeningResult:
    """All findings of the rule set on the subject; the same subject and rules give the same result.

    Fails closed: a rule that raises becomes a blocking finding of that rule while the others still run, and a
    passage longer than MAX_PASSAGE is read up to there and blocks.
    """
    index = index_of(rule_set)
    readings = tuple(read(passage, index, MAX_PASSAGE) for passage in subject.passages)
    judgement = judge(subject, tuple(reading.text for reading in readings))
    findings = [_too_long(passage) for passage in subject.passages if len(passage.text) > MAX_PASSAGE]
    awake = index.of_fields(subject.facts.keys()).union(
        number for reading in readings for number, _check in reading.awake
    )
    for number in sorted(awake if readings else range(len(rule_set.rules))):
        findings.extend(_run(number, rule_set.rules[number], subject, judgement, readings))
    order = {passage.place: index for index, passage in enumerate(subject.passages)}
    findings.sort(
        key=lambda finding: (order.get(finding.place, -1), finding.start, finding.rule, finding.end)
    )
    return ScreeningResult(tuple(findings), rule_set.name, rule_set.fingerprint)


def _run(
    number: int, rule: Rule, subject: Subject, judgement: Judgement, readings: tuple[Reading, ...]
) -> tuple[Finding, ...]:
    try:
        if not judgement.admits(rule.scope, subject):
            return ()
        return tuple(_apply(number, rule, subject, readings))
    except Exception as error:  # noqa: BLE001 - whatever a rule raises, the piece must not pass for it
        message = f"规则运行失败（{type(error).__name__}），按阻断处理，请联系合规管理员"
        return (replace(_finding(rule, PIECE, message), severity=Severity.block),)


def _apply(number: int, rule: Rule, subject: Subject, readings: tuple[Reading, ...]) -> Iterator[Finding]:
    in_scope = [reading for reading in readings if rule.scope.reads(reading.passage)]
    found: dict[str, list[Hit]] = {reading.passage.place: [] for reading in in_scope}
    for key, check in keys(number, rule.checks):
        if isinstance(check, RequiredCheck):
            for passage in missing(check, rule.scope, readings, subject):
                place, label = (passage.place, passage.label) if passage else (PIECE, "全文")
                yield _finding(rule, place, f"{rule.title}（{label}）")
        elif isinstance(check, FieldCheck):
            if all(_holds(condition, subject) for condition in check.conditions):
                yield _finding(rule, PIECE, rule.title)
        else:
            for reading in in_scope:
                if key in reading.awake:
                    room = MAX_HITS + 1 - len(found[reading.passage.place])
                    found[reading.passage.place].extend(islice(hits(check, key, reading), room))
    for reading in in_scope:
        if len(found[reading.passage.place]) > MAX_HITS:
            yield _too_many(rule, reading.passage)
        for stretch in merge(found[reading.passage.place]):
            yield _hit_finding(rule, reading.passage, stretch)


def _holds(condition: FieldCondition | FactCondition, subject: Subject) -> bool:
    if isinstance(condition, FieldCondition):
        return condition.holds(subject)
    return facts.holds(condition, subject)


def _hit_finding(rule: Rule, passage: Passage, stretch: Stretch) -> Finding:
    text = passage.text[stretch.start : stretch.end]
    finding = _finding(rule, passage.place, f"出现“{text}”：{rule.title}")
    finding = replace(finding, start=stretch.start, end=stretch.end, text=text)
    if stretch.softened:
        message = f"{finding.message}（处于否定、警示或引述语境，降为提示，请人工确认）"
    elif rule.spares_news and stretch.reported:
        message = f"{finding.message}（处于新闻报道语境，降为提示，请人工确认）"
    else:
        return finding
    return replace(finding, severity=Severity.info, message=message)


def _finding(rule: Rule, place: str, message: str) -> Finding:
    """The rule's finding at a place as a whole."""
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        place=place,
        start=0,
        end=0,
        text="",
        title=rule.title,
        message=message,
        law=rule.law,
        article=f"{rule.article}（待核）" if "memory" in rule.verified else rule.article,
        suggestion=rule.suggestion,
        status=rule.status,
    )


def _too_many(rule: Rule, passage: Passage) -> Finding:
    message = f"{rule.title}：命中超过 {MAX_HITS} 处，其余未检查，按阻断处理，请缩短或改写"
    return replace(_finding(rule, passage.place, message), severity=Severity.block)


def _too_long(passage: Passage) -> Finding:
    """Stands on the first character that was not read."""
    return Finding(
        rule=LENGTH_RULE,
        severity=Severity.block,
        place=passage.place,
        start=MAX_PASSAGE,
        end=MAX_PASSAGE + 1,
        text=passage.text[MAX_PASSAGE],
        title="文字过长，未能全部检查",
        message=f"共 {len(passage.text)} 字，只检查了前 {MAX_PASSAGE} 字",
        law="",
        article="",
        suggestion=f"缩短到 {MAX_PASSAGE} 字以内或拆成几段。",
        status=Status.practice,
    )
