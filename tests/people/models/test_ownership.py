"""Use flows down, oversight flows up, for every pair of branches in the tree."""

import pytest
from django.contrib.auth.models import AnonymousUser
from pytest_django import DjangoAssertNumQueries

from content.models import Component
from people.enums import OVERSEEING, Role
from people.models import Branch, BranchOwnedQuerySet, User
from tests.people.conftest import Staff

Tree = dict[str, Branch]


@pytest.fixture
def owned(tree: Tree, staff: Staff) -> BranchOwnedQuerySet:
    """One component for each branch, titled with the branch's code."""
    author = staff(tree["HO"], Role.EDITOR)
    for code, branch in tree.items():
        Component.objects.create(kind="morning_brief", branch=branch, title=code, created_by=author)
    return Component.objects.all()


def _codes(rows: BranchOwnedQuerySet) -> set[str]:
    return set(rows.values_list("title", flat=True))


USE = {
    "HO": {"HO"},
    "EAST": {"HO", "EAST"},
    "EAST-1": {"HO", "EAST", "EAST-1"},
    "WEST": {"HO", "WEST"},
}
OVERSIGHT = {
    "HO": {"HO", "EAST", "EAST-1", "WEST"},
    "EAST": {"EAST", "EAST-1"},
    "EAST-1": {"EAST-1"},
    "WEST": {"WEST"},
}


@pytest.mark.parametrize("at", USE)
def test_use_flows_down(tree: Tree, staff: Staff, owned: BranchOwnedQuerySet, at: str) -> None:
    assert _codes(owned.usable_by(staff(tree[at], Role.MANAGER))) == USE[at]


@pytest.mark.parametrize("at", OVERSIGHT)
def test_oversight_flows_up(tree: Tree, staff: Staff, owned: BranchOwnedQuerySet, at: str) -> None:
    assert _codes(owned.overseen_by(staff(tree[at], Role.AUDITOR))) == OVERSIGHT[at]


@pytest.mark.parametrize("role", Role)
def test_only_overseeing_roles_oversee(
    tree: Tree, staff: Staff, owned: BranchOwnedQuerySet, role: Role
) -> None:
    seen = _codes(owned.overseen_by(staff(tree["HO"], role)))
    assert seen == (OVERSIGHT["HO"] if role in OVERSEEING else set())


def test_a_code_that_begins_like_another_is_another_branch(
    tree: Tree, staff: Staff, owned: BranchOwnedQuerySet
) -> None:
    assert "EAST" not in _codes(owned.overseen_by(staff(tree["EAST-1"], Role.EDITOR)))


@pytest.mark.parametrize("method", ["usable_by", "overseen_by"])
class TestNobody:
    def test_without_a_branch(self, staff: Staff, owned: BranchOwnedQuerySet, method: str) -> None:
        assert _codes(getattr(owned, method)(staff(None, *Role))) == set()

    def test_anonymous(self, owned: BranchOwnedQuerySet, method: str) -> None:
        assert _codes(getattr(owned, method)(AnonymousUser())) == set()

    def test_no_longer_active(
        self, tree: Tree, staff: Staff, owned: BranchOwnedQuerySet, method: str
    ) -> None:
        assert _codes(getattr(owned, method)(staff(tree["HO"], *Role, is_active=False))) == set()


def test_a_superuser_without_roles_oversees_nothing(
    tree: Tree, staff: Staff, owned: BranchOwnedQuerySet
) -> None:
    assert _codes(owned.overseen_by(staff(tree["HO"], is_superuser=True))) == set()


def test_a_moved_branch_takes_its_content_along(tree: Tree, staff: Staff, owned: BranchOwnedQuerySet) -> None:
    tree["EAST-1"].move(tree["WEST"], "last-child")
    lead = staff(Branch.objects.get(code="WEST"), Role.LEAD)
    assert _codes(owned.overseen_by(lead)) == {"WEST", "EAST-1"}


def test_each_question_is_one_query_for_a_user_as_the_backend_loads_it(
    tree: Tree,
    staff: Staff,
    owned: BranchOwnedQuerySet,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    user = User.objects.select_related("branch").get(pk=staff(tree["EAST"], Role.LEAD).pk)
    with django_assert_num_queries(1):
        assert len(owned.usable_by(user)) == 2
    assert user.roles == {Role.LEAD}
    with django_assert_num_queries(1):
        assert len(owned.overseen_by(user)) == 2
