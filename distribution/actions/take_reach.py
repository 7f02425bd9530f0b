"""Take reach: the table of whom managers reach is replaced, a manager's as a whole."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path

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

CHUNK = 500
KEEPERS = frozenset({Role.OPERATOR})


@action("take reach")
def take_reach(source: ReachFile, *, file_sha256: str, actor: User, at: datetime) -> dict[str, int]:
    """Replace the tables of all managers that the file names; return how many managers and customers.

    Of a customer nothing is kept but a keyed hash. Raises Conflict for a file with errors, Refused unless
    `actor` is an operator of a branch at or above each manager's.
    """
    subject = f"reach:{file_sha256[:16]}"
    authority.require_role(actor, KEEPERS, subject=subject)
    if source.errors:
        raise Conflict(_("The file has errors and was not taken in. Mend them and choose it again."))
    by_manager: dict[int, list[ReachRow]] = defaultdict(list)
    for row in source.table.rows:
        by_manager[source.managers[row.manager].pk].append(row)
    for manager in User.objects.select_related("branch").filter(pk__in=by_manager):
        authority.require_oversight(actor, authority.own_branch(manager, subject=subject), subject=subject)
    customers = _customers([row.customer for row in source.table.rows])
    for key, rows in sorted(by_manager.items()):
        _replace(key, rows, customers, actor, at)
    counts = {"managers": len(by_manager), "customers": len(set(customers.values()))}
    ledger.append(
        Stream.DECISIONS,
        "reach.taken",
        subject=subject,
        subject_sha256=file_sha256,
        at=at,
        payload={"by": actor.actor, **counts},
    )
    return counts


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


def _chunks(values: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(values), CHUNK):
        yield values[start : start + CHUNK]
