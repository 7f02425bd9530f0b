"""What officers said that screening got wrong on past cases, and what of it a colleague accepted."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Timetable
from cms.demo.writing import component_id
from review.actions.accept_labels import accept_labels
from review.actions.mark_false_alarm import mark_false_alarm
from review.actions.mark_missed import mark_missed
from review.domain.screening.result import Verdict
from review.enums import LabelOrigin, LabelStatus
from review.models import Case, LabelledSentence

ORIGINS: Mapping[str, LabelOrigin] = {
    "false_alarm": LabelOrigin.FALSE_ALARM,
    "missed": LabelOrigin.MISSED,
}
"""What the library's list may name under `do`, and what the mark is then."""


def mark_steps(timetable: Timetable, codes: Collection[str]) -> Iterator[Step]:
    """Yield a step for each mark on a case of the pieces with `codes`, and for what was accepted of them."""
    for data in table("marks")["marks"]:
        if data["piece"] not in codes:
            continue
        label = f"筛查意见：{data['piece']}"
        yield Step(timetable.at(data["at"]), label, partial(_is_made, data), partial(_mark, data))
        if accepted := data.get("accepted"):
            yield Step(
                timetable.at(accepted["at"]), label, partial(_is_settled, data), partial(_accept, data)
            )


def mark_of(data: Mapping[str, Any]) -> LabelledSentence | None:
    """Return the mark that the library's list tells of, or None as long as nobody made it."""
    marks = LabelledSentence.objects.filter(
        case__candidate__component__public_id=component_id(data["piece"]), origin=ORIGINS[data["do"]]
    )
    return marks.order_by("pk").first()


def _is_made(data: Mapping[str, Any]) -> bool:
    return mark_of(data) is not None


def _mark(data: Mapping[str, Any], at: datetime) -> None:
    cases = Case.objects.filter(candidate__component__public_id=component_id(data["piece"]))
    case = cases.order_by("pk")[0]
    actor, reason = user(data["by"]), data["reason"]
    if ORIGINS[data["do"]] == LabelOrigin.FALSE_ALARM:
        found = case.newest_screening.outcome.findings
        key = next(one.key for one in found if one.rule == data["rule"])
        mark_false_alarm(case.public_id, key, reason=reason, actor=actor, at=at)
    else:
        mark_missed(
            case.public_id,
            data["text"],
            wanted=Verdict(data["wanted"]),
            category=data["category"],
            rule="",
            reason=reason,
            actor=actor,
            at=at,
        )


def _is_settled(data: Mapping[str, Any]) -> bool:
    mark = mark_of(data)
    return mark is not None and mark.status != LabelStatus.PROPOSED


def _accept(data: Mapping[str, Any], at: datetime) -> None:
    mark = mark_of(data)
    if mark is None:
        raise LabelledSentence.DoesNotExist(data["piece"])
    accept_labels([mark.public_id], actor=user(data["accepted"]["by"]), at=at)
