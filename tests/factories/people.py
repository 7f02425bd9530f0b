"""Branches and staff."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import factory
from django.contrib.auth.models import Group, Permission
from django.utils import timezone
from factory.django import DjangoModelFactory
from wagtail.models import Collection

from core import clock
from people.actions.hand_over import Absence, hand_over
from people.enums import DESK, QualificationKind, Role
from people.models import Branch, Qualification, StandIn, User

PASSWORD = "a long enough pass phrase"


class BranchFactory(DjangoModelFactory[Branch]):
    """A branch with its collection. `parent=` puts it below another one; without it, it is a head office."""

    class Meta:
        model = Branch

    parent = None
    code = factory.Sequence(lambda number: f"B{number:04d}")
    name = factory.Sequence(lambda number: f"示范银行第{number}支行")
    short_name = factory.Sequence(lambda number: f"第{number}支行")

    @classmethod
    def _create(
        cls, model_class: type[Branch], *args: Any, parent: Branch | None = None, **fields: Any
    ) -> Branch:
        above = parent.collection if parent else Collection.get_first_root_node()
        collection = above.add_child(instance=Collection(name=fields["name"]))
        branch = model_class(collection=collection, **fields)
        if parent is None:
            model_class.add_root(instance=branch)
        else:
            Branch.objects.get(pk=parent.pk).add_child(instance=branch)
        return Branch.objects.get(pk=branch.pk)


@dataclass(frozen=True)
class BranchTree:
    """Head office, two branches, and a sub-branch below the first."""

    head_office: Branch
    east: Branch
    west: Branch
    east_sub: Branch


def branch_tree() -> BranchTree:
    """Make the tree that most tests of ownership use."""
    head_office = BranchFactory(code="HO", name="示范银行总行", short_name="总行")
    east = BranchFactory(code="E01", name="示范银行东城分行", short_name="东城分行", parent=head_office)
    west = BranchFactory(code="W01", name="示范银行西城分行", short_name="西城分行", parent=head_office)
    east_sub = BranchFactory(code="E0101", name="示范银行东城桃园支行", short_name="桃园支行", parent=east)
    return BranchTree(head_office, east, west, east_sub)


class QualificationFactory(DjangoModelFactory[Qualification]):
    """A qualification that holds since 2020."""

    class Meta:
        model = Qualification

    kind = QualificationKind.FUND
    number = factory.Sequence(lambda number: f"Q{number:08d}")
    valid_from = date(2020, 1, 1)


class UserFactory(DjangoModelFactory[User]):
    """A member of staff. Roles by trait (`editor=True`) or `roles=[...]`; the password is PASSWORD.

    A manager holds every qualification, or those in `held`.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        editor = factory.Trait(roles=[Role.EDITOR])
        officer = factory.Trait(roles=[Role.OFFICER])
        legal = factory.Trait(roles=[Role.LEGAL])
        consumer_protection = factory.Trait(roles=[Role.CONSUMER_PROTECTION])
        manager = factory.Trait(roles=[Role.MANAGER])
        lead = factory.Trait(roles=[Role.LEAD])
        operator = factory.Trait(roles=[Role.OPERATOR])
        auditor = factory.Trait(roles=[Role.AUDITOR])
        administrator = factory.Trait(roles=[Role.ADMINISTRATOR])

    username = factory.Sequence(lambda number: f"staff{number}")
    staff_number = factory.Sequence(lambda number: f"{number:06d}")
    display_name = factory.Sequence(lambda number: f"员工{number}")
    branch = factory.SubFactory(BranchFactory)

    @classmethod
    def _create(cls, model_class: type[User], *args: Any, **fields: Any) -> User:
        held = fields.pop("held", QualificationKind.values)
        user = super()._create(
            model_class, *args, **{key: value for key, value in fields.items() if key != "roles"}
        )
        user.set_password(PASSWORD)
        user.save(update_fields=["password"])
        user.groups.set([_group(role) for role in fields.get("roles", [])])
        if Role.MANAGER in fields.get("roles", []):
            for kind in held:
                QualificationFactory(user=user, kind=kind)
        return User.objects.select_related("branch").get(pk=user.pk)


def leave_of(person: User, days: int = 7) -> StandIn:
    """Let a new colleague with the person's roles stand in from today on."""
    colleague = UserFactory(branch=person.branch)
    colleague.groups.set(person.groups.all())
    first = timezone.localtime(clock.now()).date()
    return hand_over(
        person,
        colleague,
        Absence(first, first + timedelta(days=days)),
        actor=UserFactory(administrator=True, branch=person.branch.get_root()),
        at=clock.now(),
    )


def _group(role: Role) -> Group:
    """The role's group; made anew where a test that truncates its tables has lost it."""
    group, made = Group.objects.get_or_create(name=role.value)
    if made and role in DESK:
        group.permissions.add(
            Permission.objects.get(content_type__app_label="wagtailadmin", codename="access_admin")
        )
    return group
