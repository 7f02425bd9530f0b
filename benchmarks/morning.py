"""One morning on the database that the environment names; run by benchmarks.day."""

import asyncio
import os
import random
import sys
import time
import uuid
from argparse import Namespace
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from urllib.parse import urlencode

import django

django.setup()

from django.contrib.auth.models import Group  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection, connections  # noqa: E402

from benchmarks.day import arguments  # noqa: E402
from benchmarks.library import TOPICS, grow  # noqa: E402
from benchmarks.load import Seen, Shot, ask, fire, request, row  # noqa: E402
from benchmarks.portal import BARE, BARE_SIGNED_IN, lay_out_today, session_of  # noqa: E402
from benchmarks.table import show  # noqa: E402
from cms.serve import address  # noqa: E402
from cms.serve.children import Child  # noqa: E402
from cms.serve.web_server import web_server  # noqa: E402
from content.kinds import PRODUCT_ANALYSIS  # noqa: E402
from core import clock  # noqa: E402
from core.tasks import refresh_planner_statistics  # noqa: E402
from distribution.models import PackageItem, Pull, RecallTask  # noqa: E402
from people.enums import Role  # noqa: E402
from people.models import Branch, User  # noqa: E402
from review.models import Edition  # noqa: E402
from tests.factories.distribution import pull_edition  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.review import issue_edition, recall_edition  # noqa: E402

HEAD = ("what", "requests", "requests/s", "p50 ms", "p95 ms", "p99 ms", "errors")
MIX = {"today": 55, "search": 15, "edition": 15, "pull": 15}
"""Of a hundred requests of the morning."""
WARM_UP = 40
TASKS_WITHIN = 120.0


def staff(count: int, branches: Sequence[Branch]) -> list[User]:
    """Write managers in bulk, spread over the branches."""
    users = User.objects.bulk_create(
        [
            User(
                username=f"m{number:05d}",
                staff_number=f"m{number:05d}",
                display_name=f"经理{number}",
                branch=branches[number % len(branches)],
                password="!",
            )
            for number in range(count)
        ]
    )
    role, _made = Group.objects.get_or_create(name=Role.MANAGER.value)
    through = User.groups.through
    through.objects.bulk_create([through(user_id=user.pk, group_id=role.pk) for user in users])
    return users


def take_statistics() -> None:
    """Let the planner know the tables, as it does in a database that was not filled a second ago."""
    refresh_planner_statistics()
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")


def site(chosen: Namespace) -> tuple[list[User], Edition]:
    """Fill an empty database: branches, managers, a library, the brief in today's package."""
    call_command("migrate", verbosity=0)
    if User.objects.exists():
        raise SystemExit("The database is not empty.")
    head_office = BranchFactory()
    branches = [BranchFactory(parent=head_office) for _ in range(chosen.branches)]
    brief = issue_edition(branch=head_office)
    grow(
        issue_edition(kind=PRODUCT_ANALYSIS.code, branch=head_office),
        chosen.editions,
        clock.now(),
    )
    lay_out_today(UserFactory(manager=True, branch=head_office))
    assert PackageItem.objects.filter(edition=brief).exists()
    managers = staff(chosen.managers, branches)
    take_statistics()
    return managers, brief


def morning(chosen: Namespace, sessions: Sequence[str], brief: Edition) -> list[Shot]:
    """Return the requests of the morning, from a seed: who comes when, and for what."""
    dice = random.Random(chosen.seed)
    rate, seconds = chosen.rate, chosen.seconds
    takers = iter(dice.sample(sessions, len(sessions)))
    shots, starts = [], 0.0
    while (starts := starts + dice.expovariate(rate)) < seconds:
        (name,) = dice.choices(list(MIX), weights=list(MIX.values()))
        taker = next(takers, None) if name == "pull" else None
        if taker is not None:
            body = urlencode(
                {
                    "channel": "moments",
                    "segment": "credit_card",
                    "request_key": uuid.UUID(int=dice.getrandbits(128), version=4),
                }
            )
            content = request(f"/e/{brief.public_id}/pull/", taker, body)
            shots.append(Shot(name, starts, content, frozenset({302})))
            continue
        page = {
            "today": "/",
            "search": f"/search/?{urlencode({'q': f'{dice.choice(TOPICS)} 第{dice.randrange(99)}期'})}",
            "edition": f"/e/{brief.public_id}/",
        }.get(name, "/")
        shots.append(Shot("today" if name == "pull" else name, starts, request(page, dice.choice(sessions))))
    return shots


@contextmanager
def served(port: int) -> Iterator[None]:
    """Run web server and work loop as the demo does."""
    environment = {"ARMOURY_BASE_URL": f"http://127.0.0.1:{port}"}
    commands = {"web": web_server(port), "work": [sys.executable, "manage.py", "work"]}
    children = [Child(name, command, environment) for name, command in commands.items()]
    try:
        while not address.answers(port):
            time.sleep(0.2)
        yield
    finally:
        for child in children:
            child.process.terminate()
        for child in children:
            child.stop(10)


def recalled(port: int, brief: Edition, managers: Sequence[User], session: str) -> list[tuple[str, str]]:
    """Have every manager take the brief out, recall it, and return what was measured of it."""
    pulled = set(Pull.objects.filter(edition=brief).values_list("manager", flat=True))
    began = time.monotonic()
    for manager in managers:
        if manager.pk not in pulled:
            pull_edition(brief, manager)
    rows = [
        (
            f"the other {len(managers) - len(pulled)} pulls, one after the other, s",
            f"{time.monotonic() - began:.1f}",
        )
    ]
    began = time.monotonic()
    recall_edition(brief)
    rows.append(
        (
            "recall, the action (its officer made and signed in it too), ms",
            f"{(time.monotonic() - began) * 1000:.0f}",
        )
    )
    committed = time.monotonic()
    status = asyncio.run(ask(port, request(f"/e/{brief.public_id}/", session)))
    rows.append(("the next request of a manager", f"HTTP {status}"))
    wanted = Pull.objects.filter(edition=brief).values("manager").distinct().count()
    while RecallTask.objects.count() < wanted and time.monotonic() - committed < TASKS_WITHIN:
        time.sleep(0.05)
    rows.append(
        (
            f"until {RecallTask.objects.count()} of {wanted} tasks are there, s",
            f"{time.monotonic() - committed:.1f}",
        )
    )
    return rows


def main() -> None:
    chosen = arguments()
    managers, brief = site(chosen)
    dice = random.Random(chosen.seed)
    sessions = [
        session_of(manager, since=clock.now() - timedelta(minutes=dice.randrange(30))) for manager in managers
    ]
    shots = morning(chosen, sessions, brief)
    bare = [Shot("bare view", shot.starts, request(BARE, "")) for shot in shots]
    signed = [
        Shot("bare view, signed in", shot.starts, request(BARE_SIGNED_IN, sessions[number % len(sessions)]))
        for number, shot in enumerate(shots)
    ]
    connections.close_all()
    with served(chosen.port):
        fire(chosen.port, [Shot("", number / 20, request("/", sessions[0])) for number in range(WARM_UP)])
        rows = []
        for load in (bare, signed, shots):
            before = os.getloadavg()[0]
            seen, seconds = fire(chosen.port, load)
            if len(seen) > 1:
                rows += [row(name, seen[name], seconds) for name in sorted(seen)]
                together = Seen([one for each in seen.values() for one in each.taken])
                for each in seen.values():
                    for reason, count in each.errors.items():
                        together.errors[reason] = together.errors.get(reason, 0) + count
                seen = {"the morning, all": together}
            (name, all_of_it) = next(iter(seen.items()))
            rows.append(row(f"{name} (load average before {before:.1f})", all_of_it, seconds))
        show(
            f"{chosen.seconds} s at {chosen.rate:.0f}/s, {chosen.managers} managers, "
            f"{chosen.editions} editions on {connection.vendor}; {os.cpu_count()} cores, load made there too",
            HEAD,
            rows,
        )
        show(
            f"Recall of an edition pulled by {chosen.managers}",
            ("what", "measured"),
            recalled(chosen.port, brief, managers, sessions[0]),
        )


if __name__ == "__main__":
    main()
