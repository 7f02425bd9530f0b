"""Search in Wagtail's own lists and choosers: the database's backend, asked for words only.

SQLite reads quotation marks, stars and brackets as operators and fails on a single one.
"""

import re
from typing import Any

from wagtail.search.backends import database

WORD = re.compile(r"\w+")


def words_of(query: Any) -> Any:
    """Return the words of a typed `query`, a space between them; a query made by code as it is."""
    return " ".join(WORD.findall(query)) if isinstance(query, str) else query


def SearchBackend(params: dict[str, Any]) -> Any:  # noqa: N802  (the name that Wagtail looks for)
    """Return the backend of the default database, which hands on words."""
    base: Any = type(database.SearchBackend(params))

    class WordsBackend(base):
        def search(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            return super().search(words_of(query), *args, **kwargs)

        def autocomplete(self, query: Any, *args: Any, **kwargs: Any) -> Any:
            return super().autocomplete(words_of(query), *args, **kwargs)

    return WordsBackend(params)
