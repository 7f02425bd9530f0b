"""The stand-alone verifier, run as an outsider runs it: another directory, `python -I`, real exports."""

import importlib.util
import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.management import CommandError, call_command
from hypothesis import given
from hypothesis import strategies as st

from core import clock
from core.actions.checkpoint import checkpoint
from core.checkpoint_keys import public_pem, signing_key
from core.domain import canonical, chain
from core.queries import checkpoints
from core.queries.ledger import Row
from core.queries.ledger_export import line_of
from review.models import Edition
from tests.core.ledger_tampering import CONSISTENT, ROUGH, grow, tamper
from tests.factories.people import branch_tree
from tests.factories.review import issue_edition
from tests.own_site import ROOT

VERIFIER = ROOT / "tools" / "verify_ledger.py"


def run(place: Path, *arguments: object) -> tuple[int, str]:
    finished = subprocess.run(
        [sys.executable, "-I", str(VERIFIER), *map(str, arguments)],
        cwd=place,
        env={"PATH": "/usr/bin:/bin"},
        check=False,
        capture_output=True,
    )
    return finished.returncode, (finished.stdout + finished.stderr).decode()


@pytest.fixture
def outside(tmp_path: Path) -> Path:
    """A directory with nothing but the public key."""
    (tmp_path / "public.pem").write_bytes(public_pem(signing_key().public_key()))
    return tmp_path


def exported(place: Path, *options: str) -> tuple[int, str]:
    """Export the ledger as it stands to `place` and verify it there."""
    call_command("ledger", "export", str(place / "ledger.jsonl"), *options, verbosity=0)
    return verified(place, *options)


def verified(place: Path, *options: str) -> tuple[int, str]:
    """Verify what was exported to `place`."""
    directory = checkpoints.own_directory().path
    return run(place, "chain", "ledger.jsonl", "--checkpoints", directory, "--key", "public.pem", *options)


def covered() -> None:
    for _ in range(2):
        grow(3)
        checkpoint(clock.now())
    grow(1)


@pytest.mark.django_db(transaction=True)
class TestChain:
    def test_an_untouched_export_holds(self, outside: Path) -> None:
        covered()
        code, words = exported(outside)
        assert (code, "decisions：7 条记录，检查点覆盖到 #6" in words) == (0, True), words
        assert "The ledger holds." in words

    def test_an_export_from_the_middle_holds(self, outside: Path) -> None:
        covered()
        code, words = exported(outside, "--from-sequence", "4")
        assert (code, "decisions：4 条记录" in words) == (0, True), words

    @pytest.mark.parametrize("position", [1, 6])
    @pytest.mark.parametrize("how", [*ROUGH, *CONSISTENT])
    def test_a_tampered_ledger_does_not(self, outside: Path, how: str, position: int) -> None:
        covered()
        tamper(how, position)
        code, words = exported(outside)
        assert (code, "FLAW decisions #" in words) == (1, True), words

    def test_the_wrong_key_does_not(self, outside: Path) -> None:
        covered()
        stranger = Ed25519PrivateKey.generate().public_key()
        (outside / "public.pem").write_bytes(public_pem(stranger))
        code, words = exported(outside)
        assert (code, "签名不是所给公钥签出的" in words) == (1, True), words

    def test_without_checkpoints_it_cannot_be_checked(self, outside: Path) -> None:
        grow(2)
        checkpoints.own_directory().path.mkdir(parents=True)
        code, words = exported(outside)
        assert (code, "no checkpoint covers any of these records" in words) == (2, True), words

    def test_lines_that_are_no_records_are_named(self, outside: Path) -> None:
        covered()
        exported(outside)
        with (outside / "ledger.jsonl").open("ab") as file:
            file.write(b'{"stream": "decisions"}\n[[[\n')
        code, words = verified(outside)
        assert (code, "ledger.jsonl:8" in words, "ledger.jsonl:9" in words) == (1, True, True)


@pytest.fixture
def evidence(outside: Path) -> tuple[Path, Edition]:
    """The evidence of one edition, with other records before and after it."""
    grow(2)
    edition = issue_edition(branch=branch_tree().head_office)
    grow(2)
    checkpoint(clock.now())
    grow(1)
    call_command("evidence", str(edition.public_id), str(outside / "evidence"), verbosity=0)
    return outside, edition


def _document(place: Path) -> None:
    path = place / "document.json"
    path.write_bytes(path.read_bytes().replace("晨间".encode(), "午间".encode(), 1) + b" ")


def _certificate(place: Path) -> None:
    path = place / "certificate.json"
    found = json.loads(path.read_bytes())
    found["decisions"][0]["officer"] = "user:somebody-else"
    path.write_bytes(canonical.encode(found))


def _records(place: Path) -> None:
    path = place / "records.jsonl"
    path.write_text(path.read_text().replace("edition.issued", "edition.denied", 1))


def _checkpoint(place: Path) -> None:
    path = place / "checkpoints" / "decisions.jsonl"
    found = json.loads(path.read_bytes())
    path.write_bytes(canonical.encode({**found, "at": "2020-01-01T00:00:00Z"}) + b"\n")


def _no_records(place: Path) -> None:
    (place / "records.jsonl").write_bytes(b"")


@pytest.mark.django_db(transaction=True)
class TestEvidence:
    def test_it_tells_who_approved_which_bytes(self, evidence: tuple[Path, Edition]) -> None:
        place, edition = evidence
        code, words = run(place, "evidence", "evidence", "--key", "public.pem")
        assert code == 0, words
        for said in (
            str(edition.public_id),
            edition.content_sha256,
            edition.candidate.screening.rule_set_sha256,
            edition.case.decisions.get().officer.actor,
        ):
            assert said in words
        assert "README" in " ".join(path.name for path in (place / "evidence").iterdir())

    def test_other_bytes_or_another_edition_are_not_proved(self, evidence: tuple[Path, Edition]) -> None:
        place, edition = evidence
        (place / "other.json").write_bytes(b"{}")
        given = ("evidence", "evidence", "--key", "public.pem")
        assert run(place, *given, "--edition", edition.public_id)[0] == 0
        assert run(place, *given, "--edition", "another")[0] == 1
        assert run(place, *given, "--document", "other.json")[0] == 1

    @pytest.mark.parametrize("change", [_document, _certificate, _records, _checkpoint, _no_records])
    def test_any_change_shows(self, evidence: tuple[Path, Edition], change: Callable[[Path], None]) -> None:
        place, _edition = evidence
        change(place / "evidence")
        code, words = run(place, "evidence", "evidence", "--key", "public.pem")
        assert (code, "FLAW" in words) == (1, True), words

    def test_before_a_checkpoint_there_is_none(self, outside: Path) -> None:
        edition = issue_edition(branch=branch_tree().head_office)
        with pytest.raises(CommandError, match="尚无已签名的检查点"):
            call_command("evidence", str(edition.public_id), str(outside / "evidence"))
        assert not (outside / "evidence").exists()


def _verifier() -> ModuleType:
    spec = importlib.util.spec_from_file_location("verify_ledger", VERIFIER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


TEXT = st.text(st.characters(exclude_categories=["Cs"]))
MOMENT = st.datetimes(datetime(2020, 1, 1), datetime(2090, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001
ROWS = st.builds(
    Row,
    **dict.fromkeys(
        (
            "stream", "event", "subject", "subject_sha256", "payload_sha256", "previous_sha256",
            "record_sha256", "algorithm",
        ),
        TEXT,
    ),
    sequence=st.integers(0, 2**53 - 1),
    schema=st.integers(0, 32767),
    at=MOMENT,
    payload=st.binary(),
)  # fmt: skip


class TestCrossCheck:
    verifier = _verifier()

    @given(ROWS)
    def test_both_programs_agree_on_every_record(self, row: Row) -> None:
        read = json.loads(line_of(row))
        assert self.verifier.link(read) == chain.link(row)
        assert read["payload"].encode("utf-8", "surrogateescape") == row.payload

    @given(ROWS)
    def test_the_fast_link_hashes_the_canonical_form(self, row: Row) -> None:
        covered = {name: asdict(row)[name] for name in self.verifier.LINKED}
        covered["at"] = canonical.moment(row.at)
        assert chain.link(row) == canonical.sha256(canonical.encode(covered))
