"""What was taken out in a branch and below it, by day, slot, kind and branch."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Aggregate, Count, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from content.enums import Slot
from content.kinds import kind_label
from core.domain.periods import Period
from distribution.domain.slots import SLOTS
from distribution.domain.take_up import Counts, added_up
from distribution.enums import PullStatus
from distribution.models import LinkOpens, PackageItem, Pull
from people.enums import Role
from people.models import Branch, User

READING_NUMBERS = frozenset({Role.LEAD, Role.OPERATOR, Role.EDITOR, Role.AUDITOR})
"""Who is shown numbers: those who answer for content or for a branch, and who audits them."""

NO_SLOT = ""
"""Stands for what was in no package of its day: it was found by search."""

_COUNTED = {
    "taken": Count("pk"),
    "sent": Count("pk", filter=Q(status=PullStatus.CONFIRMED)),
    "lapsed": Count("pk", filter=Q(status=PullStatus.LAPSED)),
}
_OPENED = {"opened": Sum("visitors")}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of a table. `code` is that of a branch which can be looked at by itself, otherwise empty."""

    label: str
    counts: Counts
    code: str = ""


@dataclass(frozen=True, slots=True)
class Numbers:
    """What `branch` and those below it took out in `period`; the sums of each of the four are `total`."""

    branch: Branch
    period: Period
    total: Counts
    by_day: tuple[Row, ...]
    by_slot: tuple[Row, ...]
    by_kind: tuple[Row, ...]
    by_branch: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class _Piece:
    day: date
    edition: int
    kind: str


def reads_numbers(user: User) -> bool:
    """Return whether `user` is shown numbers at all; of which branches is `overseen_by`'s."""
    return user.branch is not None and bool(user.roles & READING_NUMBERS)


def numbers(user: User, branch: Branch, period: Period) -> Numbers:
    """Return what was taken in `branch` and below it, as far as `user` oversees it.

    Everything goes by the day of the pull: a link that was opened later counts for that day. Six queries,
    whose rows are as many as the pieces of the period and the branches.
    """
    pulls = Pull.objects.overseen_by(user).filter(
        branch__path__startswith=branch.path, day__range=(period.first, period.last)
    )
    found = list(_pieces(pulls))
    slots = _slots(branch, period)
    by_day = added_up(found, lambda piece: piece.day)
    by_slot = added_up(found, lambda piece: slots.get((piece.day, piece.edition), NO_SLOT))
    by_kind = added_up(found, lambda piece: piece.kind)
    return Numbers(
        branch,
        period,
        sum((counts for _piece, counts in found), Counts()),
        tuple(Row(f"{day:%m-%d}", by_day.get(day, Counts())) for day in period.days),
        tuple(_of_slots(by_slot)),
        tuple(sorted((Row(str(kind_label(kind)), one) for kind, one in by_kind.items()), key=_most_first)),
        tuple(_of_branches(branch, pulls)),
    )


def _pieces(pulls: QuerySet[Pull]) -> Iterator[tuple[_Piece, Counts]]:
    """Yield what was taken by day and edition, then what was opened of it."""
    by = ("day", "edition_id", "edition__kind")
    for day, edition, kind, *counted in _grouped(pulls, by, _COUNTED):
        yield _Piece(day, edition, kind), Counts(*counted)
    for day, edition, kind, visitors in _grouped(_opens(pulls), [f"pull__{one}" for one in by], _OPENED):
        yield _Piece(day, edition, kind), Counts(opened=visitors)


def _opens(pulls: QuerySet[Pull]) -> QuerySet[LinkOpens]:
    return LinkOpens.objects.filter(pull__in=pulls.order_by().values("pk"))


def _grouped(
    rows: QuerySet[Any], by: Sequence[str], sums: Mapping[str, Aggregate]
) -> Iterable[tuple[Any, ...]]:
    """Return the values of `by` with the sums over the rows that share them."""
    found: Iterable[tuple[Any, ...]] = rows.order_by().values_list(*by).annotate(**sums)
    return found


def _slots(branch: Branch, period: Period) -> Mapping[tuple[date, int], str]:
    """Return the slot in which an edition lay on a day; the first, where packages of several have it."""
    packed = (
        PackageItem.objects.filter(
            Q(package__branch__path__in=branch.lineage_paths())
            | Q(package__branch__path__startswith=branch.path),
            package__day__range=(period.first, period.last),
        )
        .order_by()
        .values_list("package__day", "edition_id", "slot")
        .distinct()
    )
    first: dict[tuple[date, int], str] = {}
    for day, edition, slot in sorted(packed, key=lambda row: SLOTS.index(row[2])):
        first.setdefault((day, edition), slot)
    return first


def _of_slots(by_slot: Mapping[str, Counts]) -> Iterator[Row]:
    for slot in SLOTS:
        yield Row(str(Slot(slot).label), by_slot.get(slot, Counts()))
    yield Row(_("In no package of the day"), by_slot.get(NO_SLOT, Counts()))


def _of_branches(branch: Branch, pulls: QuerySet[Pull]) -> Iterator[Row]:
    """Yield the branch by itself, then each that is directly below it with everything below that, in the
    order of the tree: it is no ranking.
    """
    found = [
        *((path, Counts(*counted)) for path, *counted in _grouped(pulls, ["branch__path"], _COUNTED)),
        *(
            (path, Counts(opened=visitors))
            for path, visitors in _grouped(_opens(pulls), ["pull__branch__path"], _OPENED)
        ),
    ]
    end = len(branch.path) + branch.steplen
    sums = added_up(found, lambda path: path[:end])
    below = Branch.objects.filter(path__startswith=branch.path, depth=branch.depth + 1).order_by("path")
    yield Row(_("%(branch)s itself") % {"branch": branch.short_name}, sums.get(branch.path, Counts()))
    for one in below:
        yield Row(one.short_name, sums.get(one.path, Counts()), one.code)


def _most_first(row: Row) -> tuple[int, str]:
    return (-row.counts.taken, row.label)
