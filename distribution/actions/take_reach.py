"""Take reach: the table of whom managers reach is replaced, a manager's as a whole."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from django.conf import settings
from django.utils.translation import gettext as _

from core import ledger
from core.actions import Conflict, action
from core.models import Stream
from distribution.domain.reach import ReachRow, digest
from distribution.models import Customer, Reach, ReachTable
from distribution.queries.reach_file import ReachFile
from people.enums import Role
from people.models import User
from people.queries import authority

T = TypeVar("T")

CHUNK = 500
AT_ONCE = 20_000
"""About so many rows are written in one transaction; a manager's are never parted."""
KEEPERS = frozenset({Role.OPERATOR})


Rows = Mapping[int, Sequence[ReachRow]]
"""What the file says of each manager, by the manager's key."""


def take_reach(
    source: ReachFile,
    *,
    file_sha256: str,
    actor: User,
    at: datetime,
    on_taken: Callable[[int], object] = lambda rows: None,
) -> dict[str, int]:
    """Replace the tables of all managers that the file names; return how many managers and customers.

    Of a customer nothing is kept but a keyed hash. Some managers' tables at a time, in a transaction and with
    a record of their own; `on_taken` is told how many rows. What breaks off leaves whole tables, and the same
    file may be taken again. Raises Conflict for a file with errors, Refused unless `actor` is an operator
    of a branch at or above each manager's; then nothing is taken.
    """
    if source.errors:
        raise Conflict(_("The file has errors and was not taken in. Mend them and choose it again."))
    by_manager: dict[int, list[ReachRow]] = defaultdict(list)
    for row in source.table.rows:
        by_manager[source.managers[row.manager].pk].append(row)
    subject = f"reach:{file_sha256[:16]}"
    _require_all(list(by_manager), subject, actor=actor)
    for some in _portions(by_manager):
        _take(some, subject, file_sha256, actor=actor, at=at)
        on_taken(sum(map(len, some.values())))
    customers = {row.customer for row in source.table.rows}
    return {"managers": len(by_manager), "customers": len(customers)}


@action("take reach")
def _require_all(managers: Sequence[int], subject: str, *, actor: User) -> None:
    _require(managers, subject, actor)


@action("take reach")
def _take(some: Rows, subject: str, file_sha256: str, *, actor: User, at: datetime) -> None:
    _require(list(some), subject, actor)
    customers = _customers([row.customer for rows in some.values() for row in rows])
    for key, rows in sorted(some.items()):
        _replace(key, rows, customers, actor, at)
    ledger.append(
        Stream.DECISIONS,
        "reach.taken",
        subject=subject,
        subject_sha256=file_sha256,
        at=at,
        payload={"by": actor.actor, "managers": len(some), "customers": len(set(customers.values()))},
    )


def _require(managers: Sequence[int], subject: str, actor: User) -> None:
    authority.require_role(actor, KEEPERS, subject=subject)
    for chunk in _chunks(managers):
        for manager in User.objects.select_related("branch").filter(pk__in=chunk):
            branch = authority.own_branch(manager, subject=subject)
            authority.require_oversight(actor, branch, subject=subject)


def _portions(by_manager: Rows) -> Iterator[Rows]:
    """Yield the managers in portions of about AT_ONCE rows."""
    some: dict[int, Sequence[ReachRow]] = {}
    count = 0
    for key, rows in sorted(by_manager.items()):
        if some and count + len(rows) > AT_ONCE:
            yield some
            some, count = {}, 0
        some[key] = rows
        count += len(rows)
    if some:
        yield some


def _customers(numbers: Sequence[str]) -> dict[str, int]:
    """Return the key of each customer by number; who is new is written down by the hash."""
    key = Path(settings.ARMOURY_CUSTOMER_KEY_FILE).read_bytes().strip()
    hashed = {number: digest(number, key) for number in set(numbers)}
    found: dict[str, int] = {}
    for chunk in _chunks(sorted(hashed.values())):
        Customer.objects.bulk_create([Customer(digest=one) for one in chunk], ignore_conflicts=True)
        found |= dict(Customer.objects.filter(digest__in=chunk).values_list("digest", "pk"))
    return {number: found[one] for number, one in hashed.items()}


def _replace(
    manager: int, rows: Sequence[ReachRow], customers: dict[str, int], actor: User, at: datetime
) -> None:
    table, _made = ReachTable.objects.update_or_create(
        manager_id=manager, defaults={"size": len(rows), "taken_by": actor, "taken_at": at}
    )
    Reach.objects.filter(table=table).delete()
    made = {
        (row.segment, customers[row.customer]): Reach(
            table=table,
            customer_id=customers[row.customer],
            segment=row.segment,
            tolerance=row.tolerance,
        )
        for row in rows
    }
    Reach.objects.bulk_create(made.values(), batch_size=CHUNK)


def _chunks(values: Sequence[T]) -> Iterator[Sequence[T]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
