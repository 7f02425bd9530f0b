"""Whom one manager of the demo reaches; for the others the number is unknown, as it is before any import."""

from datetime import datetime
from hashlib import sha256

from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Moment
from content.enums import Segment
from distribution.actions.take_reach import take_reach
from distribution.domain.reach import HEADINGS
from distribution.models import ReachTable
from distribution.queries.reach_file import read_file

KNOWN = "manager"
CUSTOMERS = {Segment.CREDIT_CARD: 130, Segment.PAYROLL: 90, Segment.ELDERLY: 60, Segment.NEIGHBOURHOOD: 40}
TOLERANCES = ("C1", "C2", "C2", "C3", "C3", "C4", "C5", "")
"""In turn, so that each segment has customers of every tolerance and some who were not assessed."""


def reach_step(at: Moment) -> Step:
    """Return the step in which head office's operator takes in the table of one manager."""
    return Step(at, "触达名单", ReachTable.objects.exists, _take)


def _take(at: datetime) -> None:
    rows = [",".join(writings[0] for writings in HEADINGS.values())]
    for segment, count in CUSTOMERS.items():
        rows += [
            f"{KNOWN},示例{segment.value}{number:04d},{segment.value},{TOLERANCES[number % len(TOLERANCES)]}"
            for number in range(count)
        ]
    content, operator = "\n".join(rows).encode(), user("operator")
    source = read_file(content, operator)
    take_reach(source, file_sha256=sha256(content).hexdigest(), actor=operator, at=at)
