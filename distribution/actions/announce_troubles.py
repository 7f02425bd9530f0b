"""Announce troubles: tell the people of a branch, once each, what is wrong with a day ahead."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.conf import settings
from django.db import transaction

from core.clock import business_day
from core.domain import canonical
from core.domain.canonical import Canonical
from distribution.actions.build_packages import Told
from distribution.domain.programmes.troubles import Trouble, is_due
from distribution.models import ProgrammeNotice
from distribution.queries.packages import LAYING_OUT
from people.models import User


def announce_troubles(day: date, told: Iterable[Told], at: datetime) -> int:
    """Write a notice for each of those who lay out packages in a branch with trouble on `day`.

    Returns how many are new. What is no longer so is marked as over.

    Only days within ARMOURY_TROUBLES_TOLD_DAYS are told of, and that a brief is awaited on its own day alone:
    tomorrow's is not late yet. Repeating it writes nothing. Hold no transaction.
    """
    today = business_day(at)
    if not today <= day <= today + timedelta(days=settings.ARMOURY_TROUBLES_TOLD_DAYS):
        return 0
    by_branch = {
        one.branch: {
            _key(trouble): (trouble, one.purposes) for trouble in one.troubles if is_due(trouble, day, today)
        }
        for one in told
    }
    readers = _readers(by_branch)
    present = set(
        ProgrammeNotice.objects.filter(day=day, is_over=False).values_list("user_id", "branch_id", "key")
    )
    wanted = {
        (user, branch, key): found for user, branch in readers for key, found in by_branch[branch].items()
    }
    over = present - wanted.keys()
    new = wanted.keys() - present
    with transaction.atomic():
        for user, _branch, key in over:
            ProgrammeNotice.objects.filter(user=user, day=day, key=key).update(is_over=True)
        for user, branch, key in sorted(new):
            trouble, purposes = wanted[user, branch, key]
            ProgrammeNotice.objects.update_or_create(
                user_id=user,
                day=day,
                key=key,
                defaults={"is_over": False},
                create_defaults={
                    "branch_id": branch,
                    "slot": trouble.slot,
                    "code": trouble.code,
                    "purpose": purposes.get(trouble.entry, "") if trouble.entry else "",
                    "titles": list(trouble.titles),
                    "announced_at": at,
                },
            )
    return len(new)


def _key(trouble: Trouble) -> str:
    said: dict[str, Canonical] = {
        "code": trouble.code,
        "slot": trouble.slot,
        "entry": trouble.entry,
        "titles": list(trouble.titles),
    }
    return canonical.sha256(canonical.encode(said))


def _readers(branches: Iterable[int]) -> list[tuple[int, int]]:
    staff = User.objects.filter(
        is_active=True, branch__in=list(branches), groups__name__in=[role.value for role in LAYING_OUT]
    )
    return sorted({(user, branch) for user, branch in staff.values_list("pk", "branch") if branch})
