"""Review's panels on the home page: for whom, what, and what they cost."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core import clock
from people.enums import DESK, Role
from people.models import User
from review.enums import Verdict
from review.models import Case
from review.panels.home import panels_for
from review.queries.home import branch_counts, lapsing_today, returned_to
from tests.content.posting import signed_in
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import decide_case, issue_edition, make_component, open_case, submit_component

pytestmark = pytest.mark.django_db
HOME = reverse("wagtailadmin_home")


@pytest.fixture
def tree() -> BranchTree:
    return branch_tree()


@pytest.fixture
def editor(tree: BranchTree) -> User:
    return UserFactory(editor=True, branch=tree.east)


def panel(user: User, name: str) -> BeautifulSoup:
    page = BeautifulSoup(signed_in(user).get(HOME).content, "html.parser")
    found = page.select_one(f"#{name}-section")
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("role", "names"),
    [
        (Role.EDITOR, {"returned_pieces", "submitted_pieces", "lapsing_editions"}),
        (Role.OFFICER, {"waiting_cases"}),
        (Role.LEGAL, {"waiting_cases"}),
        (Role.CONSUMER_PROTECTION, {"waiting_cases"}),
        (Role.LEAD, {"branch_counts", "lapsing_editions"}),
        (Role.OPERATOR, {"branch_counts", "lapsing_editions", "ledger_state"}),
        (Role.AUDITOR, {"branch_counts", "lapsing_editions", "ledger_state"}),
        (Role.ADMINISTRATOR, set()),
    ],
)
def test_each_role_has_its_panels(role: Role, names: set[str], tree: BranchTree) -> None:
    assert {one.name for one in panels_for(UserFactory(roles=[role], branch=tree.head_office))} == names
    below = {one.name for one in panels_for(UserFactory(roles=[role], branch=tree.east))}
    assert below == names - {"ledger_state"}


@pytest.mark.parametrize("role", sorted(DESK))
def test_an_empty_home_page_says_in_each_panel_what_to_do(role: Role, tree: BranchTree) -> None:
    page = signed_in(UserFactory(roles=[role], branch=tree.head_office)).get(HOME)
    assert page.status_code == 200
    for one in BeautifulSoup(page.content, "html.parser").select(".desk-home__panel"):
        assert one.select("p, li"), one.get_text()


def test_what_came_back_stands_with_the_officers_words(tree: BranchTree, editor: User) -> None:
    case = open_case(editor=editor, title="退回的早报")
    decide_case(case, verdict=Verdict.RETURN, reasons="请补充数据来源。")
    other = open_case(branch=tree.east, title="别人的早报")
    decide_case(other, verdict=Verdict.RETURN, reasons="别人的意见。")
    shown = panel(editor, "returned-pieces")
    assert "请补充数据来源。" in shown.get_text()
    assert "别人" not in shown.get_text()
    component = case.candidate.component_id
    links = [link["href"] for link in shown.select(".desk-notes a")]
    assert links == [
        reverse("content_morning_brief:edit", args=[component]),
        reverse("review_case:case", args=[case.public_id]),
    ]


def test_what_was_submitted_again_is_not_told_as_returned(editor: User) -> None:
    case = open_case(editor=editor)
    decide_case(case, verdict=Verdict.RETURN, reasons="请修改。")
    component = case.candidate.component
    component.refresh_from_db()
    component.title = "改过的早报"
    component.save_revision(user=editor, clean=False)
    assert list(returned_to(editor)) == [case]
    submit_component(component, editor)
    assert list(returned_to(editor)) == []
    assert "改过的早报" in panel(editor, "submitted-pieces").get_text()


def test_the_queue_says_how_much_waits_and_how_much_is_overdue(tree: BranchTree) -> None:
    for days in (0, 0, 5):
        case = open_case(branch=tree.east)
        Case.objects.filter(pk=case.pk).update(due_at=clock.now() + timedelta(days=days, hours=-1))
    open_case(branch=tree.west)
    shown = panel(UserFactory(officer=True, branch=tree.east), "waiting-cases").get_text(" ", strip=True)
    assert "3 cases wait for you." in shown
    assert "2 are overdue." in shown


def test_what_lapses_today_is_told_to_the_branch(tree: BranchTree, frozen_clock: object) -> None:
    at = clock.now()
    for branch, title, hours in (
        (tree.east, "今日到期", 5),
        (tree.east, "明日到期", 30),
        (tree.west, "西城机密", 5),
    ):
        editor = UserFactory(editor=True, branch=branch)
        issue_edition(
            component=make_component(editor=editor, title=title, valid_until=at + timedelta(hours=hours))
        )
    user = UserFactory(editor=True, branch=tree.east)
    assert [edition.title for edition in lapsing_today(user, at)] == ["今日到期"]
    counts = branch_counts(UserFactory(lead=True, branch=tree.head_office), at)
    assert (counts.waiting, counts.overdue, counts.in_force, counts.lapsing) == (0, 0, 3, 2)
    assert branch_counts(UserFactory(lead=True, branch=tree.west), at).in_force == 1


@pytest.mark.parametrize("roles", [[Role.EDITOR], [Role.OFFICER], [Role.LEAD, Role.OPERATOR, Role.AUDITOR]])
def test_the_home_page_costs_the_same_with_one_and_with_twenty(roles: list[Role], tree: BranchTree) -> None:
    user = UserFactory(roles=roles, branch=tree.head_office)
    author = user if Role.EDITOR in roles else UserFactory(editor=True, branch=tree.east)
    at = clock.now()

    def make() -> None:
        open_case(editor=author)
        decide_case(open_case(editor=author), verdict=Verdict.RETURN, reasons="请修改。")
        issue_edition(component=make_component(editor=author, valid_until=at + timedelta(minutes=5)))
        make_component(editor=author)

    make()
    client = signed_in(user)
    client.get(HOME)
    with CaptureQueriesContext(connection) as one:
        client.get(HOME)
    for _number in range(7):
        make()
    with CaptureQueriesContext(connection) as more:
        client.get(HOME)
    assert len(more) == len(one)
