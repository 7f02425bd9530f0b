"""The plan of some days, with the editions that review hands in."""

from datetime import date, datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.enums import ComponentState, DayTable
from content.kinds import NOON_DEAL, PRODUCT_ANALYSIS
from content.models import Component
from content.queries.planning import Filters, Plan, plan
from core import clock
from people.models import User
from tests.conftest import SHANGHAI, FrozenClock
from tests.factories.calendar import FestivalFactory, WeeklyColumnFactory, make_year
from tests.factories.content import MorningBriefFactory
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchTree, UserFactory
from tests.factories.review import issue_edition, make_component, recall_edition, submit_component
from tests.factories.stories import make_story, withdrawn_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
EVERYTHING = Filters()
MONDAY, TUESDAY, SUNDAY = date(2026, 3, 2), date(2026, 3, 3), date(2026, 3, 8)


@pytest.fixture
def head(tree: BranchTree) -> User:
    return UserFactory(editor=True, branch=tree.head_office)


def week(user: User, filters: Filters = EVERYTHING) -> Plan:
    return plan(user, MONDAY, SUNDAY, clock.now(), filters)


def noon(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=SHANGHAI)


def shown(found: Plan) -> list[tuple[date, str, str]]:
    return [(day.day, entry.piece.title, entry.state) for day in found.days for entry in day.entries]


def missing(found: Plan) -> list[tuple[date, str]]:
    return [(day.day, gap.column.name if gap.column else gap.kind) for day in found.days for gap in day.gaps]


def test_a_brief_is_missed_on_trading_days_by_the_head_office_alone(tree: BranchTree, head: User) -> None:
    make_year(DayTable.EXCHANGE, 2026, {date(2026, 3, 4): False})
    assert missing(week(head)) == [(date(2026, 3, day), "morning_brief") for day in (2, 3, 5, 6)]
    assert missing(week(UserFactory(editor=True, branch=tree.east))) == []


def test_an_unknown_year_misses_nothing_and_says_so(head: User) -> None:
    found = week(head)
    assert missing(found) == []
    assert found.unknown == ((DayTable.BANK, 2026), (DayTable.EXCHANGE, 2026))
    assert {(day.business, day.trading) for day in found.days} == {(None, None)}


def test_days_past_are_not_missed(head: User, frozen_clock: FrozenClock) -> None:
    make_year(DayTable.EXCHANGE, 2026)
    frozen_clock.advance(days=2)
    assert [day for day, _name in missing(week(head))] == [date(2026, 3, day) for day in (4, 5, 6)]


def test_a_brief_stands_on_its_market_day_and_fills_it(head: User) -> None:
    make_year(DayTable.EXCHANGE, 2026)
    MorningBriefFactory(created_by=head, market_day=TUESDAY, title="周二早报")
    found = week(head)
    assert shown(found) == [(TUESDAY, "周二早报", "draft")]
    assert TUESDAY not in dict(missing(found))


def test_a_column_is_missed_until_a_piece_is_put_into_it(head: User) -> None:
    column = WeeklyColumnFactory(branch=head.branch, name="周二5折提前购")
    assert missing(week(head)) == [(TUESDAY, "周二5折提前购")]
    make_of_kind(NOON_DEAL.code, head, noon(TUESDAY), title="别的优惠")
    assert missing(week(head)) == [(TUESDAY, "周二5折提前购")]
    make_of_kind(NOON_DEAL.code, head, noon(TUESDAY), column=column)
    assert missing(week(head)) == []


def test_a_column_that_no_longer_runs_is_not_missed(head: User) -> None:
    WeeklyColumnFactory(branch=head.branch, is_active=False)
    assert missing(week(head)) == []


def test_a_branch_sees_the_columns_above_but_owes_only_its_own(tree: BranchTree, editor: User) -> None:
    for branch, name in (
        (tree.head_office, "总行栏目"),
        (tree.east, "东城栏目"),
        (tree.east_sub, "桃园栏目"),
        (tree.west, "西城栏目"),
    ):
        WeeklyColumnFactory(branch=branch, name=name)
    found = week(editor)
    assert [name for _day, name in missing(found)] == ["东城栏目", "桃园栏目"]
    assert {column.name for column in found.days[1].columns} == {"总行栏目", "东城栏目", "桃园栏目"}
    assert missing(week(editor, Filters(branch_path=tree.east_sub.path))) == [(TUESDAY, "桃园栏目")]


def test_nobody_sees_what_another_branch_plans(tree: BranchTree, editor: User, head: User) -> None:
    for branch in (tree.west, tree.head_office):
        author = UserFactory(editor=True, branch=branch)
        make_of_kind(NOON_DEAL.code, author, noon(TUESDAY), title=f"{branch.short_name}机密")
    issue_edition(branch=tree.west, title="西城已签发")
    assert shown(week(editor)) == []
    assert {title for _day, title, _state in shown(week(head))} == {"西城分行机密", "总行机密", "西城已签发"}
    assert shown(week(UserFactory(manager=True, branch=tree.head_office))) == []


def test_a_piece_goes_from_draft_through_review_to_issued_and_is_shown_once(head: User) -> None:
    made = make_component(editor=head, title="示范早报", valid_until=clock.now() + timedelta(hours=2))
    assert shown(week(head)) == [(MONDAY, "示范早报", "draft")]
    submit_component(made, head)
    assert [state for _day, _title, state in shown(week(head))] == ["in_review"]


def test_an_edition_is_shown_where_it_begins_and_where_it_ends(head: User) -> None:
    ends = clock.now() + timedelta(days=4)
    made = {"kind": PRODUCT_ANALYSIS.code, "title": "示范分析", "risk": "R2"}
    edition = issue_edition(editor=head, valid_from=clock.now(), valid_until=ends, **made)
    assert Component.objects.get().state == "draft"
    assert shown(week(head)) == [
        (MONDAY, "示范分析", "issued"),
        (date(2026, 3, 6), "示范分析", "expiring"),
    ]
    recall_edition(edition)
    assert shown(week(head)) == [(MONDAY, "示范分析", "over")]


def test_an_issued_brief_is_shown_once_on_its_market_day(head: User) -> None:
    issue_edition(editor=head, title="示范早报", valid_until=clock.now() + timedelta(days=4))
    assert shown(week(head)) == [(date(2026, 3, 6), "示范早报", "issued")]


def test_an_issued_piece_fills_its_column_until_it_is_recalled(head: User) -> None:
    column = WeeklyColumnFactory(branch=head.branch, name="周二早知道")
    made = make_component(editor=head, valid_until=clock.now() + timedelta(days=2))
    Component.objects.filter(pk=made.pk).update(column=column)
    edition = issue_edition(component=Component.objects.get())
    assert missing(week(head)) == []
    recall_edition(edition)
    assert missing(week(head)) == [(TUESDAY, "周二早知道")]


def test_a_withdrawn_story_is_over_and_no_draft(head: User) -> None:
    edition = withdrawn_story(make_story(UserFactory(manager=True, branch=head.branch)))
    assert Component.objects.get().state == ComponentState.CLOSED
    assert shown(week(head)) == [(MONDAY, edition.title, "over")]


def test_filters_hide_pieces_and_no_gaps(head: User) -> None:
    WeeklyColumnFactory(branch=head.branch, name="周二")
    make_of_kind(NOON_DEAL.code, head, noon(TUESDAY), title="优惠")
    MorningBriefFactory(created_by=head, market_day=TUESDAY, title="早报")
    for filters, titles in (
        (Filters(kind="noon_deal"), ["优惠"]),
        (Filters(kind="morning_brief"), ["早报"]),
        (Filters(state="in_review"), []),
        (Filters(state="draft"), ["优惠", "早报"]),
    ):
        found = week(head, filters)
        assert sorted(title for _day, title, _state in shown(found)) == titles
        assert missing(found) == [(TUESDAY, "周二")]


def test_days_are_marked(head: User) -> None:
    make_year(DayTable.BANK, 2026, {MONDAY: False, date(2026, 3, 7): True})
    FestivalFactory(name="妇女节")
    found = week(head)
    assert [day.is_off for day in found.days] == [True, False, False, False, False, False, True]
    assert [day.is_made_up for day in found.days] == [False] * 5 + [True, False]
    assert found.days[0].name == "示范假日"
    assert [day.festivals for day in found.days] == [()] * 6 + [("妇女节",)]


def test_twenty_pieces_cost_as_many_queries_as_one(head: User) -> None:
    make_year(DayTable.EXCHANGE, 2026)
    column = WeeklyColumnFactory(branch=head.branch)
    issue_edition(editor=head)
    make_of_kind(NOON_DEAL.code, head, noon(TUESDAY), column=column)
    MorningBriefFactory(created_by=head, market_day=TUESDAY)
    week(head)
    with CaptureQueriesContext(connection) as few:
        week(head)
    for number in range(6):
        WeeklyColumnFactory(branch=head.branch)
        FestivalFactory()
        issue_edition(editor=head)
        make_of_kind(NOON_DEAL.code, head, noon(TUESDAY), column=column)
        MorningBriefFactory(created_by=head, market_day=TUESDAY + timedelta(days=number % 3))
    with CaptureQueriesContext(connection) as many:
        week(head)
    assert len(many) == len(few)
