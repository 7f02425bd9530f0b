"""The ledger's records as JSON Lines, for tools/verify_ledger.py and whoever checks without this program."""

import json
from collections.abc import Callable
from typing import BinaryIO

from core.domain import canonical
from core.models import Stream
from core.queries import ledger
from core.queries.ledger import Row


def export(file: BinaryIO, first: int = 1, on_record: Callable[[], object] = lambda: None) -> int:
    """Write every record whose sequence is at least `first`, stream by stream; return how many.

    Personal data are not among them.
    """
    count = 0
    for stream in Stream:
        for row in ledger.rows(stream, after=first - 1):
            file.write(line_of(row))
            on_record()
            count += 1
    return count


def line_of(row: Row) -> bytes:
    """Return one record as a line. Payload bytes that are no UTF-8 keep their value as lone surrogates."""
    columns = {name: getattr(row, name) for name in ledger.COLUMNS}
    columns["at"] = canonical.moment(row.at)
    columns["payload"] = bytes(row.payload).decode("utf-8", "surrogateescape")
    return json.dumps(columns, sort_keys=True).encode() + b"\n"
