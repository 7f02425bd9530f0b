"""Rows of a pasted or uploaded table, read as facts or refused with a reason for each cell."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum

from content.domain.fact_tables import Line
from content.domain.fact_values import split_unit
from content.domain.hidden_characters import find_hidden


class Column(StrEnum):
    """What a column of the table says."""

    PRODUCT = "product"
    SUBJECT = "subject"
    ABOUT = "about"
    LABEL = "label"
    VALUE = "value"
    UNIT = "unit"
    AS_OF = "as_of"
    SOURCE = "source"
    EXPIRES_ON = "expires_on"
    SOURCE_URL = "source_url"


HEADINGS: Mapping[str, Column] = {
    **dict.fromkeys(("产品代码", "产品编号", "product code", "product"), Column.PRODUCT),
    **dict.fromkeys(("市场对象", "市场指标", "market subject", "subject"), Column.SUBJECT),
    **dict.fromkeys(("对象", "关于", "about"), Column.ABOUT),
    **dict.fromkeys(("名称", "指标", "事实", "是什么", "label", "what it is"), Column.LABEL),
    **dict.fromkeys(("数值", "值", "value"), Column.VALUE),
    **dict.fromkeys(("单位", "unit"), Column.UNIT),
    **dict.fromkeys(("截至日期", "截至", "日期", "数据日期", "as of", "as_of"), Column.AS_OF),
    **dict.fromkeys(("来源", "数据来源", "source"), Column.SOURCE),
    **dict.fromkeys(("有效期至", "失效日期", "到期日", "expires on", "expires_on"), Column.EXPIRES_ON),
    **dict.fromkeys(("网址", "来源网址", "链接", "url", "source_url"), Column.SOURCE_URL),
}

DEFAULT_ORDER = (
    Column.ABOUT,
    Column.LABEL,
    Column.VALUE,
    Column.UNIT,
    Column.AS_OF,
    Column.SOURCE,
    Column.EXPIRES_ON,
    Column.SOURCE_URL,
)
"""The columns of a table without a heading."""

LONGEST: Mapping[Column, int] = {
    Column.PRODUCT: 32,
    Column.SUBJECT: 40,
    Column.ABOUT: 80,
    Column.LABEL: 40,
    Column.VALUE: 40,
    Column.UNIT: 12,
    Column.SOURCE: 120,
    Column.SOURCE_URL: 300,
}
FARTHEST = timedelta(days=3660)
"""No fact is good for longer: an end beyond that is a slip of the keyboard."""

_DATE = re.compile(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年(\d{1,2})月(\d{1,2})日|(\d{2})(\d{2}))(?: 00:00(?::00)?)?"
)
_ADDRESS = re.compile(r"https?://[^\s<>\"']+")


class Flaw(StrEnum):
    """Why a cell cannot be taken."""

    MISSING = "missing"
    ABOUT_TWO = "about_two"
    NO_DATE = "no_date"
    IN_THE_FUTURE = "in_the_future"
    EXPIRES_BEFORE = "expires_before"
    TOO_FAR = "too_far"
    TOO_LONG = "too_long"
    FORMULA = "formula"
    HIDDEN = "hidden"
    NO_ADDRESS = "no_address"
    CONTRADICTS = "contradicts"
    NO_PRODUCT = "no_product"


@dataclass(frozen=True, slots=True)
class CellFlaw:
    """A flaw, where, and what stands there."""

    column: Column
    flaw: Flaw
    written: str = ""


@dataclass(frozen=True, slots=True)
class FactRow:
    """A row as a fact. Exactly one of `product_code`, `subject` and `about` is filled."""

    product_code: str
    subject: str
    about: str
    label: str
    value: str
    unit: str
    as_of: date
    source: str
    source_url: str
    expires_on: date


@dataclass(frozen=True, slots=True)
class ReadRow:
    """A row with its line number: `row`, or the flaws for which there is none."""

    line: int
    cells: Mapping[Column, str]
    row: FactRow | None
    flaws: tuple[CellFlaw, ...] = field(default=())


def read_rows(lines: Sequence[Line], defaults: Mapping[Column, str], today: date) -> list[ReadRow]:
    """Return each line as a fact or with its flaws; `defaults` fill the empty cells of a column.

    A first line whose cells are known headings names the columns, otherwise DEFAULT_ORDER does. Two rows that
    give one thing two values for one day contradict each other; both are told so.
    """
    heading = _heading(lines[0]) if lines else None
    order = heading or DEFAULT_ORDER
    read = [_read(line, order, defaults, today) for line in (lines[1:] if heading else lines)]
    return _without_contradictions(read)


def _heading(line: Line) -> tuple[Column | None, ...] | None:
    columns = tuple(HEADINGS.get(cell.strip().lower()) for cell in line.cells)
    return columns if len([column for column in columns if column]) >= 3 else None


def _read(line: Line, order: Sequence[Column | None], defaults: Mapping[Column, str], today: date) -> ReadRow:
    written = {column: cell.strip() for column, cell in zip(order, line.cells, strict=False) if column}
    cells = {column: written.get(column, "") or defaults.get(column, "") for column in Column}
    if not cells[Column.UNIT]:
        cells[Column.VALUE], cells[Column.UNIT] = split_unit(cells[Column.VALUE])
    as_of, expires_on = _day(cells[Column.AS_OF]), _day(cells[Column.EXPIRES_ON])
    flaws = (*_text_flaws(cells), *_day_flaws(cells, as_of, expires_on, today))
    if flaws or as_of is None or expires_on is None:
        return ReadRow(line.number, cells, None, flaws)
    row = FactRow(
        product_code=cells[Column.PRODUCT],
        subject=cells[Column.SUBJECT],
        about=cells[Column.ABOUT],
        label=cells[Column.LABEL],
        value=cells[Column.VALUE],
        unit=cells[Column.UNIT],
        as_of=as_of,
        source=cells[Column.SOURCE],
        source_url=cells[Column.SOURCE_URL],
        expires_on=expires_on,
    )
    return ReadRow(line.number, cells, row)


def _text_flaws(cells: Mapping[Column, str]) -> Iterator[CellFlaw]:
    about = [column for column in (Column.PRODUCT, Column.SUBJECT, Column.ABOUT) if cells[column]]
    if not about:
        yield CellFlaw(Column.ABOUT, Flaw.MISSING)
    elif len(about) > 1:
        yield CellFlaw(about[1], Flaw.ABOUT_TWO, cells[about[1]])
    for column in (Column.LABEL, Column.VALUE, Column.SOURCE):
        if not cells[column]:
            yield CellFlaw(column, Flaw.MISSING)
    for column, cell in cells.items():
        if cell.startswith(("=", "@")):
            yield CellFlaw(column, Flaw.FORMULA, cell[:40])
        elif len(cell) > LONGEST.get(column, 40):
            yield CellFlaw(column, Flaw.TOO_LONG, str(LONGEST.get(column, 40)))
        elif find_hidden(cell):
            yield CellFlaw(column, Flaw.HIDDEN)
    if cells[Column.SOURCE_URL] and not _ADDRESS.fullmatch(cells[Column.SOURCE_URL]):
        yield CellFlaw(Column.SOURCE_URL, Flaw.NO_ADDRESS, cells[Column.SOURCE_URL][:40])


def _day_flaws(
    cells: Mapping[Column, str], as_of: date | None, expires_on: date | None, today: date
) -> Iterator[CellFlaw]:
    for column, day in ((Column.AS_OF, as_of), (Column.EXPIRES_ON, expires_on)):
        if not cells[column]:
            yield CellFlaw(column, Flaw.MISSING)
        elif day is None and not cells[column].startswith(("=", "@")):
            yield CellFlaw(column, Flaw.NO_DATE, cells[column][:40])
    if as_of and as_of > today:
        yield CellFlaw(Column.AS_OF, Flaw.IN_THE_FUTURE, cells[Column.AS_OF])
    if as_of and expires_on and expires_on < as_of:
        yield CellFlaw(Column.EXPIRES_ON, Flaw.EXPIRES_BEFORE, cells[Column.EXPIRES_ON])
    if expires_on and expires_on > today + FARTHEST:
        yield CellFlaw(Column.EXPIRES_ON, Flaw.TOO_FAR, cells[Column.EXPIRES_ON])


def _day(cell: str) -> date | None:
    found = _DATE.fullmatch(cell)
    if found is None:
        return None
    month = found[3] or found[5] or found[7]
    day = found[4] or found[6] or found[8]
    try:
        return date(int(found[1]), int(month), int(day))
    except ValueError:
        return None


def _without_contradictions(read: list[ReadRow]) -> list[ReadRow]:
    told: dict[tuple[str, ...], set[FactRow]] = {}
    for one in read:
        if one.row:
            told.setdefault(_of_one_day(one.row), set()).add(one.row)
    return [
        ReadRow(one.line, one.cells, None, (CellFlaw(Column.VALUE, Flaw.CONTRADICTS, one.row.value),))
        if one.row and len(told[_of_one_day(one.row)]) > 1
        else one
        for one in read
    ]


def _of_one_day(row: FactRow) -> tuple[str, ...]:
    return (row.product_code or row.subject or row.about, row.label, row.as_of.isoformat())
