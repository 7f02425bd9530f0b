"""What says nearly the same as a draft: of what its writer may see, and nothing else."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from content.actions.copy_to_branch import copy_to_branch
from content.models import Component
from content.queries.freezing import document_of
from core import clock
from people.models import User
from review.models import Edition
from search.actions.reconcile import reconcile
from search.models import SimilarityMark
from search.queries.similar import Similar, similar_to
from tests.conftest import FrozenClock
from tests.factories.content import channel
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchTree, UserFactory, branch_tree
from tests.factories.review import follow_edition, issue_edition, issue_of_kind, recall_edition

LINES = (
    "恭喜您迁入新居。换地址以后，记得把信用卡账单地址和手机银行的联系地址一起改掉，重要通知才不会寄到老房子。",
    "恭喜您搬进新家。换地址之后，记得把信用卡账单地址和手机银行的联系地址一并改掉，重要通知才不会寄到老房子。",
    "周末带孩子看画展的人很多，建议提前在手机上预约，坐地铁三号线到文化宫站下车，步行五分钟就到展厅门口。",
)


@pytest.fixture
def tree(db: None, frozen_clock: FrozenClock) -> BranchTree:
    return branch_tree()


def said(text: str, title: str) -> dict[str, Any]:
    return {"title": title, "channels": [channel("one_to_one", text)]}


def draft_of(editor: User, text: str = LINES[1], title: str = "搬家以后改地址") -> Component:
    return make_of_kind("script", editor, clock.now(), **said(text, title))


def found_for(draft: Component, editor: User) -> list[Similar]:
    fresh = Component.objects.get(pk=draft.pk)
    document = document_of(fresh.latest_revision.as_object())
    return similar_to(document, fresh, editor, clock.now())


@pytest.fixture
def issued(tree: BranchTree) -> Edition:
    issue_of_kind("script", tree.head_office, **said(LINES[2], "周末看展"))
    return issue_of_kind("script", tree.head_office, **said(LINES[0], "迁居后更新地址"))


@pytest.fixture
def editor(tree: BranchTree) -> User:
    return UserFactory(editor=True, branch=tree.east)


def test_what_is_nearly_the_same_is_named_and_nothing_else(issued: Edition, editor: User) -> None:
    (found,) = found_for(draft_of(editor), editor)
    assert found.edition == issued
    assert 60 <= found.percent < 100
    assert found.may_copy
    assert found.url == reverse("review_shared:edition", args=[issued.public_id])


def test_a_branch_beside_is_not_told_of_and_those_above_see_it(tree: BranchTree, editor: User) -> None:
    foreign = issue_of_kind("script", tree.west, **said(LINES[0], "迁居后更新地址"))
    assert found_for(draft_of(editor), editor) == []
    head = UserFactory(editor=True, branch=tree.head_office)
    (found,) = found_for(draft_of(head), head)
    assert found.edition == foreign
    assert found.url == reverse("review_edition:edition", args=[foreign.public_id])


def test_what_was_recalled_or_has_ended_is_not_shown(
    issued: Edition, editor: User, frozen_clock: FrozenClock
) -> None:
    draft = draft_of(editor)
    ends = issued.valid_until
    frozen_clock.move_to(ends)
    assert found_for(draft, editor) == []
    assert issued.similarity_marks.exists()


def test_a_recall_takes_the_marks_with_it(issued: Edition, editor: User) -> None:
    assert issued.similarity_marks.count() == 32
    recall_edition(issued)
    assert not issued.similarity_marks.exists()
    assert found_for(draft_of(editor), editor) == []


def test_a_piece_is_not_similar_to_itself_its_source_or_its_copies(
    tree: BranchTree, issued: Edition, editor: User
) -> None:
    again = Component.objects.select_related("created_by", "branch").get(pk=issued.component_id)
    assert found_for(again, again.created_by) == []
    copy = copy_to_branch(again, actor=editor, at=clock.now())
    assert found_for(copy, editor) == []
    issue_edition(component=Component.objects.select_related("branch", "created_by").get(pk=copy.pk))
    assert found_for(again, again.created_by) == []


def test_the_newer_edition_has_marks_of_its_own(
    issued: Edition, editor: User, frozen_clock: FrozenClock
) -> None:
    frozen_clock.advance(minutes=1)
    newer = follow_edition(issued, title="迁居后更新地址（新）")
    frozen_clock.advance(minutes=1)
    (found,) = found_for(draft_of(editor), editor)
    assert found.edition == newer


def test_missing_marks_and_those_of_another_version_are_made_by_reconcile(
    issued: Edition, editor: User
) -> None:
    kept = set(issued.similarity_marks.values_list("value", flat=True))
    issued.similarity_marks.all().delete()
    assert found_for(draft_of(editor), editor) == []
    assert reconcile(clock.now()).put == 1
    assert set(issued.similarity_marks.values_list("value", flat=True)) == kept
    SimilarityMark.objects.filter(edition=issued).update(version=0)
    assert reconcile(clock.now()).put == 1
    assert reconcile(clock.now()).put == 0


def test_the_number_of_queries_does_not_follow_what_is_found(
    tree: BranchTree, issued: Edition, editor: User
) -> None:
    draft = draft_of(editor)
    found_for(draft, editor)
    with CaptureQueriesContext(connection) as one:
        assert len(found_for(draft, editor)) == 1
    for _number in range(3):
        issue_of_kind("script", tree.head_office, **said(LINES[0], "迁居后更新地址"))
    with CaptureQueriesContext(connection) as more:
        assert len(found_for(draft, editor)) == 4
    assert len(more) == len(one)


def test_the_form_and_the_page_of_submission_say_so(issued: Edition, editor: User, client: Client) -> None:
    draft = draft_of(editor)
    client.force_login(editor)
    form = client.get(reverse("content_script:edit", args=[draft.pk])).content.decode()
    assert reverse("review_shared:edition", args=[issued.public_id]) in form
    page = client.get(reverse("review_submit:submit", args=[draft.public_id])).content.decode()
    copy = reverse("branch_copy:copy", args=[issued.component.public_id])
    assert f'formaction="{copy}"' in page
    answer = client.post(copy)
    assert answer.status_code == 302
    assert Component.objects.filter(copied_from=issued.component_id, branch=editor.branch).count() == 1


def test_without_anything_similar_the_page_of_submission_says_nothing(
    issued: Edition, editor: User, client: Client
) -> None:
    draft = draft_of(
        editor, "您好，本周四下午两点网点有一场防诈骗小课堂，欢迎带上家里的老人一起来听。", "防诈骗小课堂"
    )
    client.force_login(editor)
    page = client.get(reverse("review_submit:submit", args=[draft.public_id])).content.decode()
    assert "formaction" not in page
