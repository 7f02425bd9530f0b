import json
from dataclasses import fields, replace

import pytest

from review.domain.screening.result import Finding, ScreeningResult, Severity, Status, Verdict

FINDING = Finding(
    rule="TST-001",
    severity=Severity.block,
    place="title",
    start=2,
    end=4,
    text="保本",
    title="明示保本",
    message="出现“保本”",
    law="示范办法",
    article="第一条",
    suggestion="删去。",
    status=Status.in_force,
)


def _result(*severities: Severity) -> ScreeningResult:
    return ScreeningResult(
        tuple(replace(FINDING, severity=severity) for severity in severities), "test", "0" * 64
    )


def test_severities_compare_by_gravity() -> None:
    assert sorted(Severity) == [Severity.info, Severity.warn, Severity.block]
    assert max(Severity) is Severity.block
    assert Severity.warn > Severity.info
    assert Severity.warn >= Severity.warn
    assert Severity.warn <= Severity.block


@pytest.mark.parametrize(
    ("severities", "verdict"),
    [
        ((), Verdict.pass_),
        ((Severity.info,), Verdict.pass_),
        ((Severity.info, Severity.warn), Verdict.warn),
        ((Severity.warn, Severity.block), Verdict.block),
    ],
)
def test_verdict(severities: tuple[Severity, ...], verdict: Verdict) -> None:
    assert _result(*severities).verdict is verdict


def test_helpers_pick_by_severity() -> None:
    result = _result(Severity.block, Severity.warn, Severity.info)
    assert result.blocking == result.findings[:1]
    assert result.warnings == result.findings[1:2]


def test_round_trip_through_json_text() -> None:
    result = _result(Severity.block, Severity.info)
    assert ScreeningResult.from_jsonable(json.loads(json.dumps(result.to_jsonable()))) == result


def test_jsonable_holds_plain_values_alone() -> None:
    data = _result(Severity.block).to_jsonable()
    assert {type(value) for value in data["findings"][0].values()} == {str, int}
    assert set(data["findings"][0]) == {field.name for field in fields(Finding)}


@pytest.mark.parametrize(
    "damage",
    [
        {"schema": 2},
        {"rule_set": None},
        {"findings": {}},
        {"extra": 1},
        {"findings": [{}]},
        {"findings": [{**FINDING.to_jsonable(), "start": 1.0}]},
        {"findings": [{**FINDING.to_jsonable(), "start": True}]},
        {"findings": [{**FINDING.to_jsonable(), "severity": "fatal"}]},
    ],
)
def test_damaged_data_are_refused(damage: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=r"not a|of schema 2"):
        ScreeningResult.from_jsonable({**_result().to_jsonable(), **damage})


def test_key_is_stable() -> None:
    assert FINDING.key == "a8dddd4958633b038a60c66014b23159269f5163e2152252881903ec7c35fe5d"


@pytest.mark.parametrize(
    "change", [{"rule": "TST-002"}, {"place": "body"}, {"start": 1}, {"end": 5}, {"text": "保息"}]
)
def test_key_follows_rule_place_and_text(change: dict[str, object]) -> None:
    assert replace(FINDING, **change).key != FINDING.key


def test_key_outlives_a_rewording_of_the_rule() -> None:
    assert replace(FINDING, severity=Severity.warn, title="保本", suggestion="改写。").key == FINDING.key
