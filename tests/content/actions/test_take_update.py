"""Take an update: head office's changes come in, the branch's stay, nobody decides behind another's back."""

import pytest
from django.utils.translation import gettext as _

from content.actions.copy_to_branch import copy_to_branch
from content.actions.take_update import Choice, take_update
from content.domain.three_way import Side
from content.enums import ComponentState
from content.models import BranchCopy, Component
from content.queries.branch_copies import Standing, Update, standing_of, update_of
from core import clock
from core.actions import Conflict, Refused
from core.models import LedgerRecord
from people.models import User
from review.models import Edition
from tests.conftest import FrozenClock
from tests.content.reissuing import reissue, write
from tests.factories.people import BranchTree, UserFactory
from tests.factories.review import issue_edition, recall_edition

pytestmark = pytest.mark.usefixtures("frozen_clock")


def update(copy: Component, user: User) -> Update:
    found = update_of(BranchCopy.objects.get(component=copy.pk), user, clock.now())
    assert found is not None
    return found


def take(copy: Component, actor: User, **choices: Choice) -> Component:
    named = {place.replace("__", "/"): choice for place, choice in choices.items()}
    held = Component.objects.get(pk=copy.pk)
    return take_update(
        held,
        named,
        version_sha256=update(copy, actor).version.sha256,
        revision_id=held.latest_revision_id,
        actor=actor,
        at=clock.now(),
    )


GROUP = "各位早上好，总行有新要点。\n以上信息仅供参考，不构成任何投资建议。"


@pytest.fixture
def edition(tree: BranchTree) -> Edition:
    return issue_edition(branch=tree.head_office, title="总行早报")


@pytest.fixture
def copy(edition: Edition, editor: User) -> Component:
    return copy_to_branch(edition.component, actor=editor, at=clock.now())


def sides(found: Update) -> list[tuple[str, Side]]:
    return [(one.place, one.side) for one in found.found]


def test_without_a_newer_edition_there_is_nothing(copy: Component, editor: User) -> None:
    assert update(copy, editor).found == ()
    assert standing_of(copy.branch_copy, clock.now()) is Standing.CURRENT


def test_a_newer_edition_is_told_of_and_compared(
    edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock
) -> None:
    reissue(edition, frozen_clock, title="总行早报二", group=GROUP)
    write(copy, title="东城早报", moments="东城的客户早安。\n以上信息仅供参考，不构成任何投资建议。")
    assert standing_of(copy.branch_copy, clock.now()) is Standing.UPDATE
    assert sides(update(copy, editor)) == [
        ("title", Side.CONFLICT),
        ("channels/moments", Side.OURS),
        ("channels/group", Side.THEIRS),
    ]


def test_a_draft_of_head_office_tells_nothing(edition: Edition, copy: Component, editor: User) -> None:
    Component.objects.update(state=ComponentState.DRAFT)
    write(edition.component, title="总行未审稿")
    assert standing_of(copy.branch_copy, clock.now()) is Standing.CURRENT
    assert update(copy, editor).found == ()


def test_what_is_taken_is_a_revision_and_what_the_branch_wrote_stays(
    edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock
) -> None:
    newer = reissue(edition, frozen_clock, title="总行早报二", group=GROUP)
    before = write(copy, title="东城早报")
    taken = take(copy, editor, channels__group=Choice.TAKE, title=Choice.KEEP)
    saved = Component.objects.get(pk=copy.pk)
    texts = {block.block_type: block.value["text"] for block in saved.channels}
    assert (saved.title, texts["group"]) == ("东城早报", GROUP)
    assert saved.latest_revision_id != before.latest_revision_id
    assert saved.latest_revision.user == editor
    assert taken.pk == saved.pk
    told = saved.branch_copy
    assert (told.version_sha256, told.number) == (newer.content_sha256, newer.number)
    assert standing_of(told, clock.now()) is Standing.CURRENT
    assert sides(update(copy, editor)) == [("title", Side.OURS)]


def test_taking_a_conflict_leaves_the_branchs_words_in_the_history(
    edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock
) -> None:
    reissue(edition, frozen_clock, title="总行早报二")
    write(copy, title="东城早报")
    take(copy, editor, title=Choice.TAKE)
    saved = Component.objects.get(pk=copy.pk)
    assert saved.title == "总行早报二"
    titles = [revision.content["title"] for revision in saved.revisions.order_by("pk")]
    assert titles == ["总行早报", "东城早报", "总行早报二"]


def test_decided_places_stay_decided_while_others_wait(
    edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock
) -> None:
    reissue(edition, frozen_clock, title="总行早报二", group=GROUP)
    take(copy, editor, title=Choice.KEEP)
    assert sides(update(copy, editor)) == [("title", Side.OURS), ("channels/group", Side.THEIRS)]
    assert standing_of(BranchCopy.objects.get(), clock.now()) is Standing.UPDATE
    assert Component.objects.get(pk=copy.pk).latest_revision_id == copy.latest_revision_id


def test_pictures_and_blocks_of_a_new_edition_come_along(
    edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock
) -> None:
    frozen_clock.advance(minutes=5)
    Component.objects.filter(pk=edition.component_id).update(state=ComponentState.DRAFT)
    draft = Component.objects.get(pk=edition.component_id).get_latest_revision_as_object()
    raw = draft.channels.get_prep_value()
    added = {"type": "one_to_one", "value": {**raw[0]["value"]}, "id": "3f2f7cb0-0000-4000-8000-000000000001"}
    draft.channels = [*raw[:1], added, *raw[1:]]
    draft.save()
    draft.save_revision(user=draft.created_by, clean=False)
    issue_edition(component=Component.objects.get(pk=edition.component_id))
    frozen_clock.advance(minutes=5)
    take(copy, editor, channels__one_to_one=Choice.TAKE)
    saved = Component.objects.get(pk=copy.pk)
    assert [block.block_type for block in saved.channels] == ["moments", "one_to_one", "group"]
    assert saved.channels[1].id == added["id"]


def test_a_recall_ends_it_with_words(edition: Edition, copy: Component, editor: User) -> None:
    held, version = Component.objects.get(pk=copy.pk), update(copy, editor).version
    recall_edition(edition)
    assert standing_of(copy.branch_copy, clock.now()) is Standing.OVER
    with pytest.raises(
        Conflict, match=_("Head office's piece is no longer in force. There is nothing to take.")
    ):
        take_update(
            held,
            {},
            version_sha256=version.sha256,
            revision_id=held.latest_revision_id,
            actor=editor,
            at=clock.now(),
        )


@pytest.mark.parametrize("role", ["officer", "lead", "operator", "auditor", "manager", "administrator"])
def test_others_are_refused_and_recorded(
    role: str, edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock, tree: BranchTree
) -> None:
    reissue(edition, frozen_clock, title="总行早报二")
    with pytest.raises(Refused) as refusal:
        take(copy, UserFactory(branch=tree.east, **{role: True}), title=Choice.TAKE)
    assert refusal.value.rule == "role"
    assert Component.objects.get(pk=copy.pk).title == "总行早报"
    assert LedgerRecord.objects.filter(event="attempt.refused").count() == 1


@pytest.mark.parametrize("branch", ["west", "east_sub"])
def test_an_editor_of_another_branch_is_refused(
    branch: str, edition: Edition, copy: Component, frozen_clock: FrozenClock, tree: BranchTree
) -> None:
    reissue(edition, frozen_clock, title="总行早报二")
    with pytest.raises(Refused) as refusal:
        take(copy, UserFactory(editor=True, branch=getattr(tree, branch)), title=Choice.TAKE)
    assert refusal.value.rule == "branch"
    assert Component.objects.get(pk=copy.pk).title == "总行早报"


def test_a_draft_saved_meanwhile_is_not_written_over(
    edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock
) -> None:
    reissue(edition, frozen_clock, title="总行早报二")
    version = update(copy, editor).version
    seen = Component.objects.get(pk=copy.pk).latest_revision_id
    write(copy, title="同事刚改")
    with pytest.raises(
        Conflict, match=_("Somebody saved this draft meanwhile. Look at the differences again.")
    ):
        take_update(
            copy,
            {"title": Choice.TAKE},
            version_sha256=version.sha256,
            revision_id=seen,
            actor=editor,
            at=clock.now(),
        )
    assert Component.objects.get(pk=copy.pk).title == "同事刚改"


def test_yet_another_edition_is_looked_at_first(
    edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock
) -> None:
    second = reissue(edition, frozen_clock, title="总行早报二")
    seen = update(copy, editor).version
    reissue(second, frozen_clock, title="总行早报三")
    with pytest.raises(
        Conflict, match=_("Head office has issued yet another edition. Look at the differences again.")
    ):
        take_update(
            copy,
            {"title": Choice.TAKE},
            version_sha256=seen.sha256,
            revision_id=Component.objects.get(pk=copy.pk).latest_revision_id,
            actor=editor,
            at=clock.now(),
        )
    assert Component.objects.get(pk=copy.pk).title == "总行早报"


def test_what_is_in_review_is_left_alone(
    edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock
) -> None:
    reissue(edition, frozen_clock, title="总行早报二")
    Component.objects.filter(pk=copy.pk).update(state=ComponentState.IN_REVIEW)
    with pytest.raises(
        Conflict, match=_("This piece is in review. Withdraw it first, then take the update.")
    ):
        take(copy, editor, title=Choice.TAKE)
    assert Component.objects.get(pk=copy.pk).title == "总行早报"


def test_an_altered_base_is_not_compared_with(
    edition: Edition, copy: Component, editor: User, frozen_clock: FrozenClock
) -> None:
    reissue(edition, frozen_clock, title="总行早报二")
    version = update(copy, editor).version
    BranchCopy.objects.update(base=b"{}")
    with pytest.raises(
        Conflict,
        match=_("What was kept of head office's text was altered. Tell an operator and copy the piece anew."),
    ):
        take_update(
            copy,
            {"title": Choice.TAKE},
            version_sha256=version.sha256,
            revision_id=Component.objects.get(pk=copy.pk).latest_revision_id,
            actor=editor,
            at=clock.now(),
        )
