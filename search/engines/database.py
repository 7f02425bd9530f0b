"""What the engines inside the two databases have in common: the rows with the texts."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.backends.utils import CursorWrapper

from search.domain.analysis import VERSION, QueryTerm, analyse, plain
from search.engines.base import Entry
from search.models import IndexedEdition

_AT_ONCE: Final = 500
_TEXTS: Final = "SELECT edition_id, title, body FROM search_indexededition WHERE edition_id IN ({places})"


class DatabaseEngine:
    """Base of the engines that live in the database `using`."""

    def __init__(self, using: str = DEFAULT_DB_ALIAS) -> None:
        self.using = using

    def write(self, entries: Sequence[Entry]) -> None:
        for start in range(0, len(entries), _AT_ONCE):
            some = entries[start : start + _AT_ONCE]
            IndexedEdition.objects.using(self.using).bulk_create(
                [_row(entry) for entry in some],
                update_conflicts=True,
                unique_fields=["edition"],
                update_fields=["title", "body", "analysis", "is_learned"],
            )
            self.write_terms(some)

    def delete(self, edition_ids: Collection[int]) -> None:
        IndexedEdition.objects.using(self.using).filter(pk__in=edition_ids).delete()

    def texts(self, ids: Sequence[int]) -> list[tuple[int, str, str]]:
        """Return key, title and body of these rows, unchecked."""
        if not ids:
            return []
        places = ", ".join(["%s"] * len(ids))
        return [(row[0], row[1], row[2]) for row in self.ask(_TEXTS.format(places=places), ids)]

    def write_terms(self, entries: Sequence[Entry]) -> None:
        """Write the engine's own structures for rows that were just written."""
        raise NotImplementedError

    def frequencies(self, terms: Iterable[QueryTerm]) -> Mapping[QueryTerm, int]:
        raise NotImplementedError

    def stored(self) -> Iterator[Entry]:
        """Yield every stored row, analysed anew."""
        rows = IndexedEdition.objects.using(self.using).order_by("pk")
        for row in rows.iterator(_AT_ONCE):
            yield Entry(row.pk, analyse(plain(row.title)), analyse(plain(row.body)))

    def rebuild(self) -> None:
        batch: list[Entry] = []
        for entry in self.stored():
            batch.append(entry)
            if len(batch) == _AT_ONCE:
                self.write_terms(batch)
                batch = []
        self.write_terms(batch)

    def cursor(self) -> CursorWrapper:
        return connections[self.using].cursor()

    def ask(self, question: str, params: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Return all rows of a query."""
        with self.cursor() as cursor:
            cursor.execute(question, params)
            return list(cursor.fetchall())


def _row(entry: Entry) -> IndexedEdition:
    return IndexedEdition(
        edition_id=entry.edition_id,
        title=entry.title.matter,
        body=entry.body.matter,
        analysis=VERSION,
        is_learned=False,
    )
