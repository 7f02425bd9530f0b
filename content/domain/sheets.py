"""The one door for XLSX files from outside: the first visible sheet as a person sees it, within limits. Pure.

ASVS 5.0: 1.5.1 (no external entities: openpyxl parses with defusedxml), 5.2.3 (compressed files).
"""

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml import DEFUSEDXML

from content.domain.office_files import DocumentFlaw, DocumentRefused, verify

LAST_ROW = 200_000
"""Farther down nobody looks, whether or not there is anything."""

_MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z0-9:$]{2,24})[\"']")
_BROKEN = (
    *(InvalidFileException, zipfile.BadZipFile, ParseError, DefusedXmlException),
    *(AttributeError, IndexError, KeyError, LookupError, OSError, EOFError, TypeError, ValueError),
)


class SheetFlaw(StrEnum):
    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY_ROWS = "too_many_rows"
    CELL_TOO_LONG = "cell_too_long"
    NOT_A_WORKBOOK = "not_a_workbook"
    BROKEN = "broken"
    MACROS = "macros"


_OF_DOCUMENT = {
    DocumentFlaw.EMPTY: SheetFlaw.EMPTY,
    DocumentFlaw.TOO_LARGE: SheetFlaw.TOO_LARGE,
    DocumentFlaw.NAME_DISAGREES: SheetFlaw.NOT_A_WORKBOOK,
    DocumentFlaw.ACTIVE: SheetFlaw.MACROS,
}


class SheetRefused(ValueError):
    """Nothing of this workbook is used. `cell` is where the flaw is, where it is in one."""

    def __init__(self, flaw: SheetFlaw, cell: str = "") -> None:
        super().__init__(flaw.value, cell)
        self.flaw = flaw
        self.cell = cell


@dataclass(frozen=True, slots=True)
class SheetLimits:
    """What a sheet may hold; `rows` counts those that are not empty."""

    octets: int
    rows: int
    columns: int = 100
    cell_characters: int = 10_000


@dataclass(frozen=True, slots=True)
class SheetRow:
    """A row that is not empty: its number in the sheet, its cells as shown, which of them are formulas.

    A formula's cell is its text, which begins with an equals sign; nothing is computed.
    """

    number: int
    cells: tuple[str, ...]
    formulas: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Sheet:
    """What was read, the ranges of merged cells, and the names of the hidden sheets that were not read."""

    rows: tuple[SheetRow, ...]
    merged: tuple[str, ...]
    hidden: tuple[str, ...]


def read_sheet(content: bytes, limits: SheetLimits) -> Sheet:
    """Return the first visible sheet of a workbook. What the file says of its own size is not believed.

    Raises SheetRefused: no sound workbook without macros, nothing in it, or more than the limits.
    """
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl does not parse with defusedxml; workbooks from outside are not opened")
    if len(content) > limits.octets:
        raise SheetRefused(SheetFlaw.TOO_LARGE)
    try:
        verify(content, "workbook.xlsx")
    except DocumentRefused as refused:
        raise SheetRefused(_OF_DOCUMENT.get(refused.flaw, SheetFlaw.BROKEN)) from refused
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=False, keep_links=False)
        try:
            return _read(book, limits)
        finally:
            book.close()
    except SheetRefused:
        raise
    except _BROKEN as error:
        raise SheetRefused(SheetFlaw.BROKEN) from error


def cell_name(row: int, column: int) -> str:
    """Return how a spreadsheet program calls the cell; `column` counts from zero."""
    return f"{get_column_letter(column + 1)}{row}"


def _read(book: Any, limits: SheetLimits) -> Sheet:
    visible = [one for one in book.worksheets if one.sheet_state == "visible"]
    hidden = tuple(str(one.title) for one in book.worksheets if one.sheet_state != "visible")
    if not visible:
        raise SheetRefused(SheetFlaw.EMPTY)
    sheet = visible[0]
    sheet.reset_dimensions()
    rows = tuple(_rows(sheet, limits))
    if not rows:
        raise SheetRefused(SheetFlaw.EMPTY)
    return Sheet(rows, _merged(sheet), hidden)


def _rows(sheet: Any, limits: SheetLimits) -> Iterator[SheetRow]:
    kept = 0
    for number, cells in enumerate(sheet.iter_rows(max_row=LAST_ROW + 1, max_col=limits.columns), start=1):
        if number > LAST_ROW:
            raise SheetRefused(SheetFlaw.TOO_MANY_ROWS)
        shown = [_shown(cell) for cell in cells]
        while shown and not shown[-1].strip():
            shown.pop()
        if not shown:
            continue
        kept += 1
        if kept > limits.rows:
            raise SheetRefused(SheetFlaw.TOO_MANY_ROWS)
        for column, text in enumerate(shown):
            if len(text) > limits.cell_characters:
                raise SheetRefused(SheetFlaw.CELL_TOO_LONG, cell_name(number, column))
        formulas = frozenset(
            column for column in range(len(shown)) if getattr(cells[column], "data_type", "") == "f"
        )
        yield SheetRow(number, tuple(shown), formulas)


def _merged(sheet: Any) -> tuple[str, ...]:
    """openpyxl does not tell of merged cells while it streams, so the sheet's own XML is asked."""
    with sheet._get_source() as part:
        return tuple(found.decode("ascii") for found in _MERGED.findall(part.read()))


def _shown(cell: Any) -> str:
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
