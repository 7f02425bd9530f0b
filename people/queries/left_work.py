"""What is left with a person, over all rooms, and who could take it over."""

from collections.abc import Sequence
from dataclasses import dataclass

from people.models import User
from people.registry import LeftWork, left_works


@dataclass(frozen=True, slots=True)
class Left:
    """One sort of open work and what there is of it."""

    work: LeftWork
    found: Sequence[str]


def left_with(person: User) -> list[Left]:
    """Return what is left with `person`, each sort of which there is any. A fixed number of queries."""
    everything = [Left(work, work.find(person)) for work in left_works()]
    return [left for left in everything if left.found]


def takers(person: User, left: Sequence[Left]) -> list[User]:
    """Return the active colleagues of the branch of `person` who may take over all of `left`."""
    colleagues = User.objects.filter(branch=person.branch, is_active=True).exclude(pk=person.pk)
    found = colleagues.select_related("branch").prefetch_related("groups").order_by("staff_number")
    return [one for one in found if not lacking(one, left)]


def lacking(colleague: User, left: Sequence[Left]) -> list[LeftWork]:
    """Return which sorts of `left` the roles of `colleague` do not allow."""
    held = {group.name for group in colleague.groups.all()}
    return [
        one.work
        for one in left
        if one.work.move is not None
        and (
            not held & {role.value for role in one.work.needs}
            or held & {role.value for role in one.work.barred}
        )
    ]
