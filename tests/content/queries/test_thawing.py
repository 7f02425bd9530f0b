"""What was frozen can be written again, for every kind."""

from datetime import timedelta

import pytest

from content.domain.links import actions
from content.domain.three_way import places
from content.kinds import KINDS, Kind
from content.models import proxy_for
from content.queries.branch_copies import draft_from
from content.queries.freezing import document_of
from core import clock
from people.models import User
from tests.factories.content import ImageFactory, MorningBriefFactory, block, group_code, h5_link
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchTree, UserFactory

pytestmark = pytest.mark.usefixtures("frozen_clock")


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_a_piece_of_any_kind_comes_back_as_it_was(kind: Kind, tree: BranchTree, editor: User) -> None:
    theirs = UserFactory(editor=True, branch=tree.head_office)
    document = document_of(make_of_kind(kind.code, theirs, clock.now(), title="示范标题"))
    draft = draft_from(kind, document, editor, clock.now())
    draft.save()
    again = document_of(proxy_for(kind.code).objects.get(pk=draft.pk))
    assert places(again) == places(document)
    assert again["branch"] == tree.east.code
    ids = [
        [block["id"] for block in one[stream]] for one in (again, document) for stream in ("body", "channels")
    ]
    assert ids[:2] == ids[2:]


def test_pictures_out_of_reach_are_left_out(tree: BranchTree, editor: User) -> None:
    theirs = UserFactory(editor=True, branch=tree.head_office)
    reachable = ImageFactory(branch=tree.head_office)
    foreign = ImageFactory(branch=tree.west)
    document = document_of(MorningBriefFactory(created_by=theirs, pictures=[reachable, foreign]))
    draft = draft_from(MorningBriefFactory._meta.model.declared, document, editor, clock.now())
    for sent in draft.channels:
        assert list(sent.value["pictures"]) == [reachable]


def test_calls_to_action_come_back(tree: BranchTree, editor: User) -> None:
    theirs = UserFactory(editor=True, branch=tree.head_office)
    code = group_code(ImageFactory(branch=tree.head_office), clock.now() + timedelta(days=3))
    mini = {"words": "领取", "app_id": "wx0a1b2c3d4e5f6071", "path": "pages/offer"}
    for action in (h5_link(), code, block("mini_program", mini)):
        document = document_of(MorningBriefFactory(created_by=theirs, actions={"group": action}))
        draft = draft_from(MorningBriefFactory._meta.model.declared, document, editor, clock.now())
        draft.save()
        again = document_of(MorningBriefFactory._meta.model.objects.get(pk=draft.pk))
        assert places(again) == places(document)
        assert [one[1].kind for one in actions(again)] == [action["type"]]
