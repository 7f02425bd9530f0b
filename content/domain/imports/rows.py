"""Reading the rows of an import by its columns. Pure: nothing is looked up, nothing is saved."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from content.domain.imports.columns import CellFlaw, Column, Flaw, Form, fold, without_bait
from content.domain.pasted_blocks import Removed
from content.domain.pasting import clean_cell
from content.domain.sheets import SheetRow, cell_name
from core.spreadsheets import BAIT

Value = str | list[str]

MARKS = ("（说明）", "（示例）", "(Note)", "(Example)")
"""A row whose first cell begins so belongs to the template and not to the bank."""

_SEPARATORS = re.compile(r"[\n,，、;；|]+")
_DAY = re.compile(r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?(?: 00:00:00)?")
_WRITTEN_SHOWN = 60


@dataclass(frozen=True, slots=True)
class ReadRow:
    """One row: what was written by column, what that means, what is wrong, what was taken out."""

    number: int
    written: Mapping[str, str]
    values: Mapping[str, Value]
    flaws: tuple[CellFlaw, ...]
    removed: Mapping[Removed, int]


def read_row(row: SheetRow, columns: Sequence[Column], places: Mapping[str, int], today: date) -> ReadRow:
    """Return what `row` says; `places` tells in which cell each column stands."""
    written: dict[str, str] = {}
    values: dict[str, Value] = {}
    flaws: list[CellFlaw] = []
    removed: Counter[Removed] = Counter()
    for column in columns:
        position = places.get(column.code, len(row.cells))
        cell = row.cells[position] if position < len(row.cells) else ""
        if cell:
            written[column.code] = cell
        pasted = clean_cell(without_bait(cell, BAIT))
        removed.update(pasted.removed)
        if position in row.formulas:
            found = [(Flaw.FORMULA, cell)]
        elif not pasted.kept:
            found = [(Flaw.MISSING, "")] if column.is_required else []
        else:
            values[column.code] = _meant(pasted.kept, column)
            found = list(_flaws(values[column.code], column, today))
        where = cell_name(row.number, position) if column.code in places else ""
        flaws += [CellFlaw(column.code, where, flaw, shown[:_WRITTEN_SHOWN]) for flaw, shown in found]
    return ReadRow(row.number, written, values, tuple(flaws), removed)


def is_of_the_template(row: SheetRow) -> bool:
    """Return whether the row is the template's own explanation or example."""
    return row.cells[0].startswith(MARKS)


def _meant(text: str, column: Column) -> Value:
    match column.form:
        case Form.LINES:
            return [line.strip() for line in text.split("\n") if line.strip()]
        case Form.CHOICE:
            return column.choices.get(fold(text), text)
        case Form.CHOICES:
            parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
            return list(dict.fromkeys(column.choices.get(fold(part), part) for part in parts))
        case Form.DAY:
            return _day(text)
        case Form.PICTURES:
            parts = [part.strip() for part in _SEPARATORS.split(text) if part.strip()]
            return list(dict.fromkeys(parts))
        case Form.LINE | Form.PICTURE:
            return " ".join(text.split())
        case Form.TEXT:
            return text


def _flaws(value: Value, column: Column, today: date) -> Iterator[tuple[Flaw, str]]:
    entries = value if isinstance(value, list) else [value]
    if len(entries) > column.most and isinstance(value, list):
        yield Flaw.TOO_MANY, str(column.most)
    match column.form:
        case Form.CHOICE | Form.CHOICES:
            codes = set(column.choices.values())
            yield from ((Flaw.UNKNOWN_CHOICE, entry) for entry in entries if entry not in codes)
        case Form.DAY:
            day = _as_date(entries[0])
            if day is None:
                yield Flaw.NO_DAY, entries[0]
            elif day < today:
                yield Flaw.OVER, entries[0]
        case _:
            if any(len(entry) > column.longest for entry in entries):
                yield Flaw.TOO_LONG, str(column.longest)
            elif column.octets is not None and len(entries[0].encode()) > column.octets:
                yield Flaw.TOO_MANY_BYTES, str(column.octets)


def _day(text: str) -> str:
    found = _DAY.fullmatch(text.strip())
    return f"{found[1]}-{int(found[2]):02}-{int(found[3]):02}" if found else text


def _as_date(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
