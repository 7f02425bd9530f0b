"""What was frozen can be written again, for every kind."""

import pytest

from content.domain.three_way import places
from content.kinds import KINDS, Kind
from content.models import proxy_for
from content.queries.branch_copies import draft_from
from content.queries.freezing import document_of
from core import clock
from people.models import User
from tests.factories.content import ImageFactory, MorningBriefFactory
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
    for block in draft.channels:
        assert list(block.value["pictures"]) == [reachable]
