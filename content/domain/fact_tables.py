"""Tables as people have them: pasted from a sheet or a page, CSV, XLSX. All become lines of plain cells."""

import csv
import io
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException

from content.domain.office_files import DocumentFlaw, DocumentRefused, verify

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


_TROUBLES = {DocumentFlaw.ACTIVE: Trouble.MACROS, DocumentFlaw.TOO_LARGE: Trouble.TOO_LARGE}


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
    from openpyxl import load_workbook
    from openpyxl.utils.exceptions import InvalidFileException

    _check_package(content)
    try:
        book = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        sheet = next((one for one in book.worksheets if one.sheet_state == "visible"), None)
        if sheet is None:
            raise Unreadable(Trouble.EMPTY)
        numbered = enumerate(sheet.iter_rows(max_col=30), start=1)
        return _kept((number, [_told(cell) for cell in row]) for number, row in numbered)
    except (
        InvalidFileException,
        zipfile.BadZipFile,
        ParseError,
        DefusedXmlException,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        IndexError,
        OSError,
        EOFError,
    ) as error:
        raise Unreadable(Trouble.NO_TABLE) from error


def as_text(lines: Iterable[Line]) -> str:
    """Return the lines as a person would paste them."""
    return "\n".join("\t".join(line.cells) for line in lines)


def _check_package(content: bytes) -> None:
    if len(content) > MOST_OCTETS:
        raise Unreadable(Trouble.TOO_LARGE)
    try:
        verify(content, "table.xlsx")
    except DocumentRefused as refusal:
        raise Unreadable(_TROUBLES.get(refusal.flaw, Trouble.NO_TABLE)) from refusal


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


def _told(cell: Any) -> str:
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.isoformat(sep=" ") if value.time() != datetime.min.time() else value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value)
    if isinstance(value, int | float):
        return _number(Decimal(repr(value)), cell.number_format or "")
    return value if isinstance(value, str) else f"={value!r}"


def _number(value: Decimal, number_format: str) -> str:
    if "%" not in number_format:
        return format(value, "f")
    decimals = len(number_format.partition("%")[0].partition(".")[2])
    return f"{value * 100:.{decimals}f}%"
