"""The states of editions as they are to stand in an engine outside the database."""

from collections.abc import Collection, Iterator
from typing import Final

from search.domain.analysis import analyse, plain
from search.engines import Entry
from search.engines.documents import Document, document
from search.engines.pushdown import moment
from search.models import IndexVersion
from search.queries import dictionary

_AT_ONCE: Final = 500
_FIELDS: Final = (
    "pk",
    "version",
    "edition__indexed__title",
    "edition__indexed__body",
    "edition__branch",
    "edition__kind",
    "edition__valid_from",
    "edition__valid_until",
)


def states(edition_ids: Collection[int]) -> Iterator[Document]:
    """Yield the present state of each of these editions that was ever indexed, read with its version."""
    dictionary.current()
    asked = sorted(edition_ids)
    for start in range(0, len(asked), _AT_ONCE):
        rows = IndexVersion.objects.filter(pk__in=asked[start : start + _AT_ONCE]).order_by("pk")
        for key, version, title, body, branch, kind, begins, ends in rows.values_list(*_FIELDS):
            if title is None:
                yield Document(key, version, {})
                continue
            entry = Entry(key, analyse(plain(title)), analyse(plain(body)))
            filtered_by = {
                "branch": branch,
                "kind": kind,
                "valid_from": moment(begins),
                "valid_until": moment(ends),
            }
            yield document(entry, version, filtered_by)
