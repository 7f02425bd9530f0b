"""Staff administration: who may, what a form can and cannot do, and its record."""

import json
from typing import Any

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.models import LedgerRecord
from people.enums import DESK, Role
from people.models import Branch, User
from tests.factories.people import PASSWORD, BranchTree, UserFactory, branch_tree

LIST = reverse("wagtailusers_users:index")
ADD = reverse("wagtailusers_users:add")


@pytest.fixture
def tree(db: None) -> BranchTree:
    return branch_tree()


@pytest.fixture
def administrator(tree: BranchTree) -> User:
    return UserFactory(administrator=True, branch=tree.head_office)


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def posted(branch: Branch, roles: list[Role], **changes: Any) -> dict[str, Any]:
    return {
        "username": "newcomer",
        "staff_number": "900001",
        "display_name": "新员工",
        "email": "",
        "branch": branch.pk,
        "groups": [Group.objects.get(name=role.value).pk for role in roles],
        "password1": PASSWORD,
        "password2": PASSWORD,
        "is_active": "on",
    } | changes


def edit_address(user: User) -> str:
    return reverse("wagtailusers_users:edit", args=[user.pk])


def rights_records() -> list[dict[str, Any]]:
    records = LedgerRecord.objects.filter(event="staff.rights").order_by("sequence")
    return [json.loads(bytes(record.payload)) for record in records]


def test_a_member_of_staff_is_added_with_branch_and_roles(administrator: User, tree: BranchTree) -> None:
    response = signed_in(administrator).post(ADD, posted(tree.east, [Role.EDITOR, Role.LEAD]))
    assert response.status_code == 302
    made = User.objects.get(username="newcomer")
    assert (made.staff_number, made.display_name, made.branch) == ("900001", "新员工", tree.east)
    assert made.roles == {Role.EDITOR, Role.LEAD}
    assert (made.is_superuser, made.is_staff) == (False, False)
    assert made.check_password(PASSWORD)
    assert rights_records() == [
        {
            "before": None,
            "branch": "E01",
            "by": administrator.actor,
            "is_active": True,
            "roles": ["editor", "lead"],
        }
    ]


def test_the_superuser_flag_is_not_there(administrator: User, tree: BranchTree) -> None:
    client = signed_in(administrator)
    assert "is_superuser" not in client.get(ADD).context["form"].fields
    client.post(ADD, posted(tree.east, [], is_superuser="on", is_staff="on"))
    made = User.objects.get(username="newcomer")
    client.post(edit_address(made), posted(tree.east, [], is_superuser="on", password1="", password2=""))
    made.refresh_from_db()
    assert (made.is_superuser, made.is_staff) == (False, False)


def test_a_change_of_rights_is_recorded_and_others_are_not(administrator: User, tree: BranchTree) -> None:
    member = UserFactory(editor=True, branch=tree.east, username="newcomer", staff_number="900001")
    client = signed_in(administrator)
    quiet = posted(tree.east, [Role.EDITOR], display_name="改了名字", password1="", password2="")
    assert client.post(edit_address(member), quiet).status_code == 302
    assert rights_records() == []
    moved = posted(tree.west, [Role.OFFICER], password1="", password2="")
    del moved["is_active"]
    client.post(edit_address(member), moved)
    assert rights_records() == [
        {
            "before": {"branch": "E01", "is_active": True, "roles": ["editor"]},
            "branch": "W01",
            "by": administrator.actor,
            "is_active": False,
            "roles": ["officer"],
        }
    ]
    assert LedgerRecord.objects.get(event="staff.rights").subject == member.actor


def test_nobody_changes_their_own_rights(administrator: User, tree: BranchTree) -> None:
    data = posted(
        tree.west, [Role.ADMINISTRATOR, Role.OFFICER], display_name="我自己", password1="", password2=""
    )
    del data["is_active"]
    assert signed_in(administrator).post(edit_address(administrator), data).status_code == 302
    held = User.objects.get(pk=administrator.pk)
    assert (held.display_name, held.branch, held.is_active) == ("我自己", tree.head_office, True)
    assert held.roles == {Role.ADMINISTRATOR}
    assert rights_records() == []


def test_a_deactivated_member_is_out_at_once(administrator: User, tree: BranchTree) -> None:
    member = UserFactory(editor=True, branch=tree.east, username="newcomer", staff_number="900001")
    theirs = signed_in(member)
    assert theirs.get(reverse("wagtailadmin_home")).status_code == 200
    data = posted(tree.east, [Role.EDITOR], password1="", password2="")
    del data["is_active"]
    signed_in(administrator).post(edit_address(member), data)
    assert theirs.get(reverse("wagtailadmin_home")).status_code == 302


def test_a_session_from_before_does_not_come_back_with_the_account(
    administrator: User, tree: BranchTree
) -> None:
    member = UserFactory(editor=True, branch=tree.east, username="newcomer", staff_number="900001")
    theirs, client = signed_in(member), signed_in(administrator)
    active = posted(tree.east, [Role.EDITOR], password1="", password2="")
    client.post(edit_address(member), {key: value for key, value in active.items() if key != "is_active"})
    client.post(edit_address(member), active)
    assert User.objects.get(pk=member.pk).is_active
    assert theirs.get(reverse("wagtailadmin_home")).status_code == 302


def test_setting_anothers_password_is_recorded_and_ends_their_sessions(
    administrator: User, tree: BranchTree
) -> None:
    member = UserFactory(editor=True, branch=tree.east, username="newcomer", staff_number="900001")
    theirs = signed_in(member)
    new = "sunlit river under seven bridges"
    data = posted(tree.east, [Role.EDITOR], password1=new, password2=new)
    assert signed_in(administrator).post(edit_address(member), data).status_code == 302
    assert User.objects.get(pk=member.pk).check_password(new)
    assert theirs.get(reverse("wagtailadmin_home")).status_code == 302
    record = LedgerRecord.objects.get(event="staff.password")
    assert (record.subject, json.loads(bytes(record.payload))) == (member.actor, {"by": administrator.actor})


def test_nobody_sets_their_own_password_without_the_old_one(administrator: User, tree: BranchTree) -> None:
    new = "sunlit river under seven bridges"
    data = posted(tree.head_office, [Role.ADMINISTRATOR], password1=new, password2=new)
    assert signed_in(administrator).post(edit_address(administrator), data).status_code == 302
    assert User.objects.get(pk=administrator.pk).check_password(PASSWORD)


@pytest.mark.parametrize("role", sorted(DESK - {Role.ADMINISTRATOR}))
def test_other_roles_keep_no_staff(role: Role, administrator: User, tree: BranchTree) -> None:
    client = signed_in(UserFactory(branch=tree.head_office, roles=[role]))
    for address in (LIST, ADD, edit_address(administrator)):
        assert client.get(address).status_code == 302
    client.post(ADD, posted(tree.east, [Role.ADMINISTRATOR]))
    assert not User.objects.filter(username="newcomer").exists()


def test_a_superuser_without_a_role_keeps_no_staff(tree: BranchTree) -> None:
    client = signed_in(UserFactory(is_superuser=True, branch=tree.head_office))
    assert client.get(LIST).status_code == 302
    client.post(ADD, posted(tree.east, [Role.ADMINISTRATOR]))
    assert not User.objects.filter(username="newcomer").exists()


def test_nobody_deletes_staff_or_makes_roles(administrator: User, tree: BranchTree) -> None:
    member = UserFactory(editor=True, branch=tree.east)
    User.objects.filter(pk=administrator.pk).update(is_superuser=True)
    client = signed_in(administrator)
    client.post(reverse("wagtailusers_users:delete", args=[member.pk]))
    for action in ("delete", "assign_role", "set_active_state"):
        address = f"/admin/bulk/people/user/{action}/?id={member.pk}"
        assert client.get(address).status_code == 302
        client.post(address, {"role": Group.objects.get(name="officer").pk, "mark_as_active": ""})
    client.post(reverse("wagtailusers_groups:add"), {"name": "rogue"})
    held = User.objects.get(pk=member.pk)
    assert (held.is_active, held.roles) == (True, {Role.EDITOR})
    assert not Group.objects.filter(name="rogue").exists()


def test_only_roles_are_offered(administrator: User) -> None:
    Group.objects.create(name="something else")
    field = signed_in(administrator).get(ADD).context["form"].fields["groups"]
    assert set(field.queryset.values_list("name", flat=True)) == set(Role.values)


def test_branches_are_offered_as_a_tree(administrator: User) -> None:
    field = signed_in(administrator).get(ADD).context["form"].fields["branch"]
    labels = [label for key, label in field.choices if key]
    assert labels == [
        "示范银行总行",
        "　示范银行东城分行",
        "　　示范银行东城桃园支行",
        "　示范银行西城分行",
    ]


def test_the_list_finds_filters_and_costs_the_same(administrator: User, tree: BranchTree) -> None:
    member = UserFactory(editor=True, branch=tree.east, display_name="张三丰")
    client = signed_in(administrator)
    client.get(LIST)
    with CaptureQueriesContext(connection) as few:
        client.get(LIST)
    for _number in range(15):
        UserFactory(manager=True, branch=tree.west)
    with CaptureQueriesContext(connection) as many:
        client.get(LIST)
    assert len(many) == len(few)
    for query in ({"q": "三丰"}, {"branch": tree.east.pk}, {"role": "editor"}):
        assert list(client.get(LIST, query).context["object_list"]) == [member], query


def test_branches_are_looked_at_and_not_changed(administrator: User, tree: BranchTree) -> None:
    client = signed_in(administrator)
    assert list(client.get(reverse("branches:index")).context["object_list"]) == [
        tree.head_office,
        tree.east,
        tree.east_sub,
        tree.west,
    ]
    assert client.get(reverse("branches:inspect", args=[tree.east.pk])).status_code == 200
    fields = {"code": "X", "name": "改", "short_name": "改"}
    for name, arguments in (("add", []), ("edit", [tree.east.pk]), ("delete", [tree.east.pk])):
        assert client.post(reverse(f"branches:{name}", args=arguments), fields).status_code == 302
    assert set(Branch.objects.values_list("code", flat=True)) == {"HO", "E01", "W01", "E0101"}
