"""The SQLite that Armoury runs on (docs/decisions/0005-database.md)."""

import importlib
import sqlite3
import sys

WAL_IS_SAFE_SINCE = (3, 51, 3)
"""Before this version a reset of the write-ahead log can corrupt a database used by two processes."""


def use_bundled_sqlite() -> None:
    """Put the bundled, newer SQLite in the place of the standard library's, where one is installed."""
    try:
        bundled = importlib.import_module("pysqlite3")
    except ImportError:
        return
    sys.modules["sqlite3"] = bundled
    sys.modules["sqlite3.dbapi2"] = importlib.import_module("pysqlite3.dbapi2")


def journal_mode() -> str:
    """Return WAL where this SQLite is free of the bug named above, otherwise TRUNCATE."""
    library = sys.modules.get("sqlite3", sqlite3)
    version = tuple(int(part) for part in library.sqlite_version.split("."))
    return "WAL" if version >= WAL_IS_SAFE_SINCE else "TRUNCATE"
