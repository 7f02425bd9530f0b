"""The engines: one for each database."""

from django.db import DEFAULT_DB_ALIAS, connections

from search.engines.base import Engine, Entry
from search.engines.database import DatabaseEngine
from search.engines.postgresql import PostgreSQLEngine
from search.engines.sqlite import SQLiteEngine

_ENGINES: dict[str, type[SQLiteEngine | PostgreSQLEngine]] = {
    "sqlite": SQLiteEngine,
    "postgresql": PostgreSQLEngine,
}


def engine(using: str = DEFAULT_DB_ALIAS) -> SQLiteEngine | PostgreSQLEngine:
    """Return the engine of the database `using`. Raises KeyError for a database that has none."""
    return _ENGINES[connections[using].vendor](using)


__all__ = ["DatabaseEngine", "Engine", "Entry", "engine"]
