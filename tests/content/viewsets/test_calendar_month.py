"""The month in the admin, the way from a gap to a piece, and the gaps on the home page."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.enums import DayTable
from content.kinds import NOON_DEAL
from content.models import Component
from core import clock
from people.models import User
from tests.content.posting import form_data, signed_in
from tests.factories.calendar import FestivalFactory, WeeklyColumnFactory, make_year
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchTree, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
MONTH = reverse("calendar_month:index")


@pytest.fixture
def head(tree: BranchTree) -> User:
    return UserFactory(editor=True, branch=tree.head_office)


def page(user: User, address: str = MONTH, **query: str) -> BeautifulSoup:
    response = signed_in(user).get(address, query)
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser")


def cell(found: BeautifulSoup, day: str) -> Any:
    return found.select_one(f'td:has(time[datetime="{day}"])')


def test_the_month_is_a_table_with_headed_columns_and_a_caption(head: User) -> None:
    make_year(DayTable.BANK, 2026, {date(2026, 3, 2): False})
    make_year(DayTable.EXCHANGE, 2026)
    FestivalFactory(name="示范妇女节")
    found = page(head)
    assert len(found.select("table.calendar-table th[scope=col]")) == 7
    assert "2026-03" in found.select_one("caption").text
    assert len(found.select("tbody tr")) == 6
    assert [one["datetime"] for one in found.select("td[aria-current=date] time")] == ["2026-03-02"]
    assert "休" in cell(found, "2026-03-02").text
    assert "示范妇女节" in cell(found, "2026-03-08").text


def test_a_gap_leads_to_a_form_that_opens_for_its_day_and_column(head: User) -> None:
    column = WeeklyColumnFactory(
        branch=head.branch, name="周二5折提前购", segments=["payroll"], tier="high_end"
    )
    (gap,) = cell(page(head), "2026-03-10").select(".calendar-gap")
    assert "周二5折提前购" in gap.text
    link = gap.select_one("a")
    assert "2026-03-10" in link["aria-label"]
    opened = signed_in(head).get(link["href"]).context["form"].instance
    assert (opened.title, opened.column, opened.segments, opened.tier) == (
        "周二5折提前购 03-10",
        column,
        ["payroll"],
        "high_end",
    )
    assert clock.now() < opened.valid_from
    assert opened.valid_from.astimezone(clock.now().tzinfo).date() == date(2026, 3, 10)
    assert (opened.valid_until - opened.valid_from).days == 1
    assert Component.objects.count() == 0


def test_a_missing_brief_opens_with_its_market_day(head: User) -> None:
    make_year(DayTable.EXCHANGE, 2026)
    link = cell(page(head), "2026-03-03").select_one(".calendar-gap a")
    opened = signed_in(head).get(link["href"]).context["form"].instance
    assert opened.body[0].value["market_date"] == date(2026, 3, 3)


def test_what_a_link_asks_wrongly_is_left_out(tree: BranchTree, editor: User) -> None:
    WeeklyColumnFactory(code="west", name="西城机密栏目", branch=tree.west)
    response = signed_in(editor).get(reverse("content_noon_deal:add"), {"day": "soon", "column": "west"})
    assert response.status_code == 200
    assert response.context["form"].instance.column is None
    assert "西城机密栏目" not in response.content.decode()


def test_a_piece_cannot_be_put_into_the_column_of_another_branch(tree: BranchTree, editor: User) -> None:
    own = WeeklyColumnFactory(branch=tree.east_sub)
    foreign = WeeklyColumnFactory(branch=tree.west)
    made = make_of_kind(NOON_DEAL.code, editor, clock.now())
    address = reverse("content_noon_deal:edit", args=[made.pk])
    signed_in(editor).post(address, form_data(made, column=foreign.pk))
    assert Component.objects.get().column is None
    signed_in(editor).post(address, form_data(made, column=own.pk))
    assert Component.objects.get().column == own


def test_who_does_not_write_sees_gaps_without_the_way(head: User) -> None:
    WeeklyColumnFactory(branch=head.branch)
    gap = cell(page(UserFactory(lead=True, branch=head.branch)), "2026-03-03").select_one(".calendar-gap")
    assert gap is not None
    assert gap.select("a") == []


def test_months_filters_and_nonsense(tree: BranchTree, head: User) -> None:
    found = page(head, month="2026-12", kind="noon_deal")
    assert "2026-12" in found.select_one("caption").text
    links = {link["rel"][0]: link["href"] for link in found.select(".calendar-months a[rel]")}
    assert links == {"prev": "?month=2026-11&kind=noon_deal", "next": "?month=2027-01&kind=noon_deal"}
    for month in ("2026-13", "0001-01", "9999-12", "x"):
        assert (
            "2026-03" in page(head, month=month, branch="x", kind="x", state="x").select_one("caption").text
        )


def test_a_branch_filter_offers_what_is_overseen(tree: BranchTree, editor: User) -> None:
    options = [option.text for option in page(editor).select("select[name=branch] option")][1:]
    assert options == ["示范银行东城分行", "示范银行东城桃园支行"]
    WeeklyColumnFactory(branch=tree.west, name="西城机密栏目")
    assert "西城机密栏目" not in str(page(editor, branch=str(tree.west.pk)))


def test_an_unknown_year_is_said(head: User) -> None:
    found = page(head, month="2031-05")
    words = [warning.text for warning in found.select(".help-warning")]
    assert len(words) == 2
    assert all("2031" in one for one in words)
    assert "休" not in cell(found, "2031-05-03").text


@pytest.mark.parametrize("trait", ["manager", "administrator"])
def test_who_oversees_nothing_has_no_calendar(trait: str, tree: BranchTree) -> None:
    client = signed_in(UserFactory(branch=tree.head_office, **{trait: True}))
    response = client.get(MONTH)
    assert response.status_code in {302, 403}
    assert "calendar-table" not in response.content.decode()


def test_a_visitor_is_sent_to_log_in() -> None:
    assert Client().get(MONTH).status_code == 302


def test_the_page_costs_as_much_however_many_there_are(head: User) -> None:
    make_year(DayTable.EXCHANGE, 2026)
    WeeklyColumnFactory(branch=head.branch)
    make_of_kind(NOON_DEAL.code, head, clock.now())
    client = signed_in(head)
    client.get(MONTH)
    with CaptureQueriesContext(connection) as few:
        client.get(MONTH)
    for _number in range(10):
        WeeklyColumnFactory(branch=head.branch)
        make_of_kind(NOON_DEAL.code, head, clock.now())
    with CaptureQueriesContext(connection) as many:
        client.get(MONTH)
    assert len(many) == len(few)


def test_the_home_page_lists_the_next_seven_days_gaps_for_who_writes(head: User) -> None:
    make_year(DayTable.EXCHANGE, 2026)
    make_year(DayTable.BANK, 2026)
    WeeklyColumnFactory(branch=head.branch, name="周二5折提前购")
    home = reverse("wagtailadmin_home")
    rows = page(head, home).select("#gaps-section tbody tr, #gaps tbody tr")
    assert [row.select_one("time")["datetime"] for row in rows] == [
        "2026-03-02",
        "2026-03-03",
        "2026-03-03",
        "2026-03-04",
        "2026-03-05",
        "2026-03-06",
    ]
    assert all(row.select("a") for row in rows)
    assert "周二5折提前购" not in str(page(UserFactory(auditor=True, branch=head.branch), home))


def test_a_festival_without_a_date_in_the_year_is_named(head: User) -> None:
    FestivalFactory(name="示范闰日", month=2, day=29)
    FestivalFactory(name="示范妇女节")
    assert "2026年没有对应日期：示范闰日。" in page(head).text
    assert "没有对应日期" not in page(head, month="2028-02").text
    assert "示范闰日" in cell(page(head, month="2028-02"), "2028-02-29").text
