"""How fast a bank's own posters come in: a table and a ZIP file, a picture a row, on this run's database.

Reading shows what would come in, keeping writes it down for a look, taking makes the drafts as the work loop
does. Beside rows a second: those of the first and the last tenth, the processor's time, queries a row by the
table they ask, and the memory of the process before a step and at most in it (Linux).
"""

import argparse
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import django

django.setup()

from django.core.files import File  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from PIL import Image  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks.table import show  # noqa: E402
from content.actions.start_import import keep_import, start_import  # noqa: E402
from content.actions.take_rows import take_rows  # noqa: E402
from content.models import Import  # noqa: E402
from content.models.imports import RowStatus  # noqa: E402
from content.queries.facts import business_day  # noqa: E402
from content.queries.import_columns import columns_of, names_of  # noqa: E402
from content.queries.import_reading import read_import  # noqa: E402
from core import clock  # noqa: E402
from tests.factories.imports import poster_row, table  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402

SIDES = (720, 1280)
MOST_KINDS_OF_QUERY = 14
_TABLE = re.compile(r'(?:FROM|INTO|^UPDATE) "(\w+)"')


class Queries:
    """Counts queries by verb and table."""

    def __init__(self) -> None:
        self.counted: Counter[str] = Counter()

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        verb, found = sql.split(None, 1)[0], _TABLE.search(sql)
        self.counted[f"{verb} {found[1]}" if found else verb] += 1
        return execute(sql, params, many, context)


@dataclass(frozen=True)
class Step:
    """What one step took."""

    name: str
    seconds: float
    cpu_seconds: float
    queries: Counter[str]
    before_mb: float
    peak_mb: float


class Steps:
    """The steps of this run."""

    def __init__(self) -> None:
        self.taken: list[Step] = []

    def take(self, name: str, work: Callable[[], Any]) -> Any:
        queries = Queries()
        before = _forget_peak()
        began, cpu_began = time.perf_counter(), time.process_time()
        with connection.execute_wrapper(queries):
            result = work()
        took, cpu_took = time.perf_counter() - began, time.process_time() - cpu_began
        self.taken.append(Step(name, took, cpu_took, queries.counted, before, _peak_mb()))
        return result


def main() -> None:
    rows = _arguments()
    call_command("migrate", verbosity=0)
    editor = UserFactory(editor=True, branch=BranchFactory())
    steps = Steps()
    content = table("poster", *(poster_row(number) for number in range(rows)))
    with _pictures(rows) as archive:
        at = clock.now()
        columns = [one.column for one in columns_of("poster")]
        today = business_day(at)
        reading = steps.take(
            "read",
            lambda: read_import(
                "poster", columns, names_of("poster"), content, archive, branch=editor.branch, today=today
            ),
        )
        kept = steps.take(
            "keep",
            lambda: keep_import(
                reading,
                file_name="posters.xlsx",
                pictures=File(archive, name="pictures.zip"),
                actor=editor,
                at=at,
            ),
        )
    start_import(kept.pk, actor=editor, at=at)
    moments = steps.take("take", lambda: _take(kept, rows))
    if kept.rows.filter(status=RowStatus.TAKEN).count() != rows:
        raise RuntimeError("not every row became a draft")
    _show(steps.taken, rows)
    _show_tenths(moments)


def _arguments() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=5000)
    return int(parser.parse_args().rows)


def _take(kept: Import, rows: int) -> list[tuple[int, float]]:
    """Take every row; return how many were taken by when."""
    moments = [(0, time.perf_counter())]
    with tqdm(total=rows, desc="rows", disable=None) as bar:
        while count := take_rows(kept, clock.now()):
            bar.update(count)
            moments.append((moments[-1][0] + count, time.perf_counter()))
    return moments


@contextmanager
def _pictures(rows: int) -> Iterator[Any]:
    """A ZIP file of as many pictures, no two alike, of the size of a phone's screen."""
    with tempfile.TemporaryFile() as file:
        with ZipFile(file, "w") as archive:
            for number in range(rows):
                picture = BytesIO()
                colour = (number % 256, number // 256 % 256, 120)
                Image.new("RGB", SIDES, colour).save(picture, "PNG")
                archive.writestr(f"picture-{number}.png", picture.getvalue())
        file.seek(0)
        yield file


def _show(steps: list[Step], rows: int) -> None:
    show(
        f"{rows} posters with a picture each, on {connection.vendor}",
        ("step", "seconds", "of them CPU", "rows/s", "queries", "a row", "MB before", "MB at most"),
        [
            (
                step.name,
                f"{step.seconds:.1f}",
                f"{step.cpu_seconds:.1f}",
                f"{rows / step.seconds:.0f}",
                str(step.queries.total()),
                f"{step.queries.total() / rows:.2f}",
                f"{step.before_mb:.0f}",
                f"{step.peak_mb:.0f}",
            )
            for step in steps
        ],
    )
    show(
        "Queries of taking, a row",
        ("query", "a row"),
        [(what, f"{count / rows:.2f}") for what, count in steps[-1].queries.most_common(MOST_KINDS_OF_QUERY)],
    )


def _show_tenths(moments: list[tuple[int, float]]) -> None:
    batches = len(moments) - 1
    tenth = max(1, batches // 10)
    parts = {"first": (0, tenth), "last": (batches - tenth, batches)}
    show(
        "Taking, rows a second",
        ("tenth", "rows/s"),
        [
            (name, f"{(moments[to][0] - moments[begin][0]) / (moments[to][1] - moments[begin][1]):.1f}")
            for name, (begin, to) in parts.items()
        ],
    )


def _forget_peak() -> float:
    """Let the kernel note the highest memory from now on (man 5 proc, clear_refs); return it as it is now."""
    Path("/proc/self/clear_refs").write_text("5")
    return _peak_mb()


def _peak_mb() -> float:
    found = re.search(r"VmHWM:\s+(\d+) kB", Path("/proc/self/status").read_text())
    return int(found[1]) / 1024 if found else 0.0


if __name__ == "__main__":
    main()
