"""Branches and people of the demo bank."""

from datetime import datetime
from typing import NamedTuple

from django.contrib.auth.hashers import make_password
from django.contrib.auth.models import Group
from django.db import transaction
from wagtail.models import Collection

from cms.demo.reading import table
from cms.demo.steps import Step
from cms.demo.timetable import Moment
from people.enums import Role
from people.models import Branch, User

PASSWORD = "Shifan-Wuqiku-2026"  # noqa: S105  (for invented people only, and printed at every start of the demo)
FIRST = "editor"
"""Who is made first; the moment of joining tells when the demo was opened."""


class Login(NamedTuple):
    """How to log in as one of the demo's people, and the address to open then."""

    role: str
    username: str
    password: str
    where: str


class NotADemo(Exception):
    """The database holds people who are not the demo's. It is left alone."""


def logins() -> list[Login]:
    """Return the logins to begin with, of those to whom the library gives a label, in its order."""
    return [
        Login(one["label"], one["username"], PASSWORD, "/" if Role.MANAGER in one["roles"] else "/admin/")
        for one in table("people")["staff"]
        if "label" in one
    ]


def opened(now: datetime) -> datetime:
    """Return when the demo was first opened, or `now`. Raises NotADemo where other people work."""
    first = User.objects.filter(username=FIRST, staff_number__in=_numbers()).first()
    if first is not None:
        return first.date_joined
    if User.objects.exists():
        raise NotADemo("这个数据库里已有其他用户，不能布置示范内容。请换一个空的数据目录。")
    return now


def staff_step(at: Moment, joined: datetime) -> Step:
    """Return the step that makes branches and people; all of them join at `joined`."""
    return Step(at, "机构与人员", _is_done, lambda _at: _make(joined))


def user(username: str) -> User:
    """Return one of the demo's people. Raises User.DoesNotExist."""
    return User.objects.select_related("branch").get(username=username)


def colleague(branch: str, role: str) -> str:
    """Return the user name of whoever holds `role` at `branch` or nearest above it. Raises LookupError."""
    above = {one["code"]: one.get("parent", "") for one in table("people")["branches"]}
    while branch:
        for one in table("people")["staff"]:
            if one["branch"] == branch and role in one["roles"]:
                return str(one["username"])
        branch = above[branch]
    raise LookupError(role)


def _numbers() -> list[str]:
    return [one["staff_number"] for one in table("people")["staff"]]


def _is_done() -> bool:
    return User.objects.filter(staff_number__in=_numbers()).count() == len(_numbers())


@transaction.atomic
def _make(joined: datetime) -> None:
    data = table("people")
    for branch in data["branches"]:
        if not Branch.objects.filter(code=branch["code"]).exists():
            _make_branch(branch)
    encoded = make_password(PASSWORD)
    for one in data["staff"]:
        if not User.objects.filter(staff_number=one["staff_number"]).exists():
            made = User.objects.create(
                username=one["username"],
                staff_number=one["staff_number"],
                display_name=one["name"],
                branch=Branch.objects.get(code=one["branch"]),
                password=encoded,
                date_joined=joined,
            )
            made.groups.set(Group.objects.filter(name__in=one["roles"]))


def _make_branch(data: dict[str, str]) -> None:
    parent = Branch.objects.get(code=data["parent"]) if "parent" in data else None
    above = parent.collection if parent else Collection.get_first_root_node()
    collection = above.add_child(instance=Collection(name=data["name"]))
    branch = Branch(
        code=data["code"], name=data["name"], short_name=data["short_name"], collection=collection
    )
    if parent is None:
        Branch.add_root(instance=branch)
    else:
        parent.add_child(instance=branch)
