"""Copy to a branch: what is in force, by those who may write, kept apart from what they change."""

from datetime import timedelta

import pytest
from django.urls import reverse

from content.actions.copy_to_branch import copy_to_branch
from content.domain.three_way import places
from content.enums import ChartShape, ComponentState
from content.models import BranchCopy, Component, OriginDamaged
from content.queries.freezing import document_of
from core import clock
from core.actions import Refused
from core.models import LedgerRecord
from people.models import User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.content.posting import signed_in
from tests.factories.content import MorningBriefFactory
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchTree, UserFactory
from tests.factories.review import approve_case, issue_edition, recall_edition, submit_component

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.fixture
def edition(tree: BranchTree) -> Edition:
    """An edition of head office in force."""
    return issue_edition(branch=tree.head_office, title="总行早报")


def test_the_copy_says_what_was_approved_and_keeps_it_apart(edition: Edition, editor: User) -> None:
    draft = copy_to_branch(edition.component, actor=editor, at=clock.now())
    saved = Component.objects.get(pk=draft.pk)
    assert (saved.title, saved.branch, saved.created_by) == ("总行早报", editor.branch, editor)
    assert (saved.state, saved.live, saved.copied_from_id) == (
        ComponentState.DRAFT,
        False,
        edition.component_id,
    )
    assert saved.latest_revision.user == editor
    assert saved.valid_until == edition.valid_until
    copy = saved.branch_copy
    assert (copy.version_sha256, copy.number) == (edition.content_sha256, edition.number)
    assert copy.places == places(edition.content) == places(document_of(saved))


def test_a_drawn_chart_is_made_anew_and_no_difference(tree: BranchTree, editor: User) -> None:
    author = UserFactory(editor=True, branch=tree.head_office)
    note = make_of_kind("market_note", author, clock.now(), title="行情点评")
    raw = note.body.get_prep_value()
    raw[0]["value"]["shape"] = ChartShape.COLUMNS.value
    note.body = raw
    note.save()
    note.save_revision(user=author, clean=False)
    issued = approve_case(submit_component(Component.objects.get(pk=note.pk), author))
    draft = copy_to_branch(issued.component, actor=editor, at=clock.now())
    saved = Component.objects.get(pk=draft.pk)
    assert saved.branch_copy.places == places(document_of(saved))
    assert len(issued.content["media"]) == len(document_of(saved)["media"]) + 1


def test_what_head_office_wrote_since_is_not_copied(edition: Edition, editor: User) -> None:
    """Only approved bytes leave head office; its draft goes on without anybody below seeing it."""
    source = edition.component
    source.title = "总行未审稿"
    source.save()
    source.save_revision(user=source.created_by, clean=False)
    draft = copy_to_branch(source, actor=editor, at=clock.now())
    assert draft.title == "总行早报"


def test_the_draft_of_an_overseen_piece_may_be_taken(tree: BranchTree) -> None:
    below = MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.east_sub), title="支行早报")
    draft = copy_to_branch(below, actor=UserFactory(editor=True, branch=tree.east), at=clock.now())
    assert (draft.title, draft.branch, draft.branch_copy.number) == ("支行早报", tree.east, "")


@pytest.mark.parametrize("role", ["officer", "lead", "operator", "auditor", "manager", "administrator"])
def test_others_are_refused_and_recorded(role: str, edition: Edition, tree: BranchTree) -> None:
    actor = UserFactory(branch=tree.east, **{role: True})
    with pytest.raises(Refused) as refusal:
        copy_to_branch(edition.component, actor=actor, at=clock.now())
    assert refusal.value.rule == "role"
    assert Component.objects.count() == 1
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 1


def test_a_foreign_branchs_edition_is_refused(tree: BranchTree, editor: User) -> None:
    foreign = issue_edition(branch=tree.west, title="西城机密早报")
    with pytest.raises(Refused) as refusal:
        copy_to_branch(foreign.component, actor=editor, at=clock.now())
    assert refusal.value.rule == "source"
    assert Component.objects.count() == 1


def test_a_draft_above_is_refused(tree: BranchTree, editor: User) -> None:
    above = MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.head_office))
    with pytest.raises(Refused) as refusal:
        copy_to_branch(above, actor=editor, at=clock.now())
    assert refusal.value.rule == "source"


def test_what_was_recalled_is_refused(edition: Edition, editor: User) -> None:
    recall_edition(edition)
    with pytest.raises(Refused) as refusal:
        copy_to_branch(edition.component, actor=editor, at=clock.now())
    assert refusal.value.rule == "source"


def test_what_has_expired_is_refused(edition: Edition, editor: User, frozen_clock: FrozenClock) -> None:
    frozen_clock.move_to(edition.valid_until + timedelta(seconds=1))
    with pytest.raises(Refused) as refusal:
        copy_to_branch(edition.component, actor=editor, at=clock.now())
    assert refusal.value.rule == "source"


def test_a_piece_of_ones_own_branch_is_refused(editor: User) -> None:
    own = MorningBriefFactory(created_by=editor)
    with pytest.raises(Refused) as refusal:
        copy_to_branch(own, actor=editor, at=clock.now())
    assert refusal.value.rule == "own"


def test_a_customers_story_is_not_copied(tree: BranchTree) -> None:
    story = make_of_kind("ugc_story", UserFactory(editor=True, branch=tree.east_sub), clock.now())
    with pytest.raises(Refused) as refusal:
        copy_to_branch(story, actor=UserFactory(editor=True, branch=tree.east), at=clock.now())
    assert refusal.value.rule == "kind"
    assert Component.objects.count() == 1


def test_an_altered_base_is_noticed(edition: Edition, editor: User) -> None:
    draft = copy_to_branch(edition.component, actor=editor, at=clock.now())
    BranchCopy.objects.update(base=b'{"title":"forged"}')
    with pytest.raises(OriginDamaged):
        BranchCopy.objects.get(component=draft.pk).places  # noqa: B018


def test_one_press_opens_the_new_draft(edition: Edition, editor: User) -> None:
    client = signed_in(editor)
    address = reverse("branch_copy:copy", args=[edition.component.public_id])
    assert client.get(address).status_code == 405
    response = client.post(address)
    draft = Component.objects.exclude(pk=edition.component_id).get()
    assert response.headers["Location"] == reverse("content_morning_brief:edit", args=[draft.pk])
    page = client.get(response.headers["Location"]).content.decode()
    assert "总行早报" in page
    assert edition.number in page
    assert "data-emptied-figures" not in page


def test_a_foreign_branchs_piece_does_not_exist(tree: BranchTree, editor: User) -> None:
    foreign = issue_edition(branch=tree.west, title="西城机密早报")
    response = signed_in(editor).post(reverse("branch_copy:copy", args=[foreign.component.public_id]))
    assert response.status_code == 404
    assert "西城机密早报" not in response.content.decode()
