"""A kind that was taken out of the code while pieces of it exist: clear words everywhere, nothing lost."""

import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse

from content.actions.copy_from_yesterday import copy_from_yesterday
from content.actions.copy_to_branch import copy_to_branch
from content.actions.take_rows import take_rows
from content.enums import ComponentState
from content.kinds import UGC_STORY
from content.models import Component, Import, WeeklyColumn
from content.models.imports import ImportStatus
from core import clock
from core.actions import Conflict, Refused
from people.models import User
from review.actions.prepare import prepare
from review.actions.withdraw_consent import withdraw_consent
from review.enums import EditionStatus, Verdict, WithdrawalGround
from review.models import Candidate, Case, Edition
from tests.content.posting import signed_in
from tests.factories.calendar import WeeklyColumnFactory
from tests.factories.imports import running
from tests.factories.kinds import GONE, declare_no_longer, make_of_kind, of_gone_kind
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import (
    approve_case,
    decide_case,
    officer_for,
    submit_component,
)
from tests.factories.stories import issue_story

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

OUT_OF_USE = "这一类内容已停用"
LABEL = "carousel (已停用的内容类型)"


@pytest.fixture
def tree() -> BranchTree:
    return branch_tree()


@pytest.fixture
def editor(tree: BranchTree) -> User:
    return UserFactory(editor=True, branch=tree.east)


TITLES = "td.title .title-wrapper a"


def page(user: User, address: str) -> BeautifulSoup:
    answer = signed_in(user).get(address)
    assert answer.status_code == 200
    return BeautifulSoup(answer.content, "html.parser")


@pytest.mark.parametrize("view", ["edit", "inspect"])
def test_its_old_addresses_say_so_and_show_all_that_was_written(view: str, editor: User) -> None:
    kept = of_gone_kind(editor)
    found = page(editor, f"/admin/content/{GONE}/{view}/{kept.pk}/").select_one("main")
    assert OUT_OF_USE in found.text
    for written in ("停用类别的内容", "怎样修改短信提醒？", "三张图讲清楚", "各位晚上好。", "12"):
        assert written in found.text
    assert found.select("form") == []


def test_looking_at_it_changes_nothing(editor: User) -> None:
    kept = of_gone_kind(editor)
    before = Component.objects.filter(pk=kept.pk).values().get(), kept.latest_revision.content
    signed_in(editor).get(f"/admin/content/{GONE}/edit/{kept.pk}/")
    assert (Component.objects.filter(pk=kept.pk).values().get(), kept.latest_revision.content) == before


def test_what_is_left_of_a_kind_is_in_the_list_of_all_pieces(editor: User) -> None:
    of_gone_kind(editor, "停用的一条")
    make_of_kind("faq", editor, clock.now(), title="还在用的一条")
    listing = reverse("content_all:index")
    found = page(editor, listing)
    assert {"停用的一条", "还在用的一条"} <= {one.text.strip() for one in found.select(TITLES)}
    assert LABEL in found.text
    assert [one["href"] for one in found.select(TITLES) if "停用的一条" in one.text] == [
        f"/admin/content/{GONE}/edit/{Component.objects.get(title='停用的一条').pk}/"
    ]
    led = signed_in(editor).get(f"/admin/content/{GONE}/")
    assert led["Location"] == f"{listing}?kind={GONE}"
    assert [one.text.strip() for one in page(editor, led["Location"]).select(TITLES)] == ["停用的一条"]


def test_another_branchs_and_a_declared_kinds_pieces_are_not_found_there(
    tree: BranchTree, editor: User
) -> None:
    kept = of_gone_kind(UserFactory(editor=True, branch=tree.west), "西城机密")
    own = make_of_kind("faq", editor, clock.now())
    client = signed_in(editor)
    for address in (
        f"/admin/content/{GONE}/edit/{kept.pk}/",
        f"/admin/content/{GONE}/",
        f"/admin/content/{GONE}/edit/{own.pk}/",
        reverse("content_gone:piece", args=["not-a-kind", own.pk]),
    ):
        answer = client.get(address)
        assert answer.status_code == 404
        assert "西城机密" not in answer.content.decode()


def test_those_who_do_not_oversee_are_sent_home(tree: BranchTree, editor: User) -> None:
    kept = of_gone_kind(editor)
    manager = UserFactory(manager=True, administrator=True, branch=tree.east)
    answer = signed_in(manager).get(f"/admin/content/{GONE}/edit/{kept.pk}/")
    assert (answer.status_code, answer["Location"]) == (302, "/admin/")


def test_home_leads_to_what_is_kept(editor: User) -> None:
    kept = of_gone_kind(editor)
    found = page(editor, reverse("wagtailadmin_home")).select_one("#my-drafts-section")
    assert [one["href"] for one in found.select("td.title a")] == [f"/admin/content/{GONE}/edit/{kept.pk}/"]
    assert LABEL in found.text


def test_where_it_is_used_is_told(editor: User) -> None:
    kept = of_gone_kind(editor)
    found = page(editor, reverse("where_used:component", args=[kept.public_id]))
    assert f"/admin/content/{GONE}/edit/{kept.pk}/" in {one.get("href") for one in found.select("a")}


def test_it_cannot_be_submitted_or_copied(tree: BranchTree, editor: User) -> None:
    kept = of_gone_kind(editor)
    with pytest.raises(Conflict, match=OUT_OF_USE):
        prepare(kept, clock.now())
    with pytest.raises(Refused):
        copy_from_yesterday(kept, actor=editor, at=clock.now())
    client, address = signed_in(editor), reverse("review_submit:submit", args=[kept.public_id])
    for answer in (client.get(address), client.post(address)):
        assert answer["Location"] == f"/admin/content/{GONE}/edit/{kept.pk}/"
    assert Component.objects.count() == 1
    assert not Candidate.objects.exists()


def test_the_calendar_names_a_column_whose_kind_is_gone(tree: BranchTree) -> None:
    head = UserFactory(editor=True, branch=tree.head_office)
    column = WeeklyColumnFactory(branch=tree.head_office, name="周二轮播", kind=GONE)
    gap = page(head, reverse("calendar_month:index")).select_one(".calendar-gap")
    assert "周二轮播" in gap.text
    assert LABEL in gap.text
    assert gap.select("a") == []
    assert LABEL in page(head, reverse("calendar_columns:list")).text
    form = page(head, reverse("calendar_columns:edit", args=[column.pk]))
    assert [one["value"] for one in form.select("#id_kind option[selected]")] == [""]
    assert LABEL in form.select_one("#panel-child-content-kind-content, #id_kind-helptext, main").text
    assert WeeklyColumn.objects.get().kind == GONE


def test_an_import_of_it_stops_and_is_still_shown(editor: User, monkeypatch: pytest.MonkeyPatch) -> None:
    source = running(editor, "表.xlsx", "示范问题")
    declare_no_longer(monkeypatch, source.kind)
    assert take_rows(source, clock.now()) == 0
    stopped = Import.objects.get()
    assert stopped.status == ImportStatus.STOPPED
    assert OUT_OF_USE in stopped.stopped_because
    assert not Component.objects.exists()
    assert OUT_OF_USE in page(editor, reverse("imports:import", args=[source.public_id])).text
    assert f"{source.kind} (已停用的内容类型)" in page(editor, reverse("imports:index")).text


@pytest.fixture
def case(editor: User) -> Case:
    return submit_component(make_of_kind("faq", editor, clock.now(), title="示范标题甲乙丙"), editor)


def test_an_open_case_is_shown_decided_and_comes_back(
    case: Case, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    declare_no_longer(monkeypatch, "faq")
    officer = officer_for(editor.branch)
    for user in (officer, editor):
        found = page(user, reverse("review_case:case", args=[case.public_id])).text
        assert "faq (已停用的内容类型)" in found
        assert "打开手机银行，进入“设置”，选择“消息提醒”即可修改。" in found
    decide_case(case, verdict=Verdict.RETURN, reasons="请改写标题。")
    back = page(editor, reverse("wagtailadmin_home")).select_one("#returned-pieces-section")
    assert f"/admin/content/faq/edit/{case.candidate.component_id}/" in {
        one.get("href") for one in back.select("a")
    }
    assert Component.objects.get().state == ComponentState.DRAFT


def test_an_edition_is_read_found_and_recalled_as_before(
    case: Case, editor: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = approve_case(case)
    declare_no_longer(monkeypatch, "faq")
    client.force_login(UserFactory(manager=True, branch=editor.branch))
    reading = client.get(reverse("edition", args=[edition.public_id])).content.decode()
    assert "faq (已停用的内容类型)" in reading
    assert "打开手机银行，进入“设置”，选择“消息提醒”即可修改。" in reading
    assert str(edition.public_id) in client.get(reverse("search"), {"q": "甲乙丙"}).content.decode()
    assert str(edition.public_id) in client.get(reverse("search")).content.decode()
    assert client.get(reverse("home")).status_code == 200
    for name in ("review_edition:edition", "review_edition:suspend", "review_edition:where_used"):
        page(officer_for(editor.branch), reverse(name, args=[edition.public_id]))


def test_a_branch_below_may_read_it_and_not_copy_it(
    tree: BranchTree, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, below = (UserFactory(editor=True, branch=branch) for branch in (tree.head_office, tree.east))
    edition = approve_case(submit_component(make_of_kind("faq", head, clock.now()), head))
    declare_no_longer(monkeypatch, "faq")
    found = page(below, reverse("review_shared:edition", args=[edition.public_id]))
    copying = reverse("branch_copy:copy", args=[edition.component.public_id])
    assert [one for one in found.select("form") if one.get("action") == copying] == []
    with pytest.raises(Refused, match=OUT_OF_USE):
        copy_to_branch(edition.component, actor=below, at=clock.now())
    assert Component.objects.count() == 1


def test_a_copy_keeps_its_page_and_takes_no_update(tree: BranchTree, monkeypatch: pytest.MonkeyPatch) -> None:
    head, below = (UserFactory(editor=True, branch=branch) for branch in (tree.head_office, tree.east))
    edition = approve_case(submit_component(make_of_kind("faq", head, clock.now()), head))
    copy = copy_to_branch(edition.component, actor=below, at=clock.now())
    declare_no_longer(monkeypatch, "faq")
    answer = signed_in(below).get(reverse("branch_copy:update", args=[copy.public_id]))
    assert answer["Location"] == f"/admin/content/faq/edit/{copy.pk}/"


def test_a_customer_withdraws_the_consent_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    edition = issue_story()
    declare_no_longer(monkeypatch, UGC_STORY.code)
    officer = officer_for(edition.branch)
    page(officer, reverse("review_consent:withdraw", args=[edition.component.public_id]))
    withdraw_consent(
        edition.component.public_id, ground=WithdrawalGround.CUSTOMER, actor=officer, at=clock.now()
    )
    assert Edition.objects.get().status == EditionStatus.RECALLED


def test_what_rests_on_no_consent_is_not_withdrawn_because_its_kind_is_gone(
    case: Case, editor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    edition = approve_case(case)
    declare_no_longer(monkeypatch, "faq")
    with pytest.raises(Conflict):
        withdraw_consent(
            edition.component.public_id,
            ground=WithdrawalGround.CUSTOMER,
            actor=officer_for(editor.branch),
            at=clock.now(),
        )
    assert Edition.objects.get().status == EditionStatus.ISSUED
