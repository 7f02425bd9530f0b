"""A pull for 3,000 customers who are known by their table, each counted: time and queries.

Once into empty counters and then again and again, so that the rows of the customers are there.
"""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.table import show  # noqa: E402
from people.models import User  # noqa: E402
from review.models import Edition  # noqa: E402
from tests.factories.distribution import pull_edition, reach_of, set_limit  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.review import issue_edition  # noqa: E402

CUSTOMERS = 3_000
PULLS = 40


def timed(edition: Edition, manager: User) -> float:
    began = time.monotonic()
    pull_edition(edition, manager)
    return (time.monotonic() - began) * 1000


def row(label: str, edition: Edition, manager: User) -> tuple[str, ...]:
    """Return a row of the table: the first pull, p50 and p95 of the others, the queries of one."""
    first = timed(edition, manager)
    others = sorted(timed(edition, manager) for _number in range(PULLS))
    with CaptureQueriesContext(connection) as queries:
        timed(edition, manager)
    shown = (first, others[PULLS // 2], others[PULLS * 95 // 100])
    return label, *(f"{one:.0f}" for one in shown), str(len(queries))


def main() -> None:
    call_command("migrate", verbosity=0)
    head_office = BranchFactory()
    branch = BranchFactory(parent=head_office)
    for limit in ("segment_day", "moments_day", "moments_month"):
        set_limit(limit, "999")
    edition = issue_edition(branch=head_office)
    unknown, known = (UserFactory(manager=True, branch=branch) for _manager in range(2))
    reach_of(known, {f"{number:06}": "C3" for number in range(CUSTOMERS)})
    rows = [
        row("no table", edition, unknown),
        row(f"{CUSTOMERS:,} customers", edition, known),
    ]
    show(
        f"Pulls on {connection.vendor}: each of {CUSTOMERS:,} known customers counted",
        ("pull with", "first (ms)", "p50 (ms)", "p95 (ms)", "queries"),
        rows,
    )


if __name__ == "__main__":
    main()
