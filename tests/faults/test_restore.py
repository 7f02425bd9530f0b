"""The drill: back a site up while others write to it, restore it elsewhere, prove it, read from it."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.own_site import ROOT, OwnSite, own_site

SEED = """
import json
from core import clock
from core.blobs import put
from pathlib import Path
from django.conf import settings
from tests.factories.people import branch_tree, UserFactory
from tests.factories.review import issue_edition, recall_edition
branch = branch_tree().head_office
editions = [issue_edition(branch=branch) for _ in range(2)]
recall_edition(editions[1])
UserFactory(manager=True, branch=branch, username="reader")
blob = put("要备份的字节".encode())
Path(settings.MEDIA_ROOT).mkdir(parents=True, exist_ok=True)
(Path(settings.MEDIA_ROOT) / "tmp-picture.txt").write_text("原图")
print(json.dumps({"recalled": str(editions[1].public_id), "blob": blob}))
"""

WRITE_ON = """
import itertools, sys
from core import clock, ledger
from core.models import Stream
from core.blobs import put
from django.db import transaction
for number in itertools.count():
    digest = put(f"{number}".encode())
    with transaction.atomic():
        ledger.append(Stream.PULLS, "test.written", subject=f"x:{number}", subject_sha256=digest,
                      at=clock.now(), payload={"number": number})
    print(number, flush=True)
"""

LOOK = """
import json
from pathlib import Path
from django.conf import settings
from django.db import DatabaseError, transaction
from core import blobs, clock
from core.models import LedgerRecord, Stream
from core.queries import ledger
from distribution.queries.editions import visible_editions
from people.models import User
from search import index
at = clock.now()
shown = visible_editions(User.objects.get(username="reader"), at)
try:
    with transaction.atomic():
        LedgerRecord.objects.filter(sequence=1).update(event="changed")
    held = False
except DatabaseError:
    held = True
written = LedgerRecord.objects.filter(stream=Stream.PULLS, event="test.written")
print(json.dumps({
    "shown": sorted(str(one.public_id) for one in shown),
    "titles": sorted(one.content["title"] for one in shown),
    "found": index.find(shown.first().title, within=shown, at=at).total,
    "flaws": len(list(ledger.verify())),
    "triggers hold": held,
    "media": (Path(settings.MEDIA_ROOT) / "tmp-picture.txt").read_text(),
    "every blob is there": all(blobs.exists(one) for one in written.values_list("subject_sha256", flat=True)),
}))
"""


def said(site: OwnSite, script: str) -> dict[str, Any]:
    finished = site.python(script)
    assert finished.returncode == 0, finished.stderr
    answer: dict[str, Any] = json.loads(finished.stdout.strip().splitlines()[-1])
    return answer


def trust_key_of(source: OwnSite, target: OwnSite) -> None:
    """Hand the public key over by another way than the backup, as a bank does."""
    trusted = target.data_dir / "checkpoint_trusted_keys"
    trusted.mkdir(parents=True)
    for key in (source.data_dir / "checkpoints" / "keys").glob("*.pem"):
        (trusted / key.name).write_bytes(key.read_bytes())


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[OwnSite, dict[str, Any], Path]]:
    """A small site with a checkpoint, what it holds, and a backup of it taken while another process wrote."""
    with own_site(tmp_path_factory.mktemp("original")) as site:
        site.manage("migrate", "--verbosity=0")
        facts = said(site, SEED)
        site.manage("ledger", "checkpoint")
        backup = tmp_path_factory.mktemp("backups") / "nightly"
        with subprocess.Popen(
            [sys.executable, "-c", f"import django; django.setup()\n{WRITE_ON}"],
            cwd=ROOT,
            env=dict(site.environment),
            stdout=subprocess.PIPE,
            text=True,
        ) as writer:
            assert writer.stdout is not None
            writer.stdout.readline()
            site.manage("backup", str(backup))
            writer.terminate()
            written = writer.stdout.read().split()
        yield site, {**facts, "written": int(written[-1])}, backup


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[OwnSite]:
    with own_site(tmp_path / "restored") as site:
        yield site


def refusal(site: OwnSite, *arguments: str) -> str:
    with pytest.raises(subprocess.CalledProcessError) as failed:
        site.manage(*arguments)
    return str(failed.value.stderr)


def test_what_readers_see_is_the_same_and_the_recall_still_holds(
    seeded: tuple[OwnSite, dict[str, Any], Path], empty: OwnSite
) -> None:
    original, facts, backup = seeded
    trust_key_of(original, empty)
    empty.manage("restore", str(backup))
    before, after = said(original, LOOK), said(empty, LOOK)
    assert after == before
    assert after["shown"] != []
    assert facts["recalled"] not in after["shown"]
    assert (after["found"], after["flaws"], after["triggers hold"]) == (1, 0, True)
    assert (after["media"], after["every blob is there"]) == ("原图", True)
    assert not (empty.data_dir / "RESTORE-UNFINISHED").exists()
    written = json.loads((backup / "manifest.json").read_text())["heads"]["pulls"]["sequence"]
    assert 0 < written <= facts["written"] + 2
    kept = {path.name for path in empty.data_dir.iterdir()}
    assert (backup / "checkpoint_key.pem").exists() is False
    assert {"blobs", "media", "checkpoints"} <= kept
    refusal(empty, "restore", str(backup))
    assert said(empty, LOOK) == after
    empty.manage("ledger", "checkpoint")
    empty.manage("ledger", "verify")


def test_a_key_that_is_not_trusted_here_is_refused(
    seeded: tuple[OwnSite, dict[str, Any], Path], empty: OwnSite
) -> None:
    assert "ARMOURY_CHECKPOINT_TRUSTED_KEYS" in refusal(empty, "restore", str(seeded[2]))
    assert not (empty.data_dir / "blobs").exists()


def test_no_secret_is_in_it(seeded: tuple[OwnSite, dict[str, Any], Path]) -> None:
    original, _facts, backup = seeded
    (original.data_dir / "secret_key").touch()
    secrets = [(original.data_dir / name).read_bytes() for name in ("secret_key", "checkpoint_key.pem")]
    kept = b"".join(path.read_bytes() for path in backup.rglob("*") if path.is_file())
    assert [secret for secret in secrets if secret and secret in kept] == []


@pytest.fixture
def damaged(seeded: tuple[OwnSite, dict[str, Any], Path], tmp_path: Path) -> Path:
    """A copy of the backup, to be damaged."""
    copy = tmp_path / "damaged"
    subprocess.run(["cp", "-r", str(seeded[2]), str(copy)], check=True)
    return copy


@pytest.mark.parametrize("part", ["database", "blobs", "media", "checkpoints"])
def test_one_flipped_bit_is_refused_and_nothing_is_restored(
    seeded: tuple[OwnSite, dict[str, Any], Path], empty: OwnSite, damaged: Path, part: str
) -> None:
    trust_key_of(seeded[0], empty)
    entries = json.loads((damaged / "manifest.json").read_text())["entries"]
    digest = next(entry["sha256"] for entry in entries if entry["part"] == part)
    kept = damaged / "objects" / digest[:2] / digest
    content = bytearray(kept.read_bytes())
    content[len(content) // 2] ^= 1
    kept.write_bytes(content)
    assert part in refusal(empty, "restore", str(damaged))
    assert not (empty.data_dir / "RESTORE-UNFINISHED").exists()
    assert not (empty.data_dir / "blobs").exists()


def test_a_database_rewritten_inside_the_backup_does_not_pass(
    seeded: tuple[OwnSite, dict[str, Any], Path], empty: OwnSite, damaged: Path
) -> None:
    """Another backup's ledger, hashes and manifest all right: only the checkpoint gives it away."""
    with own_site(damaged.parent / "stranger") as stranger:
        stranger.manage("migrate", "--verbosity=0")
        said(stranger, SEED)
        stranger.manage("backup", str(damaged.parent / "theirs"))
    trust_key_of(seeded[0], empty)
    ours, theirs = (
        json.loads((one / "manifest.json").read_text()) for one in (damaged, damaged.parent / "theirs")
    )
    theirs["entries"] += [entry for entry in ours["entries"] if entry["part"] == "checkpoints"]
    subprocess.run(["cp", "-r", f"{damaged}/objects", f"{damaged.parent}/theirs/"], check=True)
    (damaged.parent / "theirs" / "manifest.json").write_text(json.dumps(theirs))
    assert "decisions #" in refusal(empty, "restore", str(damaged.parent / "theirs"))
    assert (empty.data_dir / "RESTORE-UNFINISHED").exists()
    assert "RESTORE-UNFINISHED" in refusal(empty, "work", "--once")
    assert "RESTORE-UNFINISHED" in refusal(empty, "restore", str(damaged))


def test_a_second_backup_copies_what_is_new_and_drops_the_old_database(
    seeded: tuple[OwnSite, dict[str, Any], Path], damaged: Path
) -> None:
    original, facts, _backup = seeded
    blob = damaged / "objects" / facts["blob"][:2] / facts["blob"]
    before = blob.stat().st_mtime_ns
    (old,) = (entry["sha256"] for entry in _entries(damaged) if entry["part"] == "database")
    original.manage("ledger", "checkpoint")
    original.manage("backup", str(damaged))
    assert blob.stat().st_mtime_ns == before
    assert not (damaged / "objects" / old[:2] / old).exists()
    named = {entry["sha256"] for entry in _entries(damaged)}
    assert {path.name for path in (damaged / "objects").rglob("*") if path.is_file()} == named


def test_one_file_is_as_good_as_a_directory(
    seeded: tuple[OwnSite, dict[str, Any], Path], empty: OwnSite, tmp_path: Path
) -> None:
    original, facts, _backup = seeded
    original.manage("backup", str(tmp_path / "all.tar"))
    assert "all.tar" in refusal(original, "backup", str(tmp_path / "all.tar"))
    trust_key_of(original, empty)
    empty.manage("restore", str(tmp_path / "all.tar"))
    assert facts["recalled"] not in said(empty, LOOK)["shown"]


def test_a_directory_without_a_list_is_no_backup(empty: OwnSite, tmp_path: Path) -> None:
    assert str(tmp_path) in refusal(empty, "restore", str(tmp_path))


def _entries(backup: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((backup / "manifest.json").read_text())["entries"]
    return found
