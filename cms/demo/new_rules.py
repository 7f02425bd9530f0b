"""A draft of the rules of screening: what compliance has written of it, and the trial that it asked for."""

import json
from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import NOW, Timetable
from core.domain import canonical
from review.actions.change_rule import change_rule
from review.actions.make_draft import make_draft
from review.actions.start_trial import start_trial
from review.domain.screening.kept import table_of
from review.domain.screening.loader import read_rule
from review.domain.screening.rules import Rule
from review.domain.screening.tables import Table
from review.enums import RuleSource
from review.models import RuleChange, RuleDraft, RuleTrial


def new_rule_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield the steps that make the draft, write each of its rules and, last of all, start its trial.

    The work loop does the trial once the demo runs: of what is in use then, in some seconds. Whoever puts the
    draft in force must be somebody else than its author: the demo's lawyer, for one.
    """
    data = table("rule_draft")
    name, at = data["name"], timetable.at(data["at"])
    made, tried = RuleDraft.objects.filter(name=name), RuleTrial.objects.filter(draft__name=name)
    yield Step(at, f"规则草稿：{name}", made.exists, partial(_make, data))
    for rule in data["rules"]:
        yield Step(at, f"规则：{rule['id']}", partial(_is_written, name, rule), partial(_write, data, rule))
    yield Step(timetable.at(NOW), f"试运行：{name}", tried.exists, partial(_try, data))


def _make(data: Mapping[str, Any], at: datetime) -> None:
    make_draft(data["name"], RuleSource.IN_FORCE, actor=user(data["by"]), at=at)


def _is_written(name: str, rule: Mapping[str, Any]) -> bool:
    return RuleChange.objects.filter(draft__name=name, rule_id=rule["id"]).exists()


def _write(data: Mapping[str, Any], rule: Mapping[str, Any], at: datetime) -> None:
    draft = RuleDraft.objects.get(name=data["name"])
    held = draft.rules.filter(rule_id=rule["id"]).values_list("body", flat=True).first()
    body = bytes(held) if held else b""
    change_rule(
        draft.public_id,
        changed(body, rule),
        shown_sha256=canonical.sha256(body) if body else "",
        actor=user(data["by"]),
        at=at,
    )


def changed(body: bytes, told: Mapping[str, Any]) -> Rule:
    """Return the rule of these bytes, or a new one if there are none, with what the library tells of it.

    Lists are added to, all else is replaced. Raises RuleSetError.
    """
    kept = table_of(json.loads(body)) if body else {}
    added = {key: kept.get(key, []) + value for key, value in told.items() if isinstance(value, list)}
    return read_rule(Table("", "", {**kept, **told, **added}))


def _try(data: Mapping[str, Any], at: datetime) -> None:
    draft = RuleDraft.objects.get(name=data["name"])
    start_trial(draft.public_id, actor=user(data["by"]), at=at)
