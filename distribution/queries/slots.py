"""When the slots of some days are due for a branch."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Final

from django.db.models import CharField, DateField, Q
from django.utils import timezone

from core.prepared import Prepared
from distribution.domain.slots import Times, Window, windows
from distribution.models import ProgrammeSlot
from people.models import ApiClient, Branch, User


def windows_for(user: User | ApiClient, days: Sequence[date]) -> dict[date, dict[str, Window]]:
    """Return the windows of each of `days` by slot, for whoever works in the user's branch. One query."""
    return windows_of(user.branch, days)


def windows_of(branch: Branch | None, days: Sequence[date]) -> dict[date, dict[str, Window]]:
    """Return the windows of each of `days` by slot for `branch`: the nearest programme in use that times a
    slot says when it is due. One query.
    """
    zone = timezone.get_default_timezone()
    lineage = branch.lineage_paths() if branch is not None else []
    rows: list[ProgrammeSlot] = _TIMED.rows(lineage=lineage, first=min(days), last=max(days))
    return {day: windows(day, _times(rows, day), zone) for day in days}


_TIMED: Final = Prepared(
    lambda lineage, first, last: (
        ProgrammeSlot.objects.filter(
            Q(programme__ends__isnull=True) | Q(programme__ends__gte=first),
            programme__is_active=True,
            programme__starts__lte=last,
            programme__branch__path__in=lineage,
        )
        .select_related("programme")
        .order_by("programme__branch__depth", "programme__starts", "programme_id")
    ),
    lineage=CharField(),
    first=DateField(),
    last=DateField(),
)


def _times(rows: Iterable[ProgrammeSlot], day: date) -> Mapping[str, Times]:
    """Return the times on `day`; later rows, which are nearer, count."""
    return {
        row.slot: Times(row.begins, row.ends)
        for row in rows
        if row.programme.starts <= day and (row.programme.ends is None or row.programme.ends >= day)
    }
