"""A manager's own things: the persona, saved pieces, a lesson passed, an activity planned."""

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.stories import newest_edition
from cms.demo.timetable import Timetable
from distribution.actions.answer_lesson import answer_lesson
from distribution.actions.choose_persona import choose_persona
from distribution.actions.save_piece import save_piece
from distribution.actions.start_run import start_run
from distribution.actions.tick_steps import tick_steps
from distribution.domain.quiz import questions_of
from distribution.enums import PersonaStep
from distribution.models import ActivityRun, ChosenPersona, LessonResult, SavedEdition
from review.models import Edition

DOINGS: Mapping[str, Any] = {
    "persona": ChosenPersona,
    "save": SavedEdition,
    "lesson": LessonResult,
    "run": ActivityRun,
}
"""What the library's list may name under `do`, and the row that it leaves behind."""


def own_steps(timetable: Timetable, codes: Collection[str]) -> Iterator[Step]:
    """Yield a step for each thing of the library's list whose piece is among those with `codes`."""
    for data in table("own_things")["things"]:
        if data["piece"] not in codes:
            continue
        label = f"我的：{data['by']} {data['do']}"
        yield Step(timetable.at(data["at"]), label, partial(_is_done, data), partial(_do, timetable, data))


def _is_done(data: Mapping[str, Any]) -> bool:
    edition = newest_edition(data["piece"])
    rows = DOINGS[data["do"]].objects.filter(manager__username=data["by"], edition=edition)
    return edition is not None and bool(rows.exists())


def _do(timetable: Timetable, data: Mapping[str, Any], at: datetime) -> None:
    edition, actor = newest_edition(data["piece"]), user(data["by"])
    if edition is None:
        raise Edition.DoesNotExist(data["piece"])
    key = edition.public_id
    match data["do"]:
        case "persona":
            choose_persona(key, actor=actor, at=at)
            tick_steps(key, [PersonaStep(one) for one in data["steps"]], actor=actor, at=at)
        case "save":
            save_piece(key, actor=actor, at=at)
        case "lesson":
            right = [question.right for question in questions_of(edition.content)]
            answer_lesson(key, right, actor=actor, at=at)
        case "run":
            start_run(key, timetable.time(data["starts"]), actor=actor, at=at)
