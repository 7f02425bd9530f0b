"""A brief whose market day is no trading day: words, no refusal."""

from datetime import date, datetime

import pytest
from bs4 import BeautifulSoup
from django.urls import reverse

from content.actions.copy_from_yesterday import copy_from_yesterday
from content.enums import DayTable
from content.models import Component
from people.models import User
from tests.conftest import SHANGHAI
from tests.content.posting import form_data, signed_in
from tests.factories.calendar import make_year
from tests.factories.content import MorningBriefFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
HOLIDAY = {date(2026, 2, day): False for day in (16, 17, 18, 19, 20, 23)}


def words(editor: User, day: date) -> list[str]:
    brief = MorningBriefFactory(created_by=editor, market_day=day)
    response = signed_in(editor).get(reverse("content_morning_brief:edit", args=[brief.pk]))
    found = BeautifulSoup(response.content, "html.parser").select("[data-market-day-warning]")
    return [one.text.strip() for one in found]


def test_a_trading_day_needs_no_words(editor: User) -> None:
    make_year(DayTable.EXCHANGE, 2026, HOLIDAY)
    assert words(editor, date(2026, 2, 13)) == []


def test_a_closed_day_is_warned_about_with_the_next_trading_day(editor: User) -> None:
    make_year(DayTable.EXCHANGE, 2026, HOLIDAY)
    (found,) = words(editor, date(2026, 2, 14))
    assert "2026-02-14" in found
    assert "2026-02-24" in found


def test_an_unknown_year_is_said_not_guessed(editor: User) -> None:
    (found,) = words(editor, date(2026, 2, 13))
    assert "尚未录入 2026 年" in found


def test_the_warned_brief_is_saved_all_the_same(editor: User) -> None:
    make_year(DayTable.EXCHANGE, 2026, HOLIDAY)
    brief = MorningBriefFactory(created_by=editor, market_day=date(2026, 2, 17))
    address = reverse("content_morning_brief:edit", args=[brief.pk])
    assert signed_in(editor).post(address, form_data(brief, title="照样保存")).status_code == 302
    assert Component.objects.get().title == "照样保存"


@pytest.mark.parametrize(
    ("days", "at", "expected"),
    [
        (HOLIDAY, date(2026, 2, 13), date(2026, 2, 13)),
        (HOLIDAY, date(2026, 2, 14), date(2026, 2, 24)),
        (None, date(2026, 2, 14), date(2026, 2, 14)),
    ],
)
def test_a_copy_moves_to_the_next_trading_day_where_it_is_known(
    days: dict[date, bool] | None, at: date, expected: date, editor: User
) -> None:
    if days is not None:
        make_year(DayTable.EXCHANGE, 2026, days)
    source = MorningBriefFactory(created_by=editor, title="晨间财经早报 2026-02-12")
    morning = datetime(at.year, at.month, at.day, 7, 30, tzinfo=SHANGHAI)
    draft = copy_from_yesterday(source, actor=editor, at=morning)
    assert draft.body[0].value["market_date"] == expected
    assert draft.title == f"晨间财经早报 {expected}"
    assert draft.valid_from.astimezone(SHANGHAI).date() == expected
    assert draft.valid_until > datetime(expected.year, expected.month, expected.day, 12, tzinfo=SHANGHAI)
