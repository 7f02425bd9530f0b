"""What the bank's systems report of customers: a few events each day, and the rules of one of them."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from django.conf import settings
from django.db import transaction

from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Timetable
from content.enums import CustomerEvent, Segment
from core.domain.canonical import encode, sha256
from distribution.actions.save_event_rule import save_event_rule
from distribution.actions.take_event import Report, take_event
from distribution.domain.reach import digest
from distribution.models import EventCount, EventRule
from distribution.queries.event_matches import Happening
from people.actions.add_api_client import add_api_client
from people.actions.issue_api_token import issue_api_token
from people.enums import Scope
from people.models import ApiClient, ApiToken, Branch

SYSTEM = "示范数据平台"
MANAGER = "manager"
CUSTOMERS = (
    (CustomerEvent.PAYDAY, Segment.PAYROLL, "示例payroll0003"),
    (CustomerEvent.BIRTHDAY, Segment.CREDIT_CARD, "示例credit_card0012"),
    (CustomerEvent.DEPOSIT_MATURES, Segment.ELDERLY, "示例elderly0005"),
    (CustomerEvent.LARGE_INFLOW, Segment.PAYROLL, "示例payroll0011"),
)
"""Of the table of cms.demo.reach. For the last sort the library has nothing: the desk is told."""
RULES = (("hotspot_guide", 1, 7), ("faq", 2, 3))
"""What head office asks for when a deposit matures: kind, order, days."""


def event_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield the steps in which the system is let in and head office says what an event asks for."""
    yield Step(timetable.at("0 07:10"), SYSTEM, ApiClient.objects.filter(name=SYSTEM).exists, _let_in)
    yield Step(timetable.at("0 07:15"), "客户事件规则", EventRule.objects.exists, _set_rules)


def report_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield the step in which the events of the timetable's day come."""
    day = timetable.day
    counted = EventCount.objects.filter(day=day)
    yield Step(timetable.at("0 07:20"), "客户事件", counted.exists, partial(_report, day))


@transaction.atomic
def _let_in(at: datetime) -> None:
    admin, head_office = user("admin"), Branch.objects.get(code="HO")
    client = add_api_client(
        SYSTEM, branch=head_office, contact="示范联系人", actor=admin, authenticated_at=at, at=at
    )
    issue_api_token(
        client,
        scopes=[Scope.EVENTS_WRITE],
        days=settings.ARMOURY_API_TOKEN_DAYS,
        actor=admin,
        authenticated_at=at,
        at=at,
    )


@transaction.atomic
def _set_rules(at: datetime) -> None:
    operator = user("operator")
    for kind, position, days in RULES:
        rule = EventRule(
            branch=operator.branch,
            event=CustomerEvent.DEPOSIT_MATURES,
            kinds=[kind],
            position=position,
            days=days,
        )
        save_event_rule(rule, actor=operator, at=at)


@transaction.atomic
def _report(day: date, at: datetime) -> None:
    token = ApiToken.objects.select_related("client__branch").get(client__name=SYSTEM)
    key = Path(settings.ARMOURY_CUSTOMER_KEY_FILE).read_bytes().strip()
    for event, segment, number in CUSTOMERS:
        name = f"{event}-{day.isoformat()}"
        happening = Happening(event, digest(number, key), segment, frozenset())
        report = Report(
            key=name,
            body_sha256=sha256(encode({"id": name})),
            manager=user(MANAGER).staff_number,
            happening=happening,
            happened_at=at - timedelta(minutes=20),
        )
        take_event(report, token=token, at=at)
