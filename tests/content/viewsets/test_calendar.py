"""The calendar's tables: who keeps them, what the lists say, and the import page."""

from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from content.enums import DayTable
from content.models import CalendarDay, CalendarYear, Festival, WeeklyColumn
from people.models import User
from tests.content.posting import signed_in
from tests.factories.calendar import BUNDLED, FestivalFactory, WeeklyColumnFactory, make_year
from tests.factories.people import BranchTree, UserFactory
from tests.factories.tags import TagFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
IMPORT = reverse("calendar_import:index")
OF_ONE = ("edit", "history", "usage", "delete")


@pytest.fixture
def keeper(tree: BranchTree) -> User:
    return UserFactory(operator=True, branch=tree.head_office)


def status(user: User, address: str) -> int:
    return int(signed_in(user).get(address).status_code)


@pytest.mark.parametrize("table", ["calendar_days", "calendar_festivals"])
def test_the_head_office_keeps_what_is_the_banks(table: str, tree: BranchTree, keeper: User) -> None:
    key = (make_year(DayTable.BANK, 2026) if table == "calendar_days" else FestivalFactory()).pk
    add, edit = reverse(f"{table}:add"), reverse(f"{table}:edit", args=[key])
    assert [status(keeper, address) for address in (add, edit)] == [200, 200]
    for other in (
        UserFactory(editor=True, branch=tree.east),
        UserFactory(officer=True, branch=tree.head_office),
    ):
        assert [status(other, address) for address in (add, edit)] == [302, 302]
        assert status(other, reverse(f"{table}:list")) == 200


@pytest.mark.parametrize("view", OF_ONE)
def test_another_branchs_column_does_not_exist(view: str, tree: BranchTree, editor: User) -> None:
    foreign = WeeklyColumnFactory(branch=tree.west, name="西城机密栏目")
    response = signed_in(editor).get(reverse(f"calendar_columns:{view}", args=[foreign.pk]), follow=True)
    assert "西城机密栏目" not in response.content.decode()
    assert response.status_code in ({404} if view != "delete" else {200, 403})
    assert "西城机密栏目" not in signed_in(editor).get(reverse("calendar_columns:list")).content.decode()


def test_an_editor_makes_a_column_in_an_own_branch_and_in_no_other(tree: BranchTree, editor: User) -> None:
    data = {
        "name": "周二5折提前购",
        "code": "tuesday-half",
        "weekday": "2",
        "slot": "noon",
        "kind": "noon_deal",
        "tier": "basic",
        "segments": ["credit_card"],
        "is_active": "on",
    }
    add = reverse("calendar_columns:add")
    assert signed_in(editor).post(add, {**data, "branch": tree.west.pk}).status_code == 200
    assert WeeklyColumn.objects.count() == 0
    signed_in(editor).post(add, {**data, "branch": tree.east_sub.pk})
    assert WeeklyColumn.objects.get().branch == tree.east_sub


@pytest.mark.parametrize(
    ("table", "factory", "said"),
    [
        (
            "calendar_columns",
            WeeklyColumnFactory,
            {
                "weekday": "3",
                "slot": "noon",
                "kind": "noon_deal",
                "tier": "basic",
                "segments": ["credit_card"],
            },
        ),
        ("content_tags", TagFactory, {}),
    ],
)
def test_a_name_changes_and_the_code_stays(
    table: str, factory: Any, said: dict[str, Any], editor: User
) -> None:
    row = factory(branch=editor.branch, name="旧名")
    data = {**said, "name": "新名", "code": "another", "branch": editor.branch.pk, "is_active": "on"}
    response = signed_in(editor).post(reverse(f"{table}:edit", args=[row.pk]), data)
    assert response.status_code == 302
    saved = type(row).objects.get()
    assert (saved.name, saved.code) == ("新名", row.code)


def test_no_column_is_deleted(editor: User) -> None:
    column = WeeklyColumnFactory(branch=editor.branch)
    signed_in(editor).post(reverse("calendar_columns:delete", args=[column.pk]))
    assert WeeklyColumn.objects.filter(pk=column.pk).exists()


def test_a_festival_without_a_date_says_so(keeper: User) -> None:
    FestivalFactory(name="腊月三十", rule="lunar", month=12, day=30)
    FestivalFactory(name="父亲节", rule="weekday", month=6, day=None, weekday="7", nth=3)
    page = BeautifulSoup(signed_in(keeper).get(reverse("calendar_festivals:list")).content, "html.parser")
    text = {row.select_one("td.title").text.strip(): row.text for row in page.select("tbody tr")}
    words = next(text[name] for name in text if name.startswith("腊月三十"))
    assert "2026 年没有这一天" in words
    assert "2026-06-21" in next(text[name] for name in text if name.startswith("父亲节"))


def test_a_rule_without_what_it_needs_is_refused(keeper: User) -> None:
    data = {"name": "半个节", "code": "half", "occasion": "festival", "rule": "weekday", "month": "6"}
    response = signed_in(keeper).post(
        reverse("calendar_festivals:add"), {**data, "shift": "0", "lasts": "1", "source": "示范"}
    )
    assert response.status_code == 200
    assert set(response.context["form"].errors) == {"weekday", "nth"}
    assert Festival.objects.count() == 0


@pytest.mark.parametrize(
    ("changes", "wrong"),
    [
        ({"rule": ""}, {"rule"}),
        ({"rule": "solar", "month": "2", "day": "30"}, {"day"}),
        ({"rule": "solar", "month": "13", "day": "1"}, {"month"}),
        ({"rule": "lunar", "month": "12", "day": "31"}, {"day"}),
    ],
)
def test_a_day_that_no_year_has_is_refused(changes: dict[str, str], wrong: set[str], keeper: User) -> None:
    data = {"name": "没有的节", "code": "none", "occasion": "festival", "shift": "0", "lasts": "1"}
    response = signed_in(keeper).post(
        reverse("calendar_festivals:add"), {**data, "source": "示范", **changes}
    )
    assert response.status_code == 200
    assert set(response.context["form"].errors) == wrong
    assert response.context["form"]["name"].value() == "没有的节"


def posted(user: User, **data: Any) -> Any:
    return signed_in(user).post(IMPORT, data)


def test_the_page_shows_before_it_takes_in(keeper: User) -> None:
    content = (BUNDLED / "days-2026.csv").read_bytes()
    looked = posted(keeper, file=SimpleUploadedFile("days.csv", content))
    assert looked.status_code == 200
    assert len(looked.context["changes"]) == 58
    assert CalendarDay.objects.count() == 0
    seen = BeautifulSoup(looked.content, "html.parser").select_one("input[name=seen]")["value"]
    assert posted(keeper, seen=seen).status_code == 302
    assert CalendarDay.objects.filter(day=date(2026, 2, 17), is_open=False).count() == 2
    again = posted(keeper, file=SimpleUploadedFile("days.csv", content))
    assert (again.context["changes"], again.context["same"]) == ([], 58)


def test_errors_are_shown_by_line_and_nothing_is_taken(keeper: User) -> None:
    content = "表,日期,开闭,名称,来源,已核对\n银行工作日,<b>昨天</b>,休,劳动节,示范通知,否\n".encode()
    response = posted(keeper, file=SimpleUploadedFile("days.csv", content))
    assert response.status_code == 400
    assert "&lt;b&gt;昨天" in response.content.decode()
    assert CalendarYear.objects.count() == 0


@pytest.mark.parametrize("data", [{}, {"seen": "%%%"}, {"seen": ""}])
def test_nothing_chosen_is_asked_for(data: dict[str, str], keeper: User) -> None:
    assert posted(keeper, **data).status_code == 400


def test_who_may_not_take_it_in_is_told(tree: BranchTree, editor: User) -> None:
    content = (BUNDLED / "days-2026.csv").read_bytes()
    looked = posted(editor, file=SimpleUploadedFile("days.csv", content))
    seen = BeautifulSoup(looked.content, "html.parser").select_one("input[name=seen]")["value"]
    response = posted(editor, seen=seen)
    assert response.status_code == 403
    assert "总行" in response.content.decode()
    officer = signed_in(UserFactory(officer=True, branch=tree.head_office))
    assert "csv" not in officer.get(IMPORT).content.decode()
    assert CalendarYear.objects.count() == 0
