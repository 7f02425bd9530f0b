"""kill -9 while a message is on its way, two loops at once, a database that goes away."""

import json
import signal
import subprocess
import sys
import time
import uuid
from typing import Any

import pytest

from tests.own_site import ROOT, OwnSite

PREPARE = """
import json, os, signal, sys, time
from content.models import Product
from core import clock, outbox, schedule, tasks
from core.models import OutboxMessage, OutboxStatus
outbox._handlers.clear()
die = lambda: os.kill(os.getpid(), signal.SIGKILL)
announce = lambda key: outbox.announce("test", key, 1, {"key": key}, clock.now())
def effect(payload):
    Product.objects.create(code=str(payload["key"])[:32], name="x", product_type="wmp", risk="R1", issuer="x")
def look(key):
    message = OutboxMessage.objects.get(object_key=key)
    print(json.dumps({
        "status": message.status,
        "attempts": message.attempts,
        "effects": Product.objects.filter(code=key).count(),
    }))
def put_off(key, **fields):
    OutboxMessage.objects.filter(object_key=key).update(**fields)
"""
DUE = "put_off('{key}', due_at=clock.now())\n"


def key() -> str:
    return uuid.uuid4().hex[:16]


def run(site: OwnSite, script: str) -> subprocess.CompletedProcess[str]:
    return site.python(PREPARE + script)


def said(site: OwnSite, script: str) -> dict[str, Any]:
    finished = run(site, script)
    assert finished.returncode == 0, finished.stderr
    answer: dict[str, Any] = json.loads(finished.stdout.strip().splitlines()[-1])
    return answer


INSIDE = """
@outbox.handler("test", "test")
def handle(payload):
    {before}
    effect(payload)
    {after}
"""
DIE_BEFORE_COMMIT = """
done = outbox._done
def done_and_dead(message):
    done(message)
    die()
outbox._done = done_and_dead
"""


@pytest.mark.parametrize(
    ("before", "after", "sabotage"),
    [("die()", "", ""), ("", "die()", ""), ("", "", DIE_BEFORE_COMMIT)],
    ids=["before the effect", "after the effect", "marked done, not committed"],
)
def test_inside_the_effect_comes_exactly_once_wherever_it_is_killed(
    site: OwnSite, before: str, after: str, sabotage: str
) -> None:
    one = key()
    killing = INSIDE.format(before=before, after=after) + f"announce('{one}')\n{sabotage}\noutbox.deliver()"
    assert run(site, killing).returncode == -signal.SIGKILL
    whole = INSIDE.format(before="", after="")
    again = f"{DUE.format(key=one)}outbox.deliver()\nlook('{one}')\n"
    finished = run(site, f"{whole}look('{one}')\n{again}{again}")
    assert [json.loads(line) for line in finished.stdout.splitlines()] == [
        {"status": "ready", "attempts": 1, "effects": 0},
        {"status": "done", "attempts": 2, "effects": 1},
        {"status": "done", "attempts": 2, "effects": 1},
    ]


OUTSIDE = """
@outbox.handler("test", "test", outbox.Reach.OUTSIDE{look_up})
def handle(payload):
    effect(payload)
    {fate}
"""
NEXT_START = """
put_off('{key}', due_at=clock.now() - tasks.SENDING_AT_MOST)
tasks.find_interrupted_sends()
tasks.look_up_unknown_sends()
outbox.deliver()
look('{key}')
"""


def test_killed_between_sending_and_the_answer_it_is_unknown_and_never_repeated(site: OwnSite) -> None:
    one = key()
    killing = OUTSIDE.format(look_up="", fate="die()") + f"announce('{one}')\noutbox.deliver()"
    assert run(site, killing).returncode == -signal.SIGKILL
    whole = OUTSIDE.format(look_up="", fate="")
    starts = f"look('{one}')\n{NEXT_START.format(key=one)}{NEXT_START.format(key=one)}"
    finished = run(site, f"{whole}outbox.deliver()\n{starts}")
    assert [json.loads(line) for line in finished.stdout.splitlines()] == [
        {"status": status, "attempts": 1, "effects": 1} for status in ("sending", "unknown", "unknown")
    ]


def test_killed_while_sending_it_is_settled_where_the_receiving_side_can_be_asked(site: OwnSite) -> None:
    one = key()
    killing = OUTSIDE.format(look_up="", fate="die()") + f"announce('{one}')\noutbox.deliver()"
    assert run(site, killing).returncode == -signal.SIGKILL
    asking = OUTSIDE.format(
        look_up=", look_up=lambda payload: Product.objects.filter(code=payload['key']).exists()", fate=""
    )
    assert said(site, asking + NEXT_START.format(key=one)) == {
        "status": "found_sent",
        "attempts": 1,
        "effects": 1,
    }


def test_a_database_gone_during_a_delivery_outside_leaves_it_unknown(site: OwnSite) -> None:
    """The answer came, and could not be written down."""
    one = key()
    gone = """
from django.db import OperationalError
def gone(message):
    raise OperationalError("the server closed the connection")
outbox._done = gone
"""
    script = OUTSIDE.format(look_up="", fate="") + f"announce('{one}')\n{gone}\noutbox.deliver()"
    assert "the server closed the connection" in run(site, script).stderr
    whole = OUTSIDE.format(look_up="", fate="")
    assert said(site, whole + NEXT_START.format(key=one)) == {
        "status": "unknown",
        "attempts": 1,
        "effects": 1,
    }


WORK = """
schedule._recurring.clear()
schedule.every(1, tasks.deliver_outbox)
from django.core.management import call_command
call_command("work")
"""
NOTICE = """
@outbox.handler("test", "test")
def handle(payload):
    effect(payload)
    print(payload["key"], flush=True)
"""


def loop(site: OwnSite, script: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", f"import django; django.setup()\n{PREPARE}{script}"],
        cwd=ROOT,
        env=dict(site.environment),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def stop(process: subprocess.Popen[str]) -> tuple[str, str]:
    process.send_signal(signal.SIGTERM)
    return process.communicate(timeout=30)


def test_a_lost_wake_up_costs_a_second(site: OwnSite) -> None:
    """Whoever announced it died right after COMMIT: the loop finds it by itself."""
    one = key()
    working = loop(site, NOTICE + WORK)
    try:
        assert working.stdout is not None
        working.stdout.readline()
        announced = run(site, f"{NOTICE}announce('{one}')\ndie()")
        assert announced.returncode == -signal.SIGKILL
        began = time.monotonic()
        assert working.stdout.readline().strip() == one
        assert time.monotonic() - began < 2
    finally:
        stop(working)
    assert said(site, f"look('{one}')") == {"status": "done", "attempts": 1, "effects": 1}


def test_two_loops_at_once_deliver_each_message_once(site: OwnSite) -> None:
    """An effect repeated would break the unique code of a product, and leave its try counted."""
    prefix = key()[:8]
    announcing = f"{NOTICE}[announce(f'{prefix}{{n:03}}') for n in range(60)]\nprint('{{}}')"
    said(site, announcing)
    loops = [loop(site, NOTICE + WORK) for _ in "ab"]
    left = f"OutboxMessage.objects.filter(object_key__startswith='{prefix}').exclude(status='done').count()"
    try:
        counting = f"print(json.dumps({{'left': {left}}}))"
        deadline = time.monotonic() + 60
        while said(site, counting)["left"] and time.monotonic() < deadline:
            continue
    finally:
        lines = [line for one in loops for line in stop(one)[0].splitlines() if line.startswith(prefix)]
    assert sorted(lines) == [f"{prefix}{number:03}" for number in range(60)]
    summing = f"""
rows = OutboxMessage.objects.filter(object_key__startswith='{prefix}')
print(json.dumps({{
    "done": rows.filter(status="done", attempts=1).count(),
    "effects": Product.objects.filter(code__startswith='{prefix}').count(),
}}))
"""
    assert said(site, summing) == {"done": 60, "effects": 60}


AWAY_AND_BACK = """
from django.db import OperationalError, connection
from core.management.commands.work import Command
state = {"rounds": 0}
def away(execute, sql, params, many, context):
    raise OperationalError("could not connect to server")
command = Command()
schedule._recurring.clear()
schedule.every(0, tasks.deliver_outbox)
schedule.every(0, tasks.find_interrupted_sends)
with connection.execute_wrapper(away):
    for _ in range(5):
        command.run_due({})
command.run_due({})
"""


def test_the_loop_survives_a_database_that_is_away_and_tells_it_once(site: OwnSite) -> None:
    one = key()
    finished = run(site, f"{NOTICE}announce('{one}')\n{AWAY_AND_BACK}look('{one}')")
    assert finished.returncode == 0, finished.stderr
    assert json.loads(finished.stdout.strip().splitlines()[-1])["status"] == "done"
    told = [line for line in finished.stderr.splitlines() if line.startswith("core.tasks.")]
    assert told == [
        "core.tasks.deliver_outbox: OperationalError('could not connect to server')",
        "core.tasks.find_interrupted_sends: OperationalError('could not connect to server')",
        "core.tasks.deliver_outbox: works again after 5 failures",
        "core.tasks.find_interrupted_sends: works again after 5 failures",
    ]
