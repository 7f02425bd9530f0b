"""The one call of screening."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from review.domain.screening.matching import Hit, Reading, hits, merge
from review.domain.screening.normalise import normalise
from review.domain.screening.required import missing
from review.domain.screening.result import PIECE, Finding, ScreeningResult, Severity, Status
from review.domain.screening.rules import FieldCheck, RequiredCheck, Rule, RuleSet
from review.domain.screening.subject import Passage, Subject

MAX_PASSAGE: Final = 20_000
LENGTH_RULE: Final = "ENGINE-LENGTH"


def screen(subject: Subject, rule_set: RuleSet) -> ScreeningResult:
    """All findings of the rule set on the subject; the same subject and rules give the same result.

    Fails closed: a rule that raises becomes a blocking finding of that rule while the others still run, and a
    passage longer than MAX_PASSAGE is read up to there and blocks.
    """
    readings = tuple(Reading(passage, normalise(passage.text[:MAX_PASSAGE])) for passage in subject.passages)
    findings = [_too_long(passage) for passage in subject.passages if len(passage.text) > MAX_PASSAGE]
    for rule in rule_set.rules:
        findings.extend(_run(rule, subject, readings))
    order = {passage.place: index for index, passage in enumerate(subject.passages)}
    findings.sort(
        key=lambda finding: (order.get(finding.place, -1), finding.start, finding.rule, finding.end)
    )
    return ScreeningResult(tuple(findings), rule_set.name, rule_set.fingerprint)


def _run(rule: Rule, subject: Subject, readings: tuple[Reading, ...]) -> tuple[Finding, ...]:
    try:
        return tuple(_apply(rule, subject, readings)) if rule.scope.admits(subject) else ()
    except Exception as error:  # noqa: BLE001 - whatever a rule raises, the piece must not pass for it
        message = f"规则运行失败（{type(error).__name__}），按阻断处理，请联系合规管理员"
        return (replace(_finding(rule, PIECE, message), severity=Severity.block),)


def _apply(rule: Rule, subject: Subject, readings: tuple[Reading, ...]) -> Iterator[Finding]:
    in_scope = [reading for reading in readings if rule.scope.reads(reading.passage)]
    found: dict[str, list[Hit]] = {reading.passage.place: [] for reading in in_scope}
    for check in rule.checks:
        if isinstance(check, RequiredCheck):
            for passage in missing(check, rule.scope, readings):
                place, label = (passage.place, passage.label) if passage else (PIECE, "全文")
                yield _finding(rule, place, f"{rule.title}（{label}）")
        elif isinstance(check, FieldCheck):
            if all(condition.holds(subject) for condition in check.conditions):
                yield _finding(rule, PIECE, rule.title)
        else:
            for reading in in_scope:
                found[reading.passage.place].extend(hits(check, reading))
    for reading in in_scope:
        for hit in merge(found[reading.passage.place]):
            yield _hit_finding(rule, reading.passage, hit)


def _hit_finding(rule: Rule, passage: Passage, hit: Hit) -> Finding:
    text = passage.text[hit.start : hit.end]
    finding = _finding(rule, passage.place, f"出现“{text}”：{rule.title}")
    finding = replace(finding, start=hit.start, end=hit.end, text=text)
    if not hit.softened:
        return finding
    message = f"{finding.message}（处于否定、警示或引述语境，降为提示，请人工确认）"
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
        article=rule.article,
        suggestion=rule.suggestion,
        status=rule.status,
    )


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
