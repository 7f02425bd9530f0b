"""The page of links and codes, the panel, and what is looked at; links of editions, so through review."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from pytest_django import Settings

from content.actions.check_links import check_links
from content.queries.links import due_addresses, troubles
from core import outbox
from core.outbound import Answer, Question
from review.enums import EditionStatus
from review.models import CandidateLink, Edition
from tests.conftest import FrozenClock
from tests.factories.content import ImageFactory, group_code, h5_link
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import issue_edition, recall_edition, resume_edition, suspend_edition

pytestmark = pytest.mark.django_db

PAGE = "https://m.shifanbank.example/offer"
IN_TEXT = "https://m.shifanbank.example/text"
ADDRESS = "/admin/links/"


def gone(question: Question) -> Answer:
    return Answer(404, {}, b"")


def kill(at: object) -> None:
    """Let PAGE fail at two different hours, the second one at `at`."""
    check_links([PAGE], at - timedelta(hours=2), gone)
    check_links([PAGE], at, gone)


@pytest.fixture
def tree(frozen_clock: FrozenClock) -> BranchTree:
    return branch_tree()


def leading(tree: BranchTree, name: str = "east", **traits: object) -> Edition:
    return issue_edition(branch=getattr(tree, name), actions={"group": h5_link(PAGE)}, **traits)


def test_links_of_cards_and_texts_are_kept_with_the_candidate(tree: BranchTree) -> None:
    text = f"详见{IN_TEXT}。以上信息仅供参考，不构成任何投资建议。"
    issue_edition(branch=tree.east, texts={"group": text}, actions={"group": h5_link(PAGE)})
    assert set(CandidateLink.objects.values_list("channel", "address")) == {("group", PAGE), ("", IN_TEXT)}


def test_only_what_is_in_use_is_looked_at_and_only_if_policy_wants(
    tree: BranchTree, frozen_clock: FrozenClock, settings: Settings
) -> None:
    edition = leading(tree)
    assert due_addresses(frozen_clock.at, 5) == []
    settings.ARMOURY_CHECK_LINKS = True
    assert due_addresses(frozen_clock.at, 5) == [PAGE]
    assert due_addresses(edition.valid_until, 5) == []
    check_links([PAGE], frozen_clock.at, gone)
    assert due_addresses(frozen_clock.at + timedelta(minutes=30), 5) == []
    assert due_addresses(frozen_clock.at + timedelta(hours=1), 5) == [PAGE]
    recall_edition(edition)
    assert due_addresses(frozen_clock.at + timedelta(hours=1), 5) == []


def test_the_page_tells_of_dead_links_and_ending_codes_of_ones_own(
    tree: BranchTree, frozen_clock: FrozenClock, client: Client
) -> None:
    mine, foreign = leading(tree, title="东区早报"), leading(tree, "west", title="不可外泄的标题")
    code = group_code(ImageFactory(branch=tree.east), frozen_clock.at + timedelta(hours=5))
    ending = issue_edition(branch=tree.east, title="群码早报", actions={"group": code})
    kill(frozen_clock.at)
    client.force_login(UserFactory(editor=True, branch=tree.east))
    page = client.get(ADDRESS).content.decode()
    for shown in (mine.title, PAGE, ending.title, "桃园福利群"):
        assert shown in page
    assert foreign.title not in page
    home = client.get("/admin/").content.decode()
    assert "/admin/links/" in home
    assert "link-troubles" in home


def test_an_empty_page_says_so_and_managers_get_none(tree: BranchTree, client: Client) -> None:
    leading(tree)
    client.force_login(UserFactory(officer=True, branch=tree.east))
    page = client.get(ADDRESS).content.decode()
    assert "没有已知的失效链接" in page
    assert "七天内没有群二维码失效" in page
    assert "link-troubles" not in client.get("/admin/").content.decode()
    client.force_login(UserFactory(manager=True, branch=tree.east))
    assert client.get(ADDRESS).status_code == 302


def test_the_number_of_queries_does_not_grow(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    user = UserFactory(editor=True, branch=tree.east)
    kill(frozen_clock.at)
    assert user.roles
    counts = []
    for wanted in (1, 6):
        while Edition.objects.count() < wanted:
            leading(tree)
        with CaptureQueriesContext(connection) as captured:
            assert len(troubles(user, frozen_clock.at).dead) == wanted
        counts.append(len(captured))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("by_policy", [False, True])
def test_a_dead_link_suspends_only_where_policy_says_so(
    tree: BranchTree, frozen_clock: FrozenClock, settings: Settings, by_policy: bool
) -> None:
    settings.ARMOURY_DEAD_LINK_SUSPENDS = by_policy
    edition, other = leading(tree), issue_edition(branch=tree.east)
    kill(frozen_clock.at)
    while outbox.deliver():
        pass
    for one in (edition, other):
        one.refresh_from_db()
    assert edition.status == (EditionStatus.SUSPENDED if by_policy else EditionStatus.ISSUED)
    assert other.status == EditionStatus.ISSUED
    if by_policy:
        suspension = edition.suspensions.get()
        assert suspension.suspended_by is None
        assert PAGE in suspension.reason
        resume_edition(edition)
        assert edition.status == EditionStatus.ISSUED


def test_a_suspended_piece_stays_on_the_page(tree: BranchTree, frozen_clock: FrozenClock) -> None:
    edition = leading(tree)
    kill(frozen_clock.at)
    suspend_edition(edition)
    found = troubles(UserFactory(editor=True, branch=tree.east), frozen_clock.at)
    assert [one.piece.title for one in found.dead] == [edition.title]
