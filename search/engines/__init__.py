"""The engines: one for each database, and Elasticsearch where the settings ask for it."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connections

from search.engines.base import Engine, Entry
from search.engines.database import DatabaseEngine
from search.engines.postgresql import PostgreSQLEngine
from search.engines.sqlite import SQLiteEngine

if TYPE_CHECKING:
    from search.engines.cluster import Cluster

_ENGINES: dict[str, type[SQLiteEngine | PostgreSQLEngine]] = {
    "sqlite": SQLiteEngine,
    "postgresql": PostgreSQLEngine,
}
ELASTICSEARCH = "elasticsearch"


def engine(using: str = DEFAULT_DB_ALIAS) -> SQLiteEngine | PostgreSQLEngine:
    """Return the engine of the database `using`. Raises KeyError for a database that has none."""
    return _ENGINES[connections[using].vendor](using)


def has_cluster() -> bool:
    """Return whether Elasticsearch finds, and the database when that is away."""
    return str(settings.ARMOURY_SEARCH_ENGINE) == ELASTICSEARCH


def open_cluster() -> "Cluster":
    """Return the library's index in Elasticsearch, for one question or one piece of work.

    Its client is imported where it is used alone: it takes long.
    """
    from search.engines.cluster import Cluster

    return Cluster()


__all__ = ["DatabaseEngine", "Engine", "Entry", "engine", "has_cluster", "open_cluster"]
