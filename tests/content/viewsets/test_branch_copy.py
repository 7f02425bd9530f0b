"""The page of differences, and the three places that say that there are some."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _

from content.actions.copy_to_branch import copy_to_branch
from content.models import BranchCopy, Component
from core import clock
from people.models import User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.content.posting import signed_in
from tests.content.reissuing import reissue, write
from tests.factories.people import BranchTree, UserFactory
from tests.factories.review import issue_edition, recall_edition

pytestmark = pytest.mark.usefixtures("frozen_clock")

GROUP = "各位早上好，总行有新要点。\n以上信息仅供参考，不构成任何投资建议。"


@pytest.fixture
def edition(tree: BranchTree) -> Edition:
    return issue_edition(branch=tree.head_office, title="总行早报")


@pytest.fixture
def copy(edition: Edition, editor: User, frozen_clock: FrozenClock) -> Component:
    """A copy whose title both changed, and whose group text head office changed."""
    made = copy_to_branch(edition.component, actor=editor, at=clock.now())
    reissue(edition, frozen_clock, title="总行早报二", group=GROUP)
    return write(made, title="东城早报")


def address(copy: Component) -> str:
    return reverse("branch_copy:update", args=[copy.public_id])


def posted(copy: Component, version: str, **more: str) -> dict[str, str]:
    held = Component.objects.get(pk=copy.pk)
    return {"version": version, "revision": str(held.latest_revision_id), **more}


def test_the_page_shows_theirs_and_ours(copy: Component, editor: User) -> None:
    response = signed_in(editor).get(address(copy))
    page = response.content.decode()
    assert [(one.place, one.side) for one in response.context["incoming"]] == [
        ("title", "conflict"),
        ("channels/group", "theirs"),
    ]
    for words in ("总行早报二", "东城早报", "各位早上好，总行有新要点。", "各位早上好，今日市场要点如下。"):
        assert words in page
    assert 'value="take"' in page


def test_one_press_takes_all_that_touches_nothing_of_ours(
    copy: Component, edition: Edition, editor: User
) -> None:
    client = signed_in(editor)
    version = client.get(address(copy)).context["update"].version.sha256
    response = client.post(address(copy), posted(copy, version))
    assert response.headers["Location"] == address(copy)
    saved = Component.objects.get(pk=copy.pk)
    assert saved.title == "东城早报"
    assert {block.block_type: block.value["text"] for block in saved.channels}["group"] == GROUP
    assert [one.place for one in client.get(address(copy)).context["incoming"]] == ["title"]


def test_a_conflict_is_decided_by_itself(copy: Component, editor: User) -> None:
    client = signed_in(editor)
    version = client.get(address(copy)).context["update"].version.sha256
    client.post(address(copy), posted(copy, version, place="title", choice="take"))
    assert Component.objects.get(pk=copy.pk).title == "总行早报二"


def test_what_was_seen_is_what_is_decided(copy: Component, editor: User) -> None:
    response = signed_in(editor).post(address(copy), posted(copy, "0" * 64, place="title", choice="take"))
    assert response.status_code == 409
    assert Component.objects.get(pk=copy.pk).title == "东城早报"


@pytest.mark.parametrize("sent", [{}, {"version": "x"}, {"version": "x", "revision": "1", "choice": "burn"}])
def test_nonsense_is_a_400(sent: dict[str, str], copy: Component, editor: User) -> None:
    assert signed_in(editor).post(address(copy), sent).status_code == 400


def test_an_officer_looks_and_does_not_decide(copy: Component, tree: BranchTree) -> None:
    page = signed_in(UserFactory(officer=True, branch=tree.east)).get(address(copy)).content.decode()
    assert "东城早报" in page
    assert 'value="take"' not in page


def test_another_branchs_copy_does_not_exist(copy: Component, tree: BranchTree) -> None:
    for user in (
        UserFactory(editor=True, branch=tree.west),
        UserFactory(editor=True, branch=tree.east_sub),
    ):
        client = signed_in(user)
        for response in (client.get(address(copy)), client.post(address(copy), posted(copy, "0" * 64))):
            assert response.status_code == 404
            assert "东城早报" not in response.content.decode()


def test_a_piece_that_is_no_copy_has_no_page(edition: Edition, tree: BranchTree) -> None:
    client = signed_in(UserFactory(editor=True, branch=tree.head_office))
    assert client.get(address(edition.component)).status_code == 404


def test_list_form_and_home_tell_of_the_update(copy: Component, editor: User) -> None:
    client = signed_in(editor)
    pages = (
        reverse("content_morning_brief:list"),
        reverse("content_morning_brief:edit", args=[copy.pk]),
        reverse("wagtailadmin_home"),
    )
    for page in pages:
        assert address(copy) in client.get(page).content.decode()
    listed, form, _home = (client.get(page).content.decode() for page in pages)
    assert _("Head office update available") in listed
    assert _("Head office update available") in form


def test_home_of_another_branch_tells_nothing(copy: Component, tree: BranchTree) -> None:
    for branch in (tree.west, tree.east_sub):
        home = signed_in(UserFactory(editor=True, branch=branch)).get(reverse("wagtailadmin_home"))
        assert "东城早报" not in home.content.decode()


def test_a_recalled_source_is_told(copy: Component, edition: Edition, editor: User) -> None:
    recall_edition(Edition.objects.exclude(pk=edition.pk).get())
    recall_edition(edition)
    client = signed_in(editor)
    assert client.get(address(copy)).context["update"] is None
    form = client.get(reverse("content_morning_brief:edit", args=[copy.pk])).content.decode()
    assert escape(_("Head office's piece is no longer in force")) in form


def test_the_list_asks_as_often_for_many_copies_as_for_one(edition: Edition, editor: User) -> None:
    client = signed_in(editor)
    listing = reverse("content_morning_brief:list")

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            client.get(listing)
        return len(captured)

    copy_to_branch(edition.component, actor=editor, at=clock.now())
    asked()
    one = asked()
    for _number in range(9):
        copy_to_branch(edition.component, actor=editor, at=clock.now())
    assert BranchCopy.objects.count() == 10
    assert asked() == one
