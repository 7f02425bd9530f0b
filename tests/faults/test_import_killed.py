"""kill -9 in the middle of an import: what came in is there once, the rest comes in at the next start."""

import json
import signal
from typing import Any

from tests.own_site import OwnSite

UPLOAD = """
import json, os
from content.actions.start_import import start_import
from core import clock
from tests.factories.imports import kept, pictures, poster_row, table
from tests.factories.people import BranchFactory, UserFactory
for made in (BranchFactory, UserFactory):
    made.reset_sequence(os.getpid())
editor = UserFactory(editor=True)
rows = [poster_row(n % 3, title=f"{name}{{n}}") for n in range({rows})]
source = kept("poster", table("poster", *rows), editor, pictures(0, 1, 2))
start_import(source.pk, actor=editor, at=clock.now())
print(json.dumps({{"source": source.pk}}))
"""

WORK = """
import os, signal
from datetime import timedelta
from core import clock
at = clock.now() + timedelta(minutes={minutes})
clock.system_now = lambda: at
from content.actions import take_row, take_rows
{sabotage}
take_rows.go_on(clock.now(), 60)
"""

DIE_BETWEEN_ROWS = """
whole, left = take_rows.take_row, [{rows}]
def dying(*args, **kwargs):
    if not left[0]:
        os.kill(os.getpid(), signal.SIGKILL)
    left[0] -= 1
    return whole(*args, **kwargs)
take_rows.take_row = dying
"""

DIE_BEFORE_COMMIT = """
take_row.log = lambda **kwargs: os.kill(os.getpid(), signal.SIGKILL)
"""

LOOK = """
import json
from content.models import Component, Import, LibraryImage
source = Import.objects.get(pk={source})
pieces = Component.objects.filter(title__startswith="{name}")
print(json.dumps({{
    "status": source.status, "counts": source.count(), "pieces": pieces.count(),
    "titles": pieces.values("title").distinct().count(),
    "pictures": LibraryImage.objects.filter(collection=source.branch.collection).count(),
}}))
"""


def said(site: OwnSite, script: str) -> dict[str, Any]:
    finished = site.python(script)
    assert finished.returncode == 0, finished.stderr
    answer: dict[str, Any] = json.loads(finished.stdout.strip().splitlines()[-1])
    return answer


def killed(site: OwnSite, sabotage: str, minutes: int = 0) -> None:
    script = WORK.format(sabotage=sabotage, minutes=minutes)
    assert site.python(script).returncode == -signal.SIGKILL


def gone_on(site: OwnSite, minutes: int) -> None:
    finished = site.python(WORK.format(sabotage="", minutes=minutes))
    assert finished.returncode == 0, finished.stderr


def test_killed_between_batches_and_rows_nothing_is_lost_or_doubled(site: OwnSite) -> None:
    name = "两批之间"
    source = said(site, UPLOAD.format(name=name, rows=24))["source"]
    killed(site, DIE_BETWEEN_ROWS.format(rows=10))
    assert said(site, LOOK.format(source=source, name=name))["pieces"] == 10
    killed(site, DIE_BETWEEN_ROWS.format(rows=4), minutes=2)
    assert said(site, LOOK.format(source=source, name=name))["pieces"] == 14
    gone_on(site, minutes=4)
    assert said(site, LOOK.format(source=source, name=name)) == {
        "status": "finished",
        "counts": {"waiting": 0, "taken": 24, "known": 0, "refused": 0},
        "pieces": 24,
        "titles": 24,
        "pictures": 3,
    }


def test_killed_before_its_commit_a_row_is_not_half_there(site: OwnSite) -> None:
    name = "提交之前"
    source = said(site, UPLOAD.format(name=name, rows=2))["source"]
    killed(site, DIE_BEFORE_COMMIT, minutes=10)
    looked = said(site, LOOK.format(source=source, name=name))
    assert (looked["pieces"], looked["counts"]["waiting"]) == (0, 2)
    gone_on(site, minutes=12)
    looked = said(site, LOOK.format(source=source, name=name))
    assert (looked["status"], looked["pieces"], looked["pictures"]) == ("finished", 2, 2)
