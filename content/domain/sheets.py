"""Rows of an XLSX file from outside, within limits: values only, no formula computed. Pure.

ASVS 5.0: 1.5.1 (no external entities: openpyxl parses with defusedxml), 5.2.3 (compressed files).
"""

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from xml.etree.ElementTree import ParseError

from defusedxml import DefusedXmlException
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.xml import DEFUSEDXML

from content.domain.office_files import DocumentFlaw, DocumentRefused, verify

Cell = Any


@dataclass(frozen=True, slots=True)
class SheetLimits:
    rows: int = 5_000
    columns: int = 100
    cell_characters: int = 10_000


def rows_of(content: bytes, limits: SheetLimits) -> Iterator[tuple[Cell, ...]]:
    """Yield each row of the first sheet, up to `limits.columns` values, None for an empty cell.

    What the file says of its own size is not believed. Raises DocumentRefused for what is no sound workbook
    without macros, and for more rows or longer cells than the limits.
    """
    if not DEFUSEDXML:
        raise RuntimeError("openpyxl does not parse with defusedxml; workbooks from outside are not opened")
    verify(content, "workbook.xlsx")
    try:
        book = load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
        try:
            sheet = book.worksheets[0]
            sheet.reset_dimensions()
            rows = sheet.iter_rows(max_row=limits.rows + 1, max_col=limits.columns, values_only=True)
            for number, row in enumerate(rows, start=1):
                _require_within(number, row, limits)
                yield row
        finally:
            book.close()
    except DocumentRefused:
        raise
    except (
        *(ParseError, DefusedXmlException, InvalidFileException),
        *(AttributeError, IndexError, KeyError, LookupError, OSError, TypeError, ValueError),
    ) as error:
        raise DocumentRefused(DocumentFlaw.BROKEN) from error


def _require_within(number: int, row: tuple[Cell, ...], limits: SheetLimits) -> None:
    if number > limits.rows or any(
        isinstance(value, str) and len(value) > limits.cell_characters for value in row
    ):
        raise DocumentRefused(DocumentFlaw.TOO_LARGE)
