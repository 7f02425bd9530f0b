"""Cells of exports: text that a spreadsheet program cannot take for a formula.

Every export goes through here. OWASP ASVS 5.0, 1.2.10; RFC 4180 for CSV.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO
from itertools import chain
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation

Cell = str | int | float | Decimal | date | None

BAIT = frozenset("=+-@\t\r\n\0＝＋－＠")
"""What makes a cell a formula, in some program or locale, when it comes first."""

BOM = "\N{ZERO WIDTH NO-BREAK SPACE}"
MOST_LISTED = 255
LONGEST_TITLE = 31
"""Characters of a sheet's name that a workbook takes."""
NOT_IN_TITLES = str.maketrans(r"\*?:/[]", "       ")
"""What a sheet's name must not contain becomes a space."""

FILLED_IN_WIDTH = 22
MOST_CHARACTERS = 32_767
"""A cell of XLSX holds no more (ECMA-376); what is longer is cut and ends with an ellipsis."""


def neutral(value: Cell) -> str:
    """Return `value` as text that stays text: an apostrophe before what would start a formula.

    Leading spaces do not hide it, and control characters, which no cell can hold, become spaces. Numbers and
    dates come from the program, not from people, and stay as they are.
    """
    if value is None:
        return ""
    if not isinstance(value, str):
        return str(value)
    baited = _is_bait(value)
    plain = "".join(character if _is_printable(character) else " " for character in value)
    kept = f"'{plain}" if baited else plain
    return kept if len(kept) <= MOST_CHARACTERS else f"{kept[: MOST_CHARACTERS - 1]}…"


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield the lines of a CSV file, the first with a byte order mark, so that Chinese opens readable."""
    yield BOM + _line(header)
    for values in rows:
        yield _line(values)


def xlsx(header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a workbook with one sheet. Every cell is a string: none is ever a formula."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet()
    for values in chain([header], rows):
        sheet.append([_text_cell(sheet, value) for value in values])
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def xlsx_to_fill_in(
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
    choices: Mapping[int, Sequence[str]],
    lines: int,
) -> bytes:
    """Return a workbook to be filled in: like `xlsx`, its sheet called `title`, with a frozen, bold header.

    The columns in `choices` (counted from zero) offer their list in the first `lines` rows; a list that a
    workbook cannot hold (commas, or more than 255 characters in all) is left out.
    """
    book = Workbook(write_only=True)
    sheet = book.create_sheet(title.translate(NOT_IN_TITLES)[:LONGEST_TITLE])
    sheet.freeze_panes = "B2"
    for position in range(1, len(header) + 1):
        sheet.column_dimensions[get_column_letter(position)].width = FILLED_IN_WIDTH
    for position, offered in choices.items():
        listed = ",".join(offered)
        if len(listed) <= MOST_LISTED and listed.count(",") == len(offered) - 1:
            rule = DataValidation(
                type="list", formula1=f'"{listed}"', allow_blank=True, showErrorMessage=False
            )
            letter = get_column_letter(position + 1)
            rule.add(f"{letter}2:{letter}{lines}")
            sheet.data_validations.append(rule)
    heads = [_text_cell(sheet, value) for value in header]
    for head in heads:
        head.font = Font(bold=True)
    sheet.append(heads)
    for values in rows:
        cells = [_text_cell(sheet, value) for value in values]
        for cell in cells:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.append(cells)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def _text_cell(sheet: Any, value: Cell) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, value=neutral(value))
    cell.data_type = "s"
    return cell


def _line(values: Sequence[Cell]) -> str:
    line = StringIO()
    csv.writer(line, quoting=csv.QUOTE_ALL).writerow([neutral(value) for value in values])
    return line.getvalue()


def _is_bait(text: str) -> bool:
    """Look past what programs skip: spaces of every kind, marks of direction, byte order marks."""
    if text[:1] in BAIT:
        return True
    bare = text.lstrip(" \N{NO-BREAK SPACE}\N{IDEOGRAPHIC SPACE}\N{ZERO WIDTH SPACE}" + BOM)
    return bare[:1] in BAIT


def _is_printable(character: str) -> bool:
    """Say whether XML 1.0 can hold the character; line breaks stay."""
    code = ord(character)
    return character in "\t\n" or (
        code >= 0x20 and not 0xD800 <= code <= 0xDFFF and code not in {0xFFFE, 0xFFFF}
    )
