"""Copy the database while others write to it, and put such a copy back."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from django.db import connection, transaction
from django.utils.translation import gettext as _

from core.backup.manifest import BackupUnusable
from core.models import LedgerHead
from core.queries import ledger

Heads = dict[str, dict[str, int | str]]


def copy_to(target: Path) -> Heads:
    """Write one moment of the database to `target`, and return the ends of the ledger at that moment.

    Nobody has to stop writing: SQLite's online backup reads one snapshot, pg_dump the one that the heads
    are read in. Raises BackupUnusable if the copy cannot be made.
    """
    if connection.vendor == "sqlite":
        return _copy_sqlite(target)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")
        cursor.execute("SELECT pg_export_snapshot()")
        (snapshot,) = cursor.fetchone()
        heads = ledger.heads()
        _run(
            "pg_dump",
            "--format=custom",
            "--no-owner",
            f"--snapshot={snapshot}",
            f"--file={target}",
            *_where(),
        )
    return heads


def is_empty() -> bool:
    """Return whether the database has no table at all."""
    return not connection.introspection.table_names()


def put_back(source: Path) -> None:
    """Fill the empty database with the copy at `source`. Raises BackupUnusable if that fails."""
    if connection.vendor == "sqlite":
        connection.close()
        target = Path(connection.settings_dict["NAME"])
        target.parent.mkdir(parents=True, exist_ok=True)
        for leftover in (f"{target}-wal", f"{target}-shm", f"{target}-journal"):
            Path(leftover).unlink(missing_ok=True)
        temporary = target.with_name(f"{target.name}.restoring")
        temporary.write_bytes(b"")
        os.chmod(temporary, 0o600)
        _stream(source, temporary)
        os.replace(temporary, target)
        return
    connection.close()
    _run("pg_restore", "--no-owner", "--exit-on-error", "--single-transaction", *_where(), str(source))


def _copy_sqlite(target: Path) -> Heads:
    with _sqlite(target) as copy:
        connection.ensure_connection()
        connection.connection.backup(copy)
        # In one file, whatever the journal of the original is.
        copy.execute("PRAGMA journal_mode=DELETE")
        columns = ("stream", "sequence", "record_sha256")
        found = copy.execute(f"SELECT {', '.join(columns)} FROM {LedgerHead._meta.db_table}")  # noqa: S608
        return {stream: {"sequence": sequence, "record_sha256": digest} for stream, sequence, digest in found}


@contextmanager
def _sqlite(path: Path) -> Iterator[sqlite3.Connection]:
    opened = sqlite3.connect(path)
    try:
        yield opened
    finally:
        opened.close()


def _stream(source: Path, target: Path) -> None:
    with source.open("rb") as read, target.open("wb") as write:
        while chunk := read.read(1024 * 1024):
            write.write(chunk)
        write.flush()
        os.fsync(write.fileno())


def _where() -> list[str]:
    settings = connection.settings_dict
    options = {"--host": "HOST", "--port": "PORT", "--username": "USER", "--dbname": "NAME"}
    return [f"{option}={settings[name]}" for option, name in options.items() if settings.get(name)]


def _run(*command: str) -> None:
    secret: Mapping[str, str] = {"PGPASSWORD": str(connection.settings_dict.get("PASSWORD") or "")}
    try:
        finished = subprocess.run(  # noqa: S603  (our own command, no shell)
            command,
            env={**os.environ, **{name: value for name, value in secret.items() if value}},
            check=False,
            capture_output=True,
            text=True,
        )
    except FileNotFoundError as error:
        raise BackupUnusable(_("%s is not installed on this machine.") % command[0]) from error
    if finished.returncode:
        raise BackupUnusable(f"{command[0]}: {finished.stderr.strip()[:2000]}")
