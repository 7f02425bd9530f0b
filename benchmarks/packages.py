"""Packages of a day for 300 branches: built at first, built again unchanged, and after one edition more.

Once with head office's programme alone, and once with a programme of its own in every branch.
"""

import os
import time

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402

from benchmarks.library import grow  # noqa: E402
from benchmarks.table import show  # noqa: E402
from content.kinds import PRODUCT_ANALYSIS  # noqa: E402
from core import clock  # noqa: E402
from distribution.actions.build_packages import build_day  # noqa: E402
from distribution.actions.mark_stale import mark_stale  # noqa: E402
from distribution.actions.start_usual_week import start_usual_week  # noqa: E402
from distribution.models import Programme, ProgrammeEntry  # noqa: E402
from people.models import Branch  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.review import issue_edition  # noqa: E402

BRANCHES = 300
EDITIONS = 2_000


def timed(label: str) -> tuple[str, ...]:
    at = clock.now()
    day = timezone.localtime(at).date()
    mark_stale()
    began = time.monotonic()
    built = build_day(day, at)
    return label, str(built.packages), str(built.changed), f"{time.monotonic() - began:.1f}"


def add_local(branch: Branch, day_entry: dict[str, object]) -> None:
    programme = Programme.objects.create(
        branch=branch, title="本地", starts=timezone.localtime(clock.now()).date()
    )
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(programme=programme, weekday=str(weekday), **day_entry) for weekday in range(1, 8)
    )


def main() -> None:
    call_command("migrate", verbosity=0)
    head_office = BranchFactory()
    keeper = UserFactory(operator=True, branch=head_office)
    sample = issue_edition(kind=PRODUCT_ANALYSIS.code, branch=head_office)
    grow(sample, EDITIONS, clock.now())
    branches = [BranchFactory(parent=head_office) for _ in range(BRANCHES)]
    programme = start_usual_week("总行", timezone.localtime(clock.now()).date(), actor=keeper)
    ProgrammeEntry.objects.bulk_create(
        ProgrammeEntry(
            programme=programme,
            weekday=str(weekday),
            slot=slot,
            purpose="professional",
            kinds=[PRODUCT_ANALYSIS.code],
            how_many=3,
        )
        for weekday in range(1, 8)
        for slot in ("morning", "noon", "evening")
    )
    rows = [timed("head office's programme alone"), timed("again, nothing changed")]
    for branch in branches:
        add_local(
            branch, {"slot": "noon", "purpose": "offers", "kinds": [PRODUCT_ANALYSIS.code], "how_many": 2}
        )
    rows += [timed("a programme in each branch"), timed("again, nothing changed")]
    issue_edition(kind=PRODUCT_ANALYSIS.code, branch=head_office)
    rows.append(timed("one edition more"))
    show(
        f"Packages of a day on {connection.vendor}: {BRANCHES} branches, {EDITIONS} editions",
        ("programmes", "packages", "changed", "seconds"),
        rows,
    )


if __name__ == "__main__":
    main()
