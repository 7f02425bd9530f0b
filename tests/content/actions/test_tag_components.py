"""Who puts tags on which pieces, and takes them off."""

import pytest
from django.db import IntegrityError, connection, transaction

from content.actions.tag_components import tag_components
from content.actions.untag_components import untag_components
from content.models import Component, ComponentTag, Tag
from core.actions import Refused
from core.models import LedgerRecord
from people.models import User
from tests.factories.content import MorningBriefFactory, ProductAnalysisFactory
from tests.factories.people import BranchTree, UserFactory
from tests.factories.tags import TagFactory


def tags_of(component: Component) -> set[str]:
    return set(ComponentTag.objects.filter(component=component).values_list("tag__name", flat=True))


@pytest.fixture
def pieces(tree: BranchTree, editor: User) -> list[Component]:
    """One of the editor's and one of the branch below, of two kinds."""
    below = UserFactory(editor=True, branch=tree.east_sub)
    return [MorningBriefFactory(created_by=editor), ProductAnalysisFactory(created_by=below)]


def test_tags_are_added_to_what_is_there_and_taken_off_again(
    tree: BranchTree, editor: User, pieces: list[Component]
) -> None:
    old, new = TagFactory(name="旧", branch=tree.east), TagFactory(name="新", branch=tree.head_office)
    ComponentTag.objects.create(component=pieces[0], tag=old)
    keys = [piece.pk for piece in pieces]
    assert tag_components(keys, [old, new], actor=editor) == 2
    assert tag_components(keys, [new], actor=editor) == 2
    assert [tags_of(piece) for piece in pieces] == [{"旧", "新"}, {"旧", "新"}]
    assert untag_components(keys, [old], actor=editor) == 2
    assert [tags_of(piece) for piece in pieces] == [{"新"}, {"新"}]


def test_a_piece_in_review_may_be_tagged(editor: User, pieces: list[Component]) -> None:
    Component.objects.filter(pk=pieces[0].pk).update(state="in_review")
    tag_components([pieces[0].pk], [TagFactory(name="重点", branch=editor.branch)], actor=editor)
    assert tags_of(pieces[0]) == {"重点"}


@pytest.mark.parametrize("verb", [tag_components, untag_components])
def test_another_branchs_piece_is_refused_and_the_attempt_recorded(
    verb: object, tree: BranchTree, editor: User, pieces: list[Component]
) -> None:
    tag = TagFactory(name="总行", branch=tree.head_office)
    foreign = MorningBriefFactory(created_by=UserFactory(editor=True, branch=tree.west))
    kept = TagFactory(name="西城", branch=tree.west)
    ComponentTag.objects.create(component=foreign, tag=kept)
    with pytest.raises(Refused):
        verb([pieces[0].pk, foreign.pk], [tag], actor=editor)  # type: ignore[operator]
    assert (tags_of(pieces[0]), tags_of(foreign)) == (set(), {"西城"})
    record = LedgerRecord.objects.latest("sequence")
    assert (record.event, record.subject) == ("attempt.refused", f"component:{foreign.public_id}")


@pytest.mark.parametrize("verb", [tag_components, untag_components])
@pytest.mark.parametrize("role", ["officer", "operator", "lead", "auditor", "administrator"])
def test_editors_alone_tag(verb: object, role: str, tree: BranchTree, pieces: list[Component]) -> None:
    other = UserFactory(branch=tree.head_office, is_superuser=True, **{role: True})
    tag = TagFactory(name="总行", branch=tree.head_office)
    with pytest.raises(Refused):
        verb([pieces[0].pk], [tag], actor=other)  # type: ignore[operator]
    assert tags_of(pieces[0]) == set()


def test_a_tag_out_of_use_or_of_another_branch_is_not_put_on_but_taken_off(
    tree: BranchTree, editor: User, pieces: list[Component]
) -> None:
    gone = TagFactory(name="停用", branch=tree.east, is_active=False)
    foreign = TagFactory(name="西城", branch=tree.west)
    for tag in (gone, foreign):
        with pytest.raises(Refused):
            tag_components([pieces[0].pk], [tag], actor=editor)
    assert tags_of(pieces[0]) == set()
    ComponentTag.objects.create(component=pieces[0], tag=gone)
    untag_components([pieces[0].pk], [gone], actor=editor)
    assert tags_of(pieces[0]) == set()


def test_a_tags_code_stays_and_no_tag_is_deleted(tree: BranchTree) -> None:
    tag = TagFactory(code="spring", branch=tree.east)
    Tag.objects.filter(pk=tag.pk).update(name="春天")
    for refused in ("UPDATE content_tag SET code = 'autumn'", "DELETE FROM content_tag"):
        with pytest.raises(IntegrityError, match="immutable"), transaction.atomic():
            connection.cursor().execute(refused)
    assert Tag.objects.values_list("code", "name").get() == ("spring", "春天")
