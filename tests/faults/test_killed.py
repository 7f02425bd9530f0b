"""kill -9 at the worst moments.

What was acknowledged is there, what was not is not half there, the next start goes on.
"""

import json
import signal
from typing import Any

from tests.own_site import OwnSite

PREPARE = """
import json
from core import clock
from review.actions.decide import Signature, decide
from review.enums import Level, Verdict
import os
from tests.factories.people import BranchFactory, UserFactory
from tests.factories.review import open_case
for made in (BranchFactory, UserFactory):
    made.reset_sequence(os.getpid())
"""

OPEN_CASE = (
    PREPARE
    + """
case = open_case()
print(json.dumps({"case": str(case.public_id), "sha256": case.candidate.content_sha256}))
"""
)

APPROVE = (
    PREPARE
    + """
import os, signal
from review.models import Case
case = Case.objects.get(public_id="{case}")
officer = UserFactory(officer=True, branch=case.branch)
at = clock.now()
{sabotage}
decide(
    case.public_id,
    verdict=Verdict.APPROVE,
    reasons="",
    signature=Signature(Level.COMPLIANCE, "{sha256}", at),
    actor=officer,
    at=at,
)
{afterwards}
"""
)

LOOK = """
import json
from core.models import LedgerRecord, OutboxMessage
from core.queries import ledger
from review.models import Case, Decision, Edition
case = Case.objects.get(public_id="{case}")
print(json.dumps({{
    "status": case.status,
    "state": case.candidate.component.state,
    "decisions": Decision.objects.filter(case=case).count(),
    "editions": Edition.objects.filter(case=case).recorded().count(),
    "flaws": len(list(ledger.verify())),
}}))
"""

DIE = "os.kill(os.getpid(), signal.SIGKILL)"
DIE_BEFORE_COMMIT = f"import review.actions.decide as door\ndoor.record_of_issue = lambda edition: {DIE}"


def said(site: OwnSite, script: str) -> dict[str, Any]:
    finished = site.python(script)
    assert finished.returncode == 0, finished.stderr
    answer: dict[str, Any] = json.loads(finished.stdout.strip().splitlines()[-1])
    return answer


def test_killed_before_commit_leaves_the_case_as_it_was(site: OwnSite) -> None:
    case = said(site, OPEN_CASE)
    killed = site.python(APPROVE.format(**case, sabotage=DIE_BEFORE_COMMIT, afterwards=""))
    assert killed.returncode == -signal.SIGKILL
    assert said(site, LOOK.format(**case)) == {
        "status": "open",
        "state": "in_review",
        "decisions": 0,
        "editions": 0,
        "flaws": 0,
    }


def test_killed_after_commit_keeps_the_decision_and_its_edition(site: OwnSite) -> None:
    case = said(site, OPEN_CASE)
    killed = site.python(APPROVE.format(**case, sabotage="", afterwards=DIE))
    assert killed.returncode == -signal.SIGKILL
    assert said(site, LOOK.format(**case)) == {
        "status": "approved",
        "state": "draft",
        "decisions": 1,
        "editions": 1,
        "flaws": 0,
    }


def test_after_a_kill_the_same_decision_can_be_made_again(site: OwnSite) -> None:
    case = said(site, OPEN_CASE)
    site.python(APPROVE.format(**case, sabotage=DIE_BEFORE_COMMIT, afterwards=""))
    again = site.python(APPROVE.format(**case, sabotage="", afterwards=""))
    assert again.returncode == 0, again.stderr
    assert said(site, LOOK.format(**case))["status"] == "approved"


ANNOUNCE = """
import json
from core import clock, outbox
from core.models import OutboxMessage
@outbox.handler("test.killed", "test.killed")
def handle(payload):
    pass
outbox.announce("test.killed", "{key}", 1, {{"key": "{key}"}}, clock.now())
print(json.dumps({{}}))
"""

DELIVER = """
import json, os, signal
from datetime import timedelta
from content.models import Product
from core import clock, outbox
at = clock.now() + timedelta(minutes={minutes})
clock.system_now = lambda: at
from core.models import OutboxMessage
@outbox.handler("test.killed", "test.killed")
def handle(payload):
    Product.objects.create(code=payload["key"], name="x", product_type="wmp", risk="R1", issuer="x")
    {fate}
outbox.deliver()
message = OutboxMessage.objects.get(object_key="{key}")
print(json.dumps({{"status": message.status, "effects": Product.objects.filter(code="{key}").count()}}))
"""


def test_a_handler_killed_in_the_middle_takes_effect_exactly_once(site: OwnSite) -> None:
    key = "killed-in-the-middle"
    said(site, ANNOUNCE.format(key=key))
    killed = site.python(DELIVER.format(key=key, fate=DIE, minutes=0))
    assert killed.returncode == -signal.SIGKILL
    assert said(site, DELIVER.format(key=key, fate="pass", minutes=5)) == {"status": "done", "effects": 1}
    assert said(site, DELIVER.format(key=key, fate="pass", minutes=5)) == {"status": "done", "effects": 1}
