"""Who stands in for whom on a day."""

from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet

from core.prepared import Parameter
from people.enums import Role
from people.models import StandIn, User


def stood_in_for(colleague: User | Parameter, day: date | Parameter) -> QuerySet[StandIn, Any]:
    """Return the primary keys of those for whom `colleague` stands in on `day`, to be put into a query."""
    newer = _holding(day).filter(person=OuterRef("person"), pk__gt=OuterRef("pk"))
    return _holding(day).filter(~Exists(newer), colleague=colleague).order_by().values("person")


def left_to(colleague: User) -> QuerySet[StandIn]:
    """Return what `colleague` does for others for good."""
    newer = StandIn.objects.filter(person=OuterRef("person"), last_day=None, pk__gt=OuterRef("pk"))
    return StandIn.objects.filter(~Exists(newer), colleague=colleague, last_day=None).select_related("person")


def has_successor(person: User) -> bool:
    """Return whether an active colleague does for good what comes up for `person`."""
    newest = StandIn.objects.filter(person=person, last_day=None).select_related("colleague").first()
    return newest is not None and newest.colleague.is_active


def stand_ins_of(person: User) -> QuerySet[StandIn]:
    """Return what was arranged for `person`, the newest first."""
    return StandIn.objects.filter(person=person).select_related("colleague", "arranged_by")


def people_to_hand_over(user: User) -> QuerySet[User]:
    """Return whose work `user` may hand over: everybody's as an administrator, otherwise that of the branches
    which a lead or operator oversees.
    """
    people = User.objects.filter(branch__isnull=False).select_related("branch")
    if Role.ADMINISTRATOR in user.roles:
        return people
    if user.branch is None or not user.roles & {Role.LEAD, Role.OPERATOR}:
        return people.none()
    return people.filter(branch__path__startswith=user.branch.path)


def _holding(day: date | Parameter) -> QuerySet[StandIn]:
    return StandIn.objects.filter(Q(last_day__isnull=True) | Q(last_day__gte=day), first_day__lte=day)
