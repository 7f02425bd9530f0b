"""Screening and deciding in numbers, as far as the reader oversees."""

from datetime import date, timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from content.kinds import kind_label
from content.models import Component
from core.domain.periods import Period
from people.models import Branch, User
from review.actions.note_findings import note_findings
from review.enums import LabelOrigin, Verdict
from review.models import Case
from review.queries.screening_numbers import PassRow, RuleRow, screening_numbers
from tests.conftest import FrozenClock
from tests.factories.bodies import WEALTH_DISCLOSURES
from tests.factories.labelled import LabelledFactory
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import approve_case, decide_case, officer_for, open_case, submit_component

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

WARNED = {"moments": f"早上好。限时抢购。{WEALTH_DISCLOSURES}"}
PERIOD = Period(date(2026, 3, 1), date(2026, 3, 8))


@pytest.fixture
def tree() -> BranchTree:
    return branch_tree()


def warned(branch: Branch) -> Case:
    return open_case(kind="product_analysis", texts=WARNED, branch=branch)


def reader(branch: Branch) -> User:
    user: User = UserFactory(auditor=True, branch=branch)
    assert user.roles
    return user


def test_rules_are_counted_by_piece_with_what_was_called_false(tree: BranchTree) -> None:
    case, hidden = warned(tree.east), warned(tree.west)
    rule = case.candidate.screening.outcome.warnings[0].rule
    for of in (case, hidden):
        LabelledFactory(case=of, rule=rule, origin=LabelOrigin.FALSE_ALARM)
    LabelledFactory(accepted=True, case=case, rule=rule, origin=LabelOrigin.FALSE_ALARM)
    LabelledFactory(case=case, rule=rule, origin=LabelOrigin.MISSED)
    note_findings()
    found = screening_numbers(reader(tree.head_office), tree.head_office, PERIOD)
    assert next(row for row in found.by_rule if row.rule == rule) == RuleRow(
        rule, found.by_rule[0].title, 2, 0, 3, 1
    )
    assert found.by_rule[0].title
    east = screening_numbers(reader(tree.east), tree.east, PERIOD)
    assert [(row.warned, row.alarms, row.agreed) for row in east.by_rule if row.rule == rule] == [(1, 2, 1)]


def test_weeks_begin_on_monday_of_the_banks_day(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    warned(tree.east)
    open_case(branch=tree.east)
    frozen_clock.move_to(frozen_clock.at + timedelta(days=6, hours=15, minutes=59))
    warned(tree.east)
    frozen_clock.advance(minutes=2)
    warned(tree.east)
    note_findings()
    found = screening_numbers(reader(tree.east), tree.east, Period(date(2026, 3, 1), date(2026, 3, 9)))
    assert [(row.monday, row.submitted, row.warned) for row in found.by_week] == [
        (date(2026, 2, 23), 0, 0),
        (date(2026, 3, 2), 3, 2),
        (date(2026, 3, 9), 1, 1),
    ]


def test_the_weeks_of_one_rule(tree: BranchTree) -> None:
    rule = warned(tree.east).candidate.screening.outcome.warnings[0].rule
    note_findings()
    user = reader(tree.east)
    for asked, count in ((rule, 1), ("XXX-001", 0)):
        found = screening_numbers(user, tree.east, PERIOD, asked)
        assert [row.warned for row in found.by_week] == [0, count]
        assert [row.submitted for row in found.by_week] == [0, 1]


def test_the_first_submission_counts_and_no_later_one(tree: BranchTree) -> None:
    approve_case(open_case(branch=tree.east))
    returned = open_case(branch=tree.east_sub)
    decide_case(returned, verdict=Verdict.RETURN, reasons="请改。")
    component = Component.objects.select_related("created_by").get(pk=returned.candidate.component_id)
    approve_case(submit_component(component))
    decide_case(open_case(branch=tree.west), verdict=Verdict.REFUSE, reasons="不合规。")
    open_case(branch=tree.west)
    found = screening_numbers(reader(tree.head_office), tree.head_office, PERIOD)
    assert [(row.first, row.passed) for row in found.first_by_kind] == [(3, 1)]
    assert found.first_by_branch == (
        PassRow("总行 itself", 0, 0),
        PassRow("东城分行", 2, 1, "E01"),
        PassRow("西城分行", 1, 0, "W01"),
    )
    west = screening_numbers(reader(tree.west), tree.west, PERIOD)
    assert [(row.first, row.passed) for row in west.first_by_kind] == [(1, 0)]


def test_the_time_from_submission_to_decision(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    quick, slow = (open_case(kind="product_analysis", branch=tree.east) for _ in range(2))
    frozen_clock.advance(minutes=30)
    decide_case(quick, verdict=Verdict.RETURN, reasons="请改。")
    frozen_clock.advance(minutes=90)
    decide_case(slow, verdict=Verdict.RETURN, reasons="请改。")
    (row,) = screening_numbers(reader(tree.east), tree.east, PERIOD).times
    assert (row.within, row.decided, row.in_time) == ((1, 1, 0, 0), 2, 2)
    assert row.average == timedelta(minutes=75)


def test_the_queries_do_not_grow(tree: BranchTree) -> None:
    user = reader(tree.head_office)
    counts = []
    for number in (1, 3):
        for _ in range(number):
            decide_case(warned(tree.east), verdict=Verdict.RETURN, reasons="请改。")
        note_findings()
        with CaptureQueriesContext(connection) as queries:
            screening_numbers(user, tree.head_office, PERIOD)
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_page_and_workbook_say_the_same(client: Client, tree: BranchTree) -> None:
    decide_case(warned(tree.east), verdict=Verdict.RETURN, reasons="请改。")
    note_findings()
    client.force_login(officer_for(tree.head_office))
    page = client.get(reverse("screening_numbers:index"))
    assert "IND-003" in page.content.decode()
    assert "branch=E01" in page.content.decode()
    sheet = load_workbook(BytesIO(client.get(reverse("screening_numbers:xlsx")).content)).active
    rows = [tuple(cell.value for cell in row) for row in sheet.iter_rows(min_row=2)]
    assert ("First submissions by branch", "东城分行", "First submissions decided", "1") in rows
    assert ("Time to decision", str(kind_label("product_analysis")), "Within 1 hour", "1") in rows


def test_another_branch_is_not_there_and_editors_are_not_shown_it(client: Client, tree: BranchTree) -> None:
    address = reverse("screening_numbers:index")
    client.force_login(UserFactory(officer=True, branch=tree.east))
    assert client.get(address, {"branch": "W01"}).status_code == 404
    assert client.get(address, {"first": "2026-03-09", "last": "2026-03-01"}).status_code == 200
    client.force_login(UserFactory(editor=True, branch=tree.east))
    assert client.get(address).status_code == 302
