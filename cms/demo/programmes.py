"""The weekly plans: head office's usual week, and what two branches make of it."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction

from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Timetable
from content.models import Festival
from distribution.actions.save_entry import save_entry
from distribution.actions.start_usual_week import start_usual_week
from distribution.enums import EntryMode
from distribution.models import Programme, ProgrammeEntry
from people.models import Branch

HEAD_OFFICE, KEEPER, BEGAN = "HO", "operator", "-30 09:10"

FESTIVE: Mapping[str, Any] = {
    "festival": "new-year",
    "slot": "morning",
    "purpose": "talk",
    "mode": EntryMode.REPLACE_SLOT,
    "kinds": ["calendar_column", "life_scene"],
}

LOCAL: Mapping[str, tuple[str, str, tuple[Mapping[str, Any], ...]]] = {
    "BJ01": (
        "editor2",
        "滨江的一周",
        (
            {
                "weekday": "4",
                "slot": "noon",
                "purpose": "offers",
                "kinds": ["noon_deal", "poster"],
                "segments": ["payroll"],
                "meal": "lunch",
            },
            {"weekday": "6", "slot": "evening", "purpose": "tea", "kinds": ["life_scene"], "how_many": 2},
        ),
    ),
    "QY01": (
        "qy-editor",
        "青屿的一周",
        (
            {
                "weekday": "2",
                "slot": "noon",
                "purpose": "talk",
                "kinds": ["script", "faq"],
                "segments": ["neighbourhood"],
            },
        ),
    ),
}


def programme_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield a step for the head office's programme and for each branch's."""
    began = timetable.at(BEGAN)
    yield Step(began, "总行周计划", partial(_has_programme, HEAD_OFFICE), _start_head_office)
    for code, (keeper, title, entries) in LOCAL.items():
        run = partial(_start_branch, code, keeper, title, entries)
        yield Step(timetable.at("-29 09:10"), title, partial(_has_programme, code), run)


def _has_programme(code: str) -> bool:
    return Programme.objects.filter(branch__code=code).exists()


@transaction.atomic
def _start_head_office(at: datetime) -> None:
    keeper = user(KEEPER)
    _save(start_usual_week("总行的一周", at.date(), actor=keeper), FESTIVE, KEEPER)


@transaction.atomic
def _start_branch(
    code: str, keeper: str, title: str, entries: tuple[Mapping[str, Any], ...], at: datetime
) -> None:
    branch = Branch.objects.get(code=code)
    programme = Programme.objects.create(branch=branch, title=title, starts=at.date())
    for entry in entries:
        _save(programme, entry, keeper)


def _save(programme: Programme, data: Mapping[str, Any], keeper: str) -> None:
    fields = {**data}
    if "festival" in fields:
        fields["festival"] = Festival.objects.get(code=fields["festival"])
    save_entry(ProgrammeEntry(programme=programme, **fields), actor=user(keeper))
