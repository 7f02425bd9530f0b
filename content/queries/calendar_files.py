"""Reading a CSV or XLSX file of the calendar, and what taking it in would change. Nothing is written here."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from io import StringIO
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import translation
from django.utils.translation import gettext as _

from content.domain.sheets import SheetLimits, SheetRefused, read_sheet
from content.enums import DayTable, FestivalRule, Segment, Slot, Tier, Weekday
from content.kinds import kind_choices
from content.models import CalendarDay, CalendarYear, Festival, WeeklyColumn
from content.models.calendar import NTH, OCCASIONS
from people.models import Branch

DAYS, FESTIVALS, COLUMNS = "days", "festivals", "columns"

HEADS: Mapping[str, Mapping[str, str]] = {
    DAYS: {
        "表": "table",
        "日期": "day",
        "开闭": "is_open",
        "名称": "name",
        "来源": "source",
        "已核对": "is_verified",
    },
    FESTIVALS: {
        "代码": "code",
        "名称": "name",
        "类别": "occasion",
        "规则": "rule",
        "月": "month",
        "日": "day",
        "星期": "weekday",
        "第几": "nth",
        "节气": "term",
        "推后天数": "shift",
        "天数": "lasts",
        "来源": "source",
    },
    COLUMNS: {
        "代码": "code",
        "名称": "name",
        "机构代码": "branch",
        "星期": "weekday",
        "时段": "slot",
        "类型": "kind",
        "客群": "segments",
        "群层级": "tier",
        "开设": "is_active",
    },
}
"""The head of each sort of file, in Chinese; the names of the fields themselves are understood as well."""

LONGEST_FILE = 200_000
SHEET_LIMITS = SheetLimits(octets=LONGEST_FILE, rows=5_000, columns=20, cell_characters=500)
YES_NO = {"是": True, "否": False, "yes": True, "no": False, "班": True, "休": False}
NUMBERS = {"month", "day", "shift", "lasts"}
UNSET = {"shift": 0, "lasts": 1, "weekday": "", "term": "", "occasion": "festival", "tier": "basic"}


@dataclass(frozen=True)
class RowError:
    """What is wrong in one line of the file."""

    line: int
    words: str


@dataclass(frozen=True)
class Reading:
    """What a file says: its sort, its rows as field values, and its errors. With errors it is not taken."""

    sort: str
    rows: tuple[Mapping[str, Any], ...] = ()
    errors: tuple[RowError, ...] = ()


@dataclass(frozen=True)
class Difference:
    """One thing that taking the file in would do: `deed` is added, changed, removed or same."""

    deed: str
    name: str


class _Wrong(Exception):
    """A cell that cannot be read; its words are for the person."""


def read_calendar(content: bytes) -> Reading:
    """Return what `content` says: XLSX, or CSV in UTF-8 or GB 18030 as spreadsheets here save it."""
    if len(content) > LONGEST_FILE:
        return _refused(_("The file is too long: at most 200,000 bytes. Give one year a file."))
    try:
        lines = _lines_of_sheet(content) if content.startswith(b"PK") else _lines_of_csv(content)
    except SheetRefused:
        return _refused(
            _("This workbook cannot be read. Save it as XLSX without macros and choose it again.")
        )
    except (UnicodeDecodeError, csv.Error):
        return _refused(_("This is no CSV file. Save the sheet as “CSV UTF-8” and choose it again."))
    head = [cell.strip() for cell in lines[0]] if lines else []
    for sort, names in HEADS.items():
        fields = [names.get(cell, cell) for cell in head]
        if set(fields) == set(names.values()):
            return _rows(sort, fields, lines[1:])
    return _refused(_("The first line must name the columns, for instance: %(head)s") % {"head": _example()})


def differences(reading: Reading) -> list[Difference]:
    """Return what taking `reading` in would do, row by row. For days the file is the whole of its years."""
    if reading.sort == DAYS:
        return _day_differences(reading)
    model = Festival if reading.sort == FESTIVALS else WeeklyColumn
    kept = {one.code: one for one in model.objects.filter(code__in=[row["code"] for row in reading.rows])}
    return [Difference(_deed(kept.get(row["code"]), row), row["name"]) for row in reading.rows]


def years_of(reading: Reading) -> Mapping[tuple[str, int], list[Mapping[str, Any]]]:
    """Return the rows of a file of days by table and year."""
    years: dict[tuple[str, int], list[Mapping[str, Any]]] = {}
    for row in reading.rows:
        years.setdefault((row["table"], row["day"].year), []).append(row)
    return years


def _day_differences(reading: Reading) -> list[Difference]:
    found = []
    for (table, year), rows in years_of(reading).items():
        days = CalendarDay.objects.filter(year__table=table, year__year=year)
        kept = {day.day: day for day in days}
        given = {row["day"] for row in rows}
        label = DayTable(table).label
        for row in rows:
            values = {name: row[name] for name in ("is_open", "name")}
            found.append(
                Difference(_deed(kept.get(row["day"]), values), f"{label} {row['day']} {row['name']}")
            )
        found += [
            Difference("removed", f"{label} {day} {kept[day].name}") for day in sorted(kept.keys() - given)
        ]
    return found


def _deed(kept: Any, row: Mapping[str, Any]) -> str:
    if kept is None:
        return "added"
    return "same" if all(getattr(kept, name) == value for name, value in row.items()) else "changed"


def _refused(words: str) -> Reading:
    return Reading("", errors=(RowError(1, words),))


def _example() -> str:
    return ",".join(HEADS[DAYS])


def _lines_of_csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(StringIO(_text(content)), strict=True))


def _lines_of_sheet(content: bytes) -> list[list[str]]:
    """Return the sheet's rows at the place of their numbers, as wide as the head, as CSV has them."""
    rows = {row.number: row.cells for row in read_sheet(content, SHEET_LIMITS).rows}
    width = len(rows.get(1, ()))
    return [
        [*cells, *[""] * (width - len(cells))]
        for cells in (rows.get(number, ()) for number in range(1, max(rows) + 1))
    ]


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("gb18030")


def _rows(sort: str, fields: Sequence[str], lines: Iterable[Sequence[str]]) -> Reading:
    rows: list[Mapping[str, Any]] = []
    errors: list[RowError] = []
    seen: set[Any] = set()
    read = _READERS[sort]()
    for number, cells in enumerate(lines, start=2):
        if not any(cell.strip() for cell in cells):
            continue
        if len(cells) != len(fields):
            errors.append(
                RowError(
                    number,
                    _("This line has %(found)d cells, the first line %(wanted)d.")
                    % {"found": len(cells), "wanted": len(fields)},
                )
            )
            continue
        try:
            row, key = read({name: cell.strip() for name, cell in zip(fields, cells, strict=True)})
        except _Wrong as wrong:
            errors.append(RowError(number, str(wrong)))
            continue
        if key in seen:
            errors.append(RowError(number, _("This is in the file twice: keep one of the two lines.")))
            continue
        seen.add(key)
        rows.append(row)
    if not rows and not errors:
        errors.append(RowError(2, _("The file has no rows.")))
    return Reading(sort, tuple(rows), tuple(errors))


Row = dict[str, Any]
RowReader = Callable[[Mapping[str, str]], tuple[Row, Any]]


def _days_reader() -> RowReader:
    tables = _words_of(DayTable.choices)

    def read(cells: Mapping[str, str]) -> tuple[Row, Any]:
        try:
            day = date.fromisoformat(cells["day"].replace("/", "-"))
        except ValueError:
            raise _Wrong(
                _("“%(cell)s” is no date. Write it as 2026-05-01.") % {"cell": cells["day"]}
            ) from None
        row: Row = {
            "table": _one_of(tables, cells["table"]),
            "day": day,
            "is_open": _one_of(YES_NO, cells["is_open"]),
            "name": cells["name"],
            "source": cells["source"],
            "is_verified": _one_of(YES_NO, cells["is_verified"]),
        }
        _check(CalendarYear(table=row["table"], year=day.year, source=row["source"]))
        _check(CalendarDay(day=day, name=row["name"]), exclude=["year"])
        return row, (row["table"], day)

    return read


def _festivals_reader() -> RowReader:
    words = {
        "occasion": _words_of(OCCASIONS),
        "rule": _words_of(FestivalRule.choices),
        "weekday": _words_of(Weekday.choices),
        "nth": _words_of(NTH),
    }

    def read(cells: Mapping[str, str]) -> tuple[Row, Any]:
        row: Row = {name: _cell(name, cell, words) for name, cell in cells.items()}
        _check(Festival(**row))
        return row, row["code"]

    return read


def _columns_reader() -> RowReader:
    words = {
        "weekday": _words_of(Weekday.choices),
        "slot": _words_of(Slot.choices),
        "kind": _words_of(kind_choices()),
        "tier": _words_of(Tier.choices),
    }
    segments = _words_of(Segment.choices)
    branches = {branch.code: branch for branch in Branch.objects.all()}

    def read(cells: Mapping[str, str]) -> tuple[Row, Any]:
        row: Row = {name: _cell(name, cells[name], words) for name in ("code", "name", *words)}
        named = [part for part in cells["segments"].replace("、", ";").split(";") if part.strip()]
        row["segments"] = [_one_of(segments, part.strip()) for part in named]
        row["branch"] = _one_of(branches, cells["branch"])
        row["is_active"] = _one_of(YES_NO, cells["is_active"])
        _check(WeeklyColumn(**row))
        return row, row["code"]

    return read


_READERS: Mapping[str, Callable[[], RowReader]] = {
    DAYS: _days_reader,
    FESTIVALS: _festivals_reader,
    COLUMNS: _columns_reader,
}


def _cell(name: str, cell: str, words: Mapping[str, Mapping[str, Any]]) -> Any:
    if not cell:
        return UNSET.get(name, None if name in NUMBERS or name == "nth" else "")
    if name in words:
        return _one_of(words[name], cell)
    if name in NUMBERS:
        if not cell.removeprefix("-").isdecimal():
            raise _Wrong(_("“%(cell)s” is no number.") % {"cell": cell})
        return int(cell)
    return cell


def _words_of(choices: Iterable[tuple[Any, Any]]) -> Mapping[str, Any]:
    """Return codes by every word for them: the code itself, its English and its Chinese label."""
    words: dict[str, Any] = {}
    for language in ("en", "zh-hans"):
        with translation.override(language):
            words |= {str(label).casefold(): code for code, label in choices}
    return words | {str(code).casefold(): code for code, _label in choices}


def _one_of(words: Mapping[str, Any], cell: str) -> Any:
    found = words.get(cell, words.get(cell.casefold()))
    if found is None:
        known = "、".join(sorted(str(word) for word in words)[:12])
        raise _Wrong(_("“%(cell)s” is not known here. Known are: %(known)s") % {"cell": cell, "known": known})
    return found


def _check(instance: Any, exclude: Sequence[str] = ()) -> None:
    """Raise _Wrong with the model's own words, without asking the database."""
    try:
        instance.clean_fields(exclude={*exclude, "branch"})
        instance.clean()
    except ValidationError as error:
        named = [
            f"{instance._meta.get_field(name).verbose_name}：{words[0]}"
            for name, words in error.message_dict.items()
        ]
        raise _Wrong("；".join(named)) from None
