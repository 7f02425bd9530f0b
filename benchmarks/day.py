"""`make bench-day`: a manager's morning, replayed against a real server.

After the 8:30 brief the managers open today's page, search, open the brief and take it out. Requests start
when they are meant to (open loop), whether or not those before were answered, and each is timed from its
intended start: a server that falls behind shows it. The same load on bare views says what machine and server
alone cost. Afterwards every manager has taken the brief out, and it is recalled.

The server is the demo's own: gunicorn with its processes and threads, the work loop beside it. The load is
made on the same machine, so it takes its share of the cores. On SQLite, and on PostgreSQL too if
ARMOURY_BENCH_POSTGRES_URL names an empty database.
"""

import argparse
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="A manager's morning against a real server.")
    parser.add_argument("--seconds", type=int, default=60, help="How long the load lasts.")
    parser.add_argument("--rate", type=float, default=100, help="Requests a second.")
    parser.add_argument("--managers", type=int, default=5_000)
    parser.add_argument("--branches", type=int, default=300)
    parser.add_argument("--editions", type=int, default=500)
    parser.add_argument("--seed", type=int, default=830)
    parser.add_argument("--port", type=int, default=8054)
    parser.add_argument("--skip-packages", action="store_true", help="Leave out benchmarks.packages.")
    return parser.parse_args()


@contextmanager
def environment(database: str) -> Iterator[dict[str, str]]:
    """Yield the environment of a site with data of its own; `database` is an address, or empty for SQLite."""
    with tempfile.TemporaryDirectory(prefix="armoury-day-", ignore_cleanup_errors=True) as place:
        changed = {"ARMOURY_DATA_DIR": place, "DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        kept = {name: value for name, value in os.environ.items() if name != "ARMOURY_DATABASE_URL"}
        yield {**kept, **changed, **({"ARMOURY_DATABASE_URL": database} if database else {})}


def main() -> None:
    chosen = arguments()
    databases = ["", os.environ.get("ARMOURY_BENCH_POSTGRES_URL", "")]
    for database in dict.fromkeys(databases):
        with environment(database) as variables:
            command = [sys.executable, "-m", "benchmarks.morning", *sys.argv[1:]]
            subprocess.run(command, env=variables, check=True)
    if not chosen.skip_packages:
        with environment("") as variables:
            subprocess.run([sys.executable, "-m", "benchmarks.packages"], env=variables, check=True)


if __name__ == "__main__":
    main()
