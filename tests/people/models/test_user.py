import pytest
from django.contrib.auth.models import Group
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from people.backends import BranchBackend
from people.enums import DESK, Role
from people.models import Branch, User
from tests.people.conftest import Staff

Tree = dict[str, Branch]


def test_roles_are_the_groups_that_are_roles(tree: Tree, staff: Staff) -> None:
    user = staff(tree["HO"], Role.EDITOR, Role.LEAD)
    user.groups.add(Group.objects.create(name="football"))
    assert user.roles == {Role.EDITOR, Role.LEAD}


def test_an_inactive_user_has_no_role(tree: Tree, staff: Staff) -> None:
    assert staff(tree["HO"], Role.EDITOR, is_active=False).roles == frozenset()


def test_a_superuser_has_no_role_by_that(tree: Tree, staff: Staff) -> None:
    assert staff(tree["HO"], is_superuser=True).roles == frozenset()


def test_the_ledgers_name_for_a_person_tells_nothing(tree: Tree, staff: Staff) -> None:
    user = staff(tree["HO"])
    assert user.actor == f"user:{user.public_id}"


@pytest.mark.parametrize("role", Role)
def test_desk_roles_and_they_alone_may_open_the_admin(tree: Tree, staff: Staff, role: Role) -> None:
    assert staff(tree["HO"], role).has_perm("wagtailadmin.access_admin") is (role in DESK)


def test_the_backend_loads_the_branch_along(
    tree: Tree, staff: Staff, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    made = staff(tree["EAST"])
    with django_assert_num_queries(1):
        user = BranchBackend().get_user(made.pk)
        assert user is not None
        assert user.branch == tree["EAST"]


def test_the_backend_knows_neither_strangers_nor_those_who_left(tree: Tree, staff: Staff) -> None:
    gone = staff(tree["EAST"], is_active=False)
    assert BranchBackend().get_user(gone.pk) is None
    assert BranchBackend().get_user(gone.pk + 1) is None


def test_a_disabled_users_session_ends_at_once(tree: Tree, staff: Staff, client: Client) -> None:
    user = staff(tree["HO"], Role.AUDITOR)
    client.force_login(user)
    request = client.get("/nowhere-at-all/").wsgi_request
    assert request.user == user
    User.objects.filter(pk=user.pk).update(is_active=False)
    assert client.get("/nowhere-at-all/").wsgi_request.user.is_anonymous
