"""What the demo's customer managers are qualified to offer, entered by the administrator."""

from datetime import date, datetime

from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Moment
from people.actions.keep_qualification import keep_qualification
from people.enums import QualificationKind, Role
from people.models import Qualification, User

ALL_MANAGERS = (QualificationKind.FUND, QualificationKind.WEALTH)
SOME = {"manager": QualificationKind.INSURANCE, "ho-manager": QualificationKind.LIVESTREAM}
"""Of the further ones most managers hold none, so that the demo shows a locked piece."""

SINCE = date(2024, 7, 1)


def qualification_step(at: Moment) -> Step:
    """Return the step that enters the qualifications."""
    return Step(at, "从业资格", Qualification.objects.exists, _enter)


def _enter(at: datetime) -> None:
    admin = user("admin")
    for manager in User.objects.filter(groups__name=Role.MANAGER).order_by("staff_number"):
        held = [*ALL_MANAGERS, *([SOME[manager.username]] if manager.username in SOME else [])]
        for kind in held:
            number = f"示例{kind.value[0].upper()}{manager.staff_number}"
            entered = Qualification(user=manager, kind=kind, number=number, valid_from=SINCE)
            keep_qualification(entered, actor=admin, at=at)
