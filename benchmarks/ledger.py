"""How fast a long ledger is proved: `ledger verify` and the stand-alone verifier, on records made for it.

Two thirds decisions, one third pulls, with real hashes, payloads as long as actions write them, and a
checkpoint signed every ten thousand records. Both are run as people run them, in a process of their own, at
two lengths: memory that does not grow with the length is flat.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks.table import show  # noqa: E402
from core import clock  # noqa: E402
from core.actions.checkpoint import checkpoint  # noqa: E402
from core.domain import canonical, chain  # noqa: E402
from core.models import LedgerHead, LedgerRecord, Stream  # noqa: E402

BATCH = 10_000
VERIFIER = Path(__file__).resolve().parents[1] / "tools" / "verify_ledger.py"

LAUNCHER = """
import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)
used = resource.getrusage(resource.RUSAGE_CHILDREN)
print(used.ru_utime + used.ru_stime, used.ru_maxrss)
"""
"""A small process between: a child's peak starts at that of the process it was forked from."""


def lengthen(stream: Stream, count: int) -> None:
    """Append `count` records to `stream` at once, as ledger.append would have written them one by one."""
    head, _ = LedgerHead.objects.get_or_create(stream=stream)
    at = head.at or clock.now() - timedelta(days=365)
    made = []
    for _ in range(count):
        head.sequence += 1
        at += timedelta(seconds=7)
        made.append(_record(stream, head, at))
        head.record_sha256 = made[-1].record_sha256
    LedgerRecord.objects.bulk_create(made, batch_size=2000)
    head.at = at
    head.save()


def _record(stream: Stream, head: LedgerHead, at: datetime) -> LedgerRecord:
    number = head.sequence
    payload = canonical.encode(
        {
            "level": "compliance",
            "officer": f"user:{number % 97:08d}-1c5e-4f0a-9b1c-6d1f0e2a3b4c",
            "reasons": "数据来源、风险提示和有效期均已核对，同意发布。",
        }
    )
    record = LedgerRecord(
        stream=stream,
        sequence=number,
        at=at,
        event="case.approve",
        subject=f"case:{number:08d}-7b0c-4d2e-8a57-9f3e2c1b0a99",
        subject_sha256=canonical.sha256(payload),
        payload=payload,
        payload_sha256=canonical.sha256(payload),
        previous_sha256=head.record_sha256,
    )
    record.record_sha256 = chain.link(record)
    return record


def grow_to(wanted: int) -> None:
    """Lengthen both streams until they hold `wanted` records together, signing after each batch."""
    present = LedgerRecord.objects.count()
    with tqdm(total=wanted, initial=present, desc="records", disable=None) as bar:
        while present < wanted:
            count = min(BATCH, wanted - present)
            lengthen(Stream.PULLS, count // 3)
            lengthen(Stream.DECISIONS, count - count // 3)
            checkpoint(clock.now())
            present += count
            bar.update(count)


def timed(*command: str) -> tuple[float, float, int]:
    """Run `command`; return seconds, seconds of processor time, and the highest memory in MB."""
    began = time.perf_counter()
    finished = subprocess.run(
        [sys.executable, "-I", "-S", "-c", LAUNCHER, *command], capture_output=True, text=True, check=True
    )
    cpu, kilobytes = finished.stdout.split()
    return time.perf_counter() - began, float(cpu), int(kilobytes) // 1024


def measure(count: int) -> Iterator[tuple[str, ...]]:
    """Yield a row for each program that proves the ledger as it stands."""
    place = Path(settings.ARMOURY_CHECKPOINT_DIR)
    with tempfile.TemporaryDirectory() as scratch:
        export = Path(scratch) / "ledger.jsonl"
        call_command("ledger", "export", str(export), stdout=open(os.devnull, "w"))  # noqa: SIM115
        key = next((place / "keys").glob("*.pem"))
        programs = {
            "ledger verify": (sys.executable, "manage.py", "ledger", "verify"),
            "tools/verify_ledger.py": (
                sys.executable, "-I", str(VERIFIER), "chain", str(export),
                "--checkpoints", str(place), "--key", str(key),
            ),
        }  # fmt: skip
        for name, command in programs.items():
            seconds, cpu, megabytes = timed(*command)
            rate = f"{count / seconds:,.0f}"
            yield name, f"{count:,}", f"{seconds:.1f}", f"{cpu:.1f}", rate, f"{megabytes}"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--records", type=int, default=50_000)
    wanted = parser.parse_args().records
    os.environ.setdefault("ARMOURY_DATA_DIR", str(settings.DATA_DIR))
    call_command("migrate", verbosity=0)
    rows: list[tuple[str, ...]] = []
    for count in (wanted // 5, wanted):
        grow_to(count)
        connection.close()
        rows += measure(count)
    began = time.perf_counter()
    lengthen(Stream.DECISIONS, 100)
    checkpoint(clock.now())
    show(
        f"Proving the ledger on {connection.vendor}",
        ("program", "records", "seconds", "CPU s", "records/s", "peak MB"),
        rows,
    )
    print(f"\nOne more checkpoint after 100 more records: {(time.perf_counter() - began) * 1000:.0f} ms")


if __name__ == "__main__":
    main()
