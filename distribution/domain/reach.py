"""The table of whom a manager reaches: reading it, and hiding who the customers are. Pure."""

import csv
import hmac
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from io import StringIO

LONGEST_CUSTOMER = 128

HEADINGS = {
    "manager": ("客户经理", "manager"),
    "customer": ("客户编号", "customer"),
    "segment": ("客群", "segment"),
    "tolerance": ("风险承受能力", "tolerance"),
}
"""The columns by their headings; the last one may be missing."""

TOLERANCES = {f"C{level}": level for level in range(1, 6)}
"""A customer of C3 may be offered products up to R3 (令2025年第7号, 第十二条)."""


@dataclass(frozen=True, slots=True)
class FileLimits:
    """How much one file may hold."""

    rows: int
    octets: int


BY_PAGE = FileLimits(rows=60_000, octets=10 * 1024 * 1024)
"""What a request can read and answer for."""
BY_COMMAND = FileLimits(rows=3_000_000, octets=300 * 1024 * 1024)
"""What `manage.py reach` takes: a thousand managers with three thousand customers."""


class Trouble(StrEnum):
    """Why a file cannot be read at all."""

    NO_TEXT = "no_text"
    NO_TABLE = "no_table"
    NO_HEADINGS = "no_headings"
    EMPTY = "empty"
    TOO_MANY = "too_many"


class RowFlaw(StrEnum):
    """What is wrong in a row."""

    NO_MANAGER = "no_manager"
    NO_CUSTOMER = "no_customer"
    TOO_LONG = "too_long"
    NO_SUCH_SEGMENT = "no_such_segment"
    NO_SUCH_TOLERANCE = "no_such_tolerance"
    TWICE = "twice"


class Unreadable(ValueError):
    """Nothing of the file is used; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class ReachRow:
    """One customer of one manager. `tolerance` is 1 to 5, or None for a customer who was never assessed."""

    line: int
    manager: str
    customer: str
    segment: str
    tolerance: int | None


@dataclass(frozen=True, slots=True)
class RowError:
    """What is wrong in a line, with the text that is wrong."""

    line: int
    flaw: RowFlaw
    written: str = ""


@dataclass(frozen=True, slots=True)
class ReachTable:
    """What a file says, and what is wrong in it."""

    rows: tuple[ReachRow, ...]
    errors: tuple[RowError, ...]


def digest(customer: str, key: bytes) -> str:
    """Return what is kept in the place of a customer's number: HMAC-SHA256 with the bank's key, 128 bits.

    Without the key it cannot be found out by trying all numbers (个人信息保护法, 第七十三条: 去标识化).
    """
    return hmac.digest(key, customer.strip().encode(), "sha256").hex()[:32]


def csv_lines(content: bytes) -> Iterator[tuple[int, Sequence[str]]]:
    """Yield the lines of a CSV file in UTF-8 or GB18030 with their numbers. Raises Unreadable."""
    try:
        text = _decoded(content)
        reader = csv.reader(StringIO(text, newline=""), strict=True)
        for cells in reader:
            yield reader.line_num, cells
    except UnicodeDecodeError as error:
        raise Unreadable(Trouble.NO_TEXT) from error
    except csv.Error as error:
        raise Unreadable(Trouble.NO_TABLE) from error


def read_reach(
    lines: Iterable[tuple[int, Sequence[str]]], segments: Mapping[str, str], limits: FileLimits = BY_PAGE
) -> ReachTable:
    """Return the rows of a table whose first line has the headings, and every error by its line.

    `segments` gives the code for each name of a segment. Raises Unreadable, also for more rows than `limits`.
    """
    stripped = ((number, [cell.strip() for cell in cells]) for number, cells in lines)
    kept = ((number, cells) for number, cells in stripped if any(cells))
    head = next(kept, None)
    if head is None:
        raise Unreadable(Trouble.EMPTY)
    places = _places(head[1])
    rows: list[ReachRow] = []
    errors: list[RowError] = []
    seen: set[tuple[str, str, str]] = set()
    for number, cells in kept:
        if len(rows) + len(errors) == limits.rows:
            raise Unreadable(Trouble.TOO_MANY)
        found = _row(number, {name: _cell(cells, place) for name, place in places.items()}, segments)
        if isinstance(found, ReachRow):
            key = (found.manager, found.customer, found.segment)
            if key in seen:
                found = RowError(number, RowFlaw.TWICE, found.customer)
            seen.add(key)
        if isinstance(found, RowError):
            errors.append(found)
        else:
            rows.append(found)
    if not rows and not errors:
        raise Unreadable(Trouble.EMPTY)
    return ReachTable(tuple(rows), tuple(errors))


def _row(number: int, cells: Mapping[str, str], segments: Mapping[str, str]) -> ReachRow | RowError:
    if not cells["manager"]:
        return RowError(number, RowFlaw.NO_MANAGER)
    if not cells["customer"]:
        return RowError(number, RowFlaw.NO_CUSTOMER)
    if len(cells["customer"]) > LONGEST_CUSTOMER:
        return RowError(number, RowFlaw.TOO_LONG)
    if cells["segment"] not in segments:
        return RowError(number, RowFlaw.NO_SUCH_SEGMENT, cells["segment"])
    written = cells.get("tolerance", "").upper()
    if written and written not in TOLERANCES:
        return RowError(number, RowFlaw.NO_SUCH_TOLERANCE, written)
    return ReachRow(
        number,
        cells["manager"],
        cells["customer"],
        segments[cells["segment"]],
        TOLERANCES.get(written),
    )


def _places(head: Sequence[str]) -> dict[str, int]:
    places = {
        name: head.index(written)
        for name, writings in HEADINGS.items()
        for written in writings
        if written in head
    }
    if set(HEADINGS) - set(places) - {"tolerance"}:
        raise Unreadable(Trouble.NO_HEADINGS)
    return places


def _cell(cells: Sequence[str], place: int) -> str:
    return cells[place] if place < len(cells) else ""


def _decoded(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")
