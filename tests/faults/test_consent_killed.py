"""Killed between withdrawal and erasure, or in the middle of it: the outbox goes on, the ledger holds."""

import json
import signal
from typing import Any

from tests.own_site import OwnSite

ISSUE = """
import json
from django.db.models import signals
from review.models import CandidateMedium
from tests.factories.readings import note_as_empty
from tests.factories.stories import issue_story
signals.post_save.connect(note_as_empty)
edition = issue_story()
media = CandidateMedium.objects.filter(candidate=edition.candidate)
print(json.dumps({
    "component": str(edition.component.public_id),
    "edition": str(edition.public_id),
    "media": sorted(media.values_list("sha256", flat=True)),
}))
"""

WITHDRAW = """
import os, signal
from content.models import Component
from core import clock
from review.actions.withdraw_consent import withdraw_consent
from review.enums import WithdrawalGround
component = Component.objects.get(public_id="{component}")
withdraw_consent(
    component.public_id, ground=WithdrawalGround.CUSTOMER, actor=component.story.manager, at=clock.now()
)
os.kill(os.getpid(), signal.SIGKILL)
"""

DIE_AFTER_ONE = """
import os, signal
from core import blobs, outbox
erase = blobs.erase
def erase_and_die(digest):
    erase(digest)
    os.kill(os.getpid(), signal.SIGKILL)
blobs.erase = erase_and_die
outbox.deliver()
"""

DELIVER = """
import json
from datetime import timedelta
from core import clock
at = clock.now() + timedelta(minutes=10)
clock.system_now = lambda: at
from core import blobs, outbox
from core.models import LedgerRecord
from core.queries.ledger import disagreements, verify
from review.models import Edition
outbox.deliver()
print(json.dumps({{
    "there": [one for one in {media} if blobs.exists(one)],
    "erased": sorted(set(LedgerRecord.objects.filter(event="blob.erased", subject_sha256__in={media})
        .values_list("subject_sha256", flat=True))),
    "status": Edition.objects.get(public_id="{edition}").status,
    "flaws": [*map(str, verify()), *map(str, disagreements())],
}}))
"""


def said(site: OwnSite, script: str) -> dict[str, Any]:
    finished = site.python(script)
    assert finished.returncode == 0, finished.stderr
    answer: dict[str, Any] = json.loads(finished.stdout.strip().splitlines()[-1])
    return answer


def test_the_erasure_is_resumed_and_a_backup_holds_what_is_left(site: OwnSite, tmp_path: Any) -> None:
    story = said(site, ISSUE)
    assert site.python(WITHDRAW.format(**story)).returncode == -signal.SIGKILL
    assert site.python(DIE_AFTER_ONE).returncode == -signal.SIGKILL
    assert said(site, DELIVER.format(**story)) == {
        "there": [],
        "erased": story["media"],
        "status": "recalled",
        "flaws": [],
    }
    site.manage("ledger", "checkpoint")
    site.manage("ledger", "verify")
    site.manage("backup", str(tmp_path / "backup"))
    kept = {path.name for path in (tmp_path / "backup" / "objects").rglob("*") if path.is_file()}
    assert kept.isdisjoint(story["media"])
    evidence = tmp_path / "evidence"
    site.manage("evidence", story["edition"], str(evidence))
    records = (evidence / "records.jsonl").read_text()
    assert all(f"blob:{digest}" in records for digest in story["media"])
