"""What was found when somebody looked at the demo's links. Their hosts exist nowhere, so nobody is asked."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial

from cms.demo.reading import table
from cms.demo.steps import Step
from cms.demo.timetable import Timetable
from content.actions.check_links import check_links
from content.models import LinkCheck
from core.outbound import Answer, Question


def link_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield a step for each look at an address."""
    for data in table("links")["looks"]:
        moment = timetable.at(data["at"])
        yield Step(
            moment,
            f"链接检查：{data['address']}",
            partial(_is_done, data["address"], moment.at),
            partial(_look, data["address"], data["status"]),
        )


def _is_done(address: str, at: datetime) -> bool:
    return LinkCheck.objects.filter(address=address, checked_at__gte=at).exists()


def _look(address: str, status: int, at: datetime) -> None:
    def told(_question: Question) -> Answer:
        return Answer(status, {}, b"")

    check_links([address], at, told)
