"""Tables as people have them: pasted from a sheet or a page, CSV, XLSX. All become lines of plain cells."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from content.domain.sheets import SheetFlaw, SheetLimits, SheetRefused, read_sheet

MOST_LINES = 500
MOST_OCTETS = 1_000_000


class Trouble(StrEnum):
    """Why a table cannot be read at all."""

    EMPTY = "empty"
    TOO_MANY_LINES = "too_many_lines"
    TOO_LARGE = "too_large"
    NO_TEXT = "no_text"
    NO_TABLE = "no_table"
    MACROS = "macros"


SHEET_LIMITS = SheetLimits(octets=MOST_OCTETS, rows=MOST_LINES + 1, columns=30)

_TROUBLES = {
    SheetFlaw.EMPTY: Trouble.EMPTY,
    SheetFlaw.MACROS: Trouble.MACROS,
    SheetFlaw.TOO_LARGE: Trouble.TOO_LARGE,
    SheetFlaw.CELL_TOO_LONG: Trouble.TOO_LARGE,
    SheetFlaw.TOO_MANY_ROWS: Trouble.TOO_MANY_LINES,
}


class Unreadable(Exception):
    """The table cannot be read; `trouble` says why."""

    def __init__(self, trouble: Trouble) -> None:
        super().__init__(trouble.value)
        self.trouble = trouble


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty, by its number in what was pasted or in the sheet."""

    number: int
    cells: tuple[str, ...]


def from_text(text: str) -> list[Line]:
    """Return the lines of pasted or decoded text, separated by tabs if there is one, by commas otherwise.

    Raises Unreadable.
    """
    if len(text) > MOST_OCTETS:
        raise Unreadable(Trouble.TOO_LARGE)
    if "\0" in text:
        raise Unreadable(Trouble.NO_TEXT)
    separator = "\t" if "\t" in text else ","
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return _kept((reader.line_num, cells) for cells in reader)
    except csv.Error as error:
        raise Unreadable(Trouble.NO_TABLE) from error


def from_csv(content: bytes) -> list[Line]:
    """Return the lines of a CSV file in UTF-8, UTF-16 with its mark, or GB18030. Raises Unreadable."""
    if len(content) > MOST_OCTETS:
        raise Unreadable(Trouble.TOO_LARGE)
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            return from_text(content.decode(encoding))
        except UnicodeDecodeError:
            continue
    raise Unreadable(Trouble.NO_TEXT)


def from_xlsx(content: bytes) -> list[Line]:
    """Return the lines of the first visible sheet; a formula stays a formula, for the row to be refused.

    A cell shown in per cent is read as shown. Raises Unreadable, for macros too.
    """
    try:
        sheet = read_sheet(content, SHEET_LIMITS)
    except SheetRefused as refusal:
        raise Unreadable(_TROUBLES.get(refusal.flaw, Trouble.NO_TABLE)) from refusal
    return _kept((row.number, row.cells) for row in sheet.rows)


def as_text(lines: Iterable[Line]) -> str:
    """Return the lines as a person would paste them."""
    return "\n".join("\t".join(line.cells) for line in lines)


def _kept(numbered: Iterable[tuple[int, Iterable[str]]]) -> list[Line]:
    lines: list[Line] = []
    for line in _plain(numbered):
        if len(lines) == MOST_LINES + 1:
            raise Unreadable(Trouble.TOO_MANY_LINES)
        lines.append(line)
    if not lines:
        raise Unreadable(Trouble.EMPTY)
    return lines


def _plain(numbered: Iterable[tuple[int, Iterable[str]]]) -> Iterator[Line]:
    for number, written in numbered:
        cells = [" ".join(cell.split()) for cell in written]
        while cells and not cells[-1]:
            cells.pop()
        if cells:
            yield Line(number, tuple(cells))
