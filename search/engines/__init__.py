"""The engines: one for each database."""

from django.db import connection

from search.engines.base import Engine
from search.engines.postgresql import PostgreSQLEngine
from search.engines.sqlite import SQLiteEngine

_ENGINES: dict[str, type[Engine]] = {"sqlite": SQLiteEngine, "postgresql": PostgreSQLEngine}


def engine() -> Engine:
    """Return the engine of the database in use. Raises KeyError for a database that has none."""
    return _ENGINES[connection.vendor]()


__all__ = ["Engine", "engine"]
