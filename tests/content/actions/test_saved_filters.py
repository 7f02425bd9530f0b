"""Saving and deleting filters."""

import pytest

from content.actions.delete_filter import delete_filter
from content.actions.save_filter import save_filter
from content.models import SavedFilter
from content.queries.saved_filters import known_query, offered_filters
from core.actions import Refused
from people.models import User
from tests.factories.people import BranchTree, UserFactory
from tests.factories.tags import SavedFilterFactory


def test_a_filter_of_the_same_name_is_replaced(editor: User) -> None:
    save_filter("本月早报", "kind=morning_brief", shared_with=None, actor=editor)
    save_filter("本月早报", "state=draft", shared_with=editor.branch, actor=editor)
    saved = SavedFilter.objects.get()
    assert (saved.query, saved.shared_with) == ("state=draft", editor.branch)


def test_what_is_shared_is_seen_in_the_same_branch_and_nowhere_else(tree: BranchTree, editor: User) -> None:
    colleague = UserFactory(officer=True, branch=tree.east)
    SavedFilterFactory(owner=colleague, name="同事共享", shared_with=tree.east)
    SavedFilterFactory(owner=colleague, name="同事私人")
    SavedFilterFactory(name="西城共享", shared_with=tree.west)
    SavedFilterFactory(owner=editor, name="自己的")
    found = {one.name: one.is_own for one in offered_filters(editor, "")}
    assert found == {"同事共享": False, "自己的": True}
    assert offered_filters(UserFactory(editor=True, branch=None), "") == []


def test_the_filter_that_is_on_says_so(editor: User) -> None:
    SavedFilterFactory(owner=editor, query=known_query("state=draft&kind=script"))
    assert [one.is_on for one in offered_filters(editor, "kind=script&p=2&state=draft")] == [True]
    assert [one.is_on for one in offered_filters(editor, "kind=script")] == [False]


@pytest.mark.parametrize("role", ["manager", "administrator"])
def test_who_sees_no_pieces_saves_none(role: str, tree: BranchTree) -> None:
    with pytest.raises(Refused):
        save_filter("x", "q=1", shared_with=None, actor=UserFactory(branch=tree.east, **{role: True}))
    assert not SavedFilter.objects.exists()


def test_it_is_shared_with_no_other_branch(tree: BranchTree, editor: User) -> None:
    with pytest.raises(Refused):
        save_filter("x", "q=1", shared_with=tree.west, actor=editor)
    assert not SavedFilter.objects.exists()


def test_nobody_deletes_anothers(tree: BranchTree, editor: User) -> None:
    shared = SavedFilterFactory(shared_with=tree.east)
    with pytest.raises(SavedFilter.DoesNotExist):
        delete_filter(shared.pk, actor=editor)
    delete_filter(shared.pk, actor=shared.owner)
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("asked", "kept"),
    [
        ("", ""),
        ("p=3&_w_filter_fragment=1&q=", ""),
        ("state=draft&q=早报&kind=script&kind=faq", "kind=faq&kind=script&q=%E6%97%A9%E6%8A%A5&state=draft"),
        ("next=//evil.example&q=a", "q=a"),
        ("q=" + "a" * 1000, ""),
    ],
)
def test_nothing_but_known_filters_is_kept(asked: str, kept: str) -> None:
    assert known_query(asked) == kept
