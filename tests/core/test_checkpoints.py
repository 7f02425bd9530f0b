"""Signed checkpoints: what they give away, what they refuse to sign, and what may happen to their files."""

import json
from dataclasses import asdict, replace
from io import StringIO
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.checks import run_checks
from django.core.management import CommandError, call_command
from django.test import Client
from pytest_django import Settings

from cms.settings.local_key import local_key
from core import clock
from core.actions.checkpoint import checkpoint
from core.checkpoint_files import CheckpointDirectory
from core.checkpoint_keys import KeyUnusable, public_pem, signing_key
from core.domain.chain import Break, Flaw
from core.domain.checkpoint import Checkpoint, parse, sign
from core.models import LedgerRecord, Stream
from core.queries import checkpoints, ledger
from tests.conftest import FrozenClock
from tests.core.ledger_tampering import CONSISTENT, ROUGH, grow, tamper

pytestmark = pytest.mark.django_db(transaction=True)

DECISIONS = Stream.DECISIONS
FIRST, MIDDLE, LAST_COVERED = 1, 5, 9


@pytest.fixture
def covered(frozen_clock: FrozenClock) -> CheckpointDirectory:
    """Eleven records, checkpoints signed at 3, 6 and 9."""
    for _ in range(3):
        grow(3)
        frozen_clock.advance(minutes=3)
        checkpoint(clock.now())
    grow(2)
    return checkpoints.own_directory()


def file_of(directory: CheckpointDirectory) -> Path:
    return directory.path / "decisions.jsonl"


def signed(directory: CheckpointDirectory) -> list[Checkpoint]:
    return [found for line in directory.lines(DECISIONS) if (found := parse(line)) is not None]


def flaws() -> list[Break]:
    return list(ledger.verify())


def test_each_checkpoint_names_the_head_and_the_one_before_it(covered: CheckpointDirectory) -> None:
    assert flaws() == []
    found = signed(covered)
    hashes = dict(LedgerRecord.objects.values_list("sequence", "record_sha256"))
    assert [(one.number, one.sequence, one.record_count) for one in found] == [
        (1, 3, 3),
        (2, 6, 6),
        (3, 9, 9),
    ]
    assert [one.record_sha256 for one in found] == [hashes[3], hashes[6], hashes[9]]
    assert [one.previous_sha256 for one in found] == ["", found[0].sha256, found[1].sha256]
    assert (covered.path / "keys" / f"{found[0].key_id}.pem").read_bytes() == public_pem(
        signing_key().public_key()
    )


def test_nothing_new_is_not_signed_again(covered: CheckpointDirectory) -> None:
    made, refused = checkpoint(clock.now())
    assert ([one.sequence for one in made], refused) == ([11], [])
    before = file_of(covered).read_bytes()
    assert checkpoint(clock.now()) == ([], [])
    assert file_of(covered).read_bytes() == before


@pytest.mark.parametrize("position", [FIRST, MIDDLE, LAST_COVERED])
@pytest.mark.parametrize("how", [*ROUGH, *CONSISTENT])
def test_every_tampering_of_what_is_covered_is_found(
    covered: CheckpointDirectory, how: str, position: int, settings: Settings
) -> None:
    tamper(how, position)
    found = flaws()
    next_checkpoint = next(number for number in (3, 6, 9) if number >= position)
    if how == "truncate":
        expected = [Break(DECISIONS, position, Flaw.CUT_OFF)]
        assert [one for one in found if one.flaw == Flaw.CUT_OFF] == expected
    if how in CONSISTENT:
        assert {one.flaw for one in found} <= {Flaw.CHECKPOINT_DIFFERS, Flaw.CUT_OFF}
        assert found[0].sequence in {next_checkpoint, position}
    assert found != []
    settings.ARMOURY_CHECKPOINT_DIR = settings.ARMOURY_CHECKPOINT_MARK_FILE = covered.path / "nowhere"
    assert (flaws() == []) is (how in CONSISTENT)


@pytest.mark.parametrize("how", list(CONSISTENT))
def test_what_was_rewritten_is_never_signed_over(
    covered: CheckpointDirectory, how: str, client: Client
) -> None:
    before = file_of(covered).read_bytes()
    tamper(how, LAST_COVERED)
    made, refused = checkpoint(clock.now())
    assert (made, len(refused)) == ([], 1)
    assert file_of(covered).read_bytes() == before
    grow(1)
    assert checkpoint(clock.now())[0] == []
    assert client.get("/ready").json()["degraded"] == ["checkpoints"]
    with pytest.raises(CommandError, match="没有签署检查点"):
        call_command("ledger", "checkpoint")


@pytest.mark.parametrize("how", list(ROUGH))
def test_a_broken_new_part_is_never_signed(covered: CheckpointDirectory, how: str) -> None:
    before = file_of(covered).read_bytes()
    tamper(how, 10)
    assert [one.stream for one in checkpoint(clock.now())[1]] == [DECISIONS]
    assert file_of(covered).read_bytes() == before


def test_the_other_stream_is_still_signed(covered: CheckpointDirectory) -> None:
    tamper("flip", 10)
    grow(2, Stream.PULLS)
    made, refused = checkpoint(clock.now())
    assert [(one.stream, one.sequence) for one in made] == [("pulls", 2)]
    assert refused == [Break(DECISIONS, 10, Flaw.PAYLOAD_CHANGED)]


def test_a_tail_cut_after_the_last_checkpoint_cannot_be_seen(covered: CheckpointDirectory) -> None:
    tamper("truncate", 10)
    assert flaws() == []


class TestFiles:
    def test_an_edited_checkpoint(self, covered: CheckpointDirectory) -> None:
        lines = file_of(covered).read_bytes().splitlines()
        found = parse(lines[1])
        assert found is not None
        lines[1] = replace(found, record_sha256="0" * 64).line
        file_of(covered).write_bytes(b"\n".join(lines) + b"\n")
        assert flaws() == [
            Break(DECISIONS, 6, Flaw.CHECKPOINT_FORGED),
            Break(DECISIONS, 9, Flaw.CHECKPOINT_CHANGED),
        ]

    @pytest.mark.parametrize("position", [0, 1])
    def test_a_deleted_checkpoint(self, covered: CheckpointDirectory, position: int) -> None:
        lines = file_of(covered).read_bytes().splitlines()
        del lines[position]
        file_of(covered).write_bytes(b"\n".join(lines) + b"\n")
        assert flaws() == [Break(DECISIONS, (6, 9)[position], Flaw.CHECKPOINT_MISSING)]

    def test_the_last_one_deleted(self, covered: CheckpointDirectory) -> None:
        lines = file_of(covered).read_bytes().splitlines()
        file_of(covered).write_bytes(b"\n".join(lines[:2]) + b"\n")
        assert flaws() == [Break(DECISIONS, 6, Flaw.CHECKPOINT_MISSING)]
        assert checkpoint(clock.now()) == ([], [Break(DECISIONS, 6, Flaw.CHECKPOINT_MISSING)])

    def test_all_deleted(self, covered: CheckpointDirectory) -> None:
        file_of(covered).unlink()
        assert flaws() == [Break(DECISIONS, 0, Flaw.CHECKPOINT_MISSING)]
        assert checkpoint(clock.now()) == ([], [Break(DECISIONS, 0, Flaw.CHECKPOINT_MISSING)])

    def test_signed_again_by_another_key(self, covered: CheckpointDirectory) -> None:
        """The whole ledger rewritten, and every checkpoint made anew by a key of the forger's own."""
        stranger = Ed25519PrivateKey.generate()
        tamper("rewrite", FIRST)
        hashes = dict(LedgerRecord.objects.values_list("sequence", "record_sha256"))
        lines, previous = [], ""
        for one in signed(covered):
            forged = sign(
                replace(one, record_sha256=hashes[one.sequence], previous_sha256=previous), stranger
            )
            previous = forged.sha256
            lines.append(forged.line)
        file_of(covered).write_bytes(b"\n".join(lines) + b"\n")
        (covered.path / "keys" / f"{forged.key_id}.pem").write_bytes(public_pem(stranger.public_key()))
        assert {one.flaw for one in flaws()} == {Flaw.CHECKPOINT_FORGED, Flaw.CHECKPOINT_MISSING}
        assert checkpoint(clock.now()) == ([], [Break(DECISIONS, 9, Flaw.CHECKPOINT_FORGED)])

    def test_another_streams_checkpoints_do_not_count(self, covered: CheckpointDirectory) -> None:
        grow(9, Stream.PULLS)
        (covered.path / "pulls.jsonl").write_bytes(file_of(covered).read_bytes())
        assert Break(Stream.PULLS, 3, Flaw.CHECKPOINT_FORGED) in flaws()

    @pytest.mark.parametrize("cut", [1, 40, 300])
    def test_a_line_torn_by_a_crash_is_skipped_with_a_word(
        self, covered: CheckpointDirectory, cut: int
    ) -> None:
        """The crash comes before the mark is written: the checkpoint was never relied on."""
        whole = file_of(covered).read_bytes()
        torn = signed(covered)[-1].line[:-cut]
        file_of(covered).write_bytes(whole + torn)
        out = StringIO()
        call_command("ledger", "verify", stdout=out)
        assert "decisions.jsonl 第 4 行残缺" in out.getvalue()
        made, refused = checkpoint(clock.now())
        assert ([one.number for one in made], refused) == ([4], [])
        assert file_of(covered).read_bytes().startswith(whole + torn + b"\n{")
        assert flaws() == []

    def test_a_crash_between_file_and_memory(self, covered: CheckpointDirectory, settings: Settings) -> None:
        memory = Path(settings.ARMOURY_CHECKPOINT_MARK_FILE)
        before = memory.read_bytes()
        checkpoint(clock.now())
        memory.write_bytes(before)
        assert flaws() == []
        grow(1)
        assert [one.number for one in checkpoint(clock.now())[0]] == [5]

    def test_a_copy_elsewhere_gives_away_what_was_removed_here(
        self, covered: CheckpointDirectory, tmp_path: Path, settings: Settings
    ) -> None:
        copy = tmp_path / "decisions.jsonl"
        copy.write_bytes(file_of(covered).read_bytes())
        tamper("truncate", LAST_COVERED)
        file_of(covered).unlink()
        Path(settings.ARMOURY_CHECKPOINT_MARK_FILE).unlink()
        call_command("ledger", "verify", stdout=StringIO())
        errors = StringIO()
        with pytest.raises(CommandError):
            call_command("ledger", "verify", "--checkpoints", str(tmp_path), stderr=errors)
        assert "decisions #9：从此处起" in errors.getvalue()


class TestKeys:
    def test_a_key_used_before_is_trusted_from_its_directory(
        self, covered: CheckpointDirectory, settings: Settings, tmp_path: Path
    ) -> None:
        old = public_pem(signing_key().public_key())
        settings.ARMOURY_CHECKPOINT_KEY_FILE = local_key(tmp_path / "new.pem")
        assert Flaw.CHECKPOINT_FORGED in {one.flaw for one in flaws()}
        assert checkpoint(clock.now())[0] == []
        Path(settings.ARMOURY_CHECKPOINT_TRUSTED_KEYS).mkdir(parents=True)
        (Path(settings.ARMOURY_CHECKPOINT_TRUSTED_KEYS) / "2025.pem").write_bytes(old)
        assert flaws() == []
        assert [one.number for one in checkpoint(clock.now())[0]] == [4]
        assert flaws() == []
        assert len({one.key_id for one in signed(covered)}) == 2

    def test_a_missing_key_is_told_at_check(self, settings: Settings, tmp_path: Path) -> None:
        settings.ARMOURY_CHECKPOINT_KEY_FILE = tmp_path / "none.pem"
        assert [one.id for one in run_checks(tags=["security"], include_deployment_checks=True)].count(
            "core.E001"
        ) == 1
        with pytest.raises(KeyUnusable, match="openssl genpkey"):
            checkpoint(clock.now())

    def test_a_key_that_others_may_read_is_refused(self, settings: Settings, tmp_path: Path) -> None:
        key = local_key(tmp_path / "key.pem")
        key.chmod(0o640)
        settings.ARMOURY_CHECKPOINT_KEY_FILE = key
        with pytest.raises(KeyUnusable, match="chmod 600"):
            signing_key()

    def test_the_key_of_a_demo_is_made_once_and_private(self, tmp_path: Path) -> None:
        made = local_key(tmp_path / "deep" / "key.pem")
        content = made.read_bytes()
        assert (made.stat().st_mode & 0o777, local_key(made).read_bytes()) == (0o600, content)
        assert serialization.load_pem_private_key(content, None) is not None


@pytest.mark.django_db(transaction=False)
def test_inside_a_transaction_nothing_is_signed() -> None:
    with pytest.raises(RuntimeError, match="committed"):
        checkpoint(clock.now())


def test_waiting_records_make_the_site_degraded(
    covered: CheckpointDirectory, frozen_clock: FrozenClock, client: Client
) -> None:
    assert client.get("/ready").json()["degraded"] == []
    frozen_clock.advance(minutes=30)
    assert client.get("/ready").json()["degraded"] == ["checkpoints"]
    checkpoint(clock.now())
    assert client.get("/ready").json()["degraded"] == []


def test_a_line_is_json_that_anybody_reads(covered: CheckpointDirectory) -> None:
    line = next(covered.lines(DECISIONS))
    assert json.loads(line) == asdict(signed(covered)[0])
