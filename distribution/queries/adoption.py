"""How many managers of a branch, and of those below it, take out what is laid out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, QuerySet
from django.db.models.functions import TruncWeek
from django.utils.translation import gettext as _

from distribution.domain.adoption import Line, TakeUp, line, mondays
from distribution.models import Pull
from people.enums import Role
from people.models import Branch, User

LEADING = frozenset({Role.LEAD, Role.OPERATOR})
"""Who is shown adoption, and the morning page: those who answer for a branch's managers."""


@dataclass(frozen=True, slots=True)
class Adoption:
    """`total` is everybody below `branch` and in it; `branches` stand in the order of the tree."""

    mondays: tuple[date, ...]
    total: Line
    branches: tuple[Line, ...]


def leads(user: User) -> bool:
    """Return whether `user` is shown the morning page and adoption; of which branches is `overseen_by`'s."""
    return user.branch is not None and bool(user.roles & LEADING)


def adoption(user: User, branch: Branch, day: date) -> Adoption:
    """Return week by week how many of the managers who are active now took something out, in three queries.

    `branch` is the user's own. A manager counts for the branch that they belong to now, in every week.
    """
    weeks = mondays(day)
    active = _active(branch)
    used = _used(user, weeks[0])
    below = list(Branch.objects.filter(path__startswith=branch.path).order_by("path"))
    itself = line(_("%(branch)s itself") % {"branch": branch.short_name}, [branch.path], active, used, day)
    lines = [
        line(one.short_name, [path for path in active if path.startswith(one.path)], active, used, day)
        for one in below
        if one.depth == branch.depth + 1
    ]
    return Adoption(weeks, line(_("In all"), active, active, used, day), (itself, *lines))


def take_up(user: User, branch: Branch, day: date) -> TakeUp:
    """Return how many of the managers of `branch` and below took something out on `day`. Two queries."""
    pulls = _of_active(Pull.objects.overseen_by(user).filter(day=day))
    return TakeUp(pulls.order_by().values("manager").distinct().count(), sum(_active(branch).values()))


def _active(branch: Branch) -> Mapping[str, int]:
    found = User.objects.filter(
        is_active=True, groups__name=Role.MANAGER, branch__path__startswith=branch.path
    ).order_by()
    return dict(found.values_list("branch__path").annotate(all=Count("pk")))


def _used(user: User, first: date) -> Mapping[tuple[str, date], int]:
    pulls = _of_active(Pull.objects.overseen_by(user).filter(day__gte=first)).order_by()
    found = pulls.values_list("manager__branch__path", TruncWeek("day")).annotate(
        all=Count("manager", distinct=True)
    )
    return {(path, monday): number for path, monday, number in found}


def _of_active(pulls: QuerySet[Pull]) -> QuerySet[Pull]:
    return pulls.filter(manager__is_active=True, manager__groups__name=Role.MANAGER)
