"""From head office: what the branches above have in force, and nothing else."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.actions.copy_to_branch import copy_to_branch
from core import clock
from people.models import User
from tests.factories.content import ImageFactory, MorningBriefFactory
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import issue_edition, make_component, recall_edition

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]

INDEX = "review_shared:index"


@pytest.fixture
def tree(db: None) -> BranchTree:
    return branch_tree()


@pytest.fixture
def editor(tree: BranchTree, client: Client) -> User:
    user = UserFactory(editor=True, branch=tree.east)
    client.force_login(user)
    return user


def test_only_what_the_branches_above_have_in_force_is_listed(
    tree: BranchTree, editor: User, client: Client
) -> None:
    issue_edition(branch=tree.head_office, title="总行在用早报")
    for branch, title in ((tree.east, "本行早报"), (tree.west, "西城早报"), (tree.east_sub, "支行早报")):
        issue_edition(branch=branch, title=title)
    recall_edition(issue_edition(branch=tree.head_office, title="召回早报"))
    MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.head_office), title="总行草稿")
    page = client.get(reverse(INDEX)).content.decode()
    assert "总行在用早报" in page
    for hidden in ("本行早报", "西城早报", "支行早报", "召回早报", "总行草稿"):
        assert hidden not in page


def test_the_page_shows_the_piece_and_the_button(tree: BranchTree, editor: User, client: Client) -> None:
    picture = ImageFactory(branch=tree.head_office)
    edition = issue_edition(branch=tree.head_office, title="总行在用早报", pictures=[picture])
    page = client.get(reverse("review_shared:edition", args=[edition.public_id])).content.decode()
    assert "早安，今日财经早报请查收。" in page
    assert reverse("branch_copy:copy", args=[edition.component.public_id]) in page
    assert picture.get_rendition("max-900x900").url in page
    draft = copy_to_branch(edition.component, actor=editor, at=clock.now())
    page = client.get(reverse("review_shared:edition", args=[edition.public_id])).content.decode()
    assert reverse("content_morning_brief:edit", args=[draft.pk]) in page


def test_an_officer_looks_without_the_button(tree: BranchTree, client: Client) -> None:
    edition = issue_edition(branch=tree.head_office)
    client.force_login(UserFactory(officer=True, branch=tree.east))
    page = client.get(reverse("review_shared:edition", args=[edition.public_id]))
    assert page.status_code == 200
    assert "branch-copies" not in page.content.decode()


@pytest.mark.parametrize("whose", ["east", "west", "east_sub"])
def test_others_do_not_exist_here(whose: str, tree: BranchTree, editor: User, client: Client) -> None:
    edition = issue_edition(branch=getattr(tree, whose), title="别处机密早报")
    response = client.get(reverse("review_shared:edition", args=[edition.public_id]))
    assert response.status_code == 404
    assert "别处机密早报" not in response.content.decode()


def test_what_was_recalled_is_gone(tree: BranchTree, editor: User, client: Client) -> None:
    edition = issue_edition(branch=tree.head_office, title="召回早报")
    recall_edition(edition)
    response = client.get(reverse("review_shared:edition", args=[edition.public_id]))
    assert response.status_code == 404
    assert "召回早报" not in response.content.decode()


def test_the_list_asks_as_often_for_twenty_as_for_one(tree: BranchTree, editor: User, client: Client) -> None:
    author = UserFactory(editor=True, branch=tree.head_office)

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse(INDEX)).status_code == 200
        return len(captured)

    issue_edition(component=make_component(editor=author, title="早报"))
    asked()
    one = asked()
    for number in range(19):
        issue_edition(component=make_component(editor=author, title=f"早报{number}"))
    assert asked() == one
