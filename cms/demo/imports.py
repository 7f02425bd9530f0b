"""A branch's own table of scripts, uploaded as a workbook and taken in row by row."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from io import BytesIO
from typing import Any

from openpyxl import Workbook

from cms.demo.reading import table
from cms.demo.staff import user
from cms.demo.steps import Step
from cms.demo.timetable import Timetable
from cms.demo.writing import date_back
from content.actions.start_import import keep_import, start_import
from content.actions.take_rows import take_rows
from content.models import Component, Import
from content.models.imports import ImportStatus
from content.queries.import_columns import columns_of, names_of
from content.queries.import_reading import read_import
from core.clock import business_day
from people.models import User


def import_steps(timetable: Timetable) -> Iterator[Step]:
    """Yield for each table a step that uploads it, and one that takes its rows in."""
    for data in table("imports")["imports"]:
        label = f"导入：{data['file_name']}"
        yield Step(timetable.at(data["at"]), label, partial(_is_kept, data), partial(_keep, data))
        yield Step(timetable.at(data["taken"]), label, partial(_is_finished, data), partial(_finish, data))


def _import(data: Mapping[str, Any]) -> Import | None:
    return Import.objects.filter(file_name=data["file_name"], uploaded_by__username=data["by"]).first()


def _is_kept(data: Mapping[str, Any]) -> bool:
    return _import(data) is not None


def _keep(data: Mapping[str, Any], at: datetime) -> None:
    kind, editor = data["kind"], user(data["by"])
    if editor.branch is None:
        raise User.DoesNotExist(data["by"])
    reading = read_import(
        kind,
        [one.column for one in columns_of(kind)],
        names_of(kind),
        _workbook(data["headings"], data["rows"]),
        None,
        branch=editor.branch,
        today=business_day(at),
    )
    keep_import(reading, file_name=data["file_name"], pictures=None, actor=editor, at=at)


def _is_finished(data: Mapping[str, Any]) -> bool:
    kept = _import(data)
    return kept is not None and kept.status == ImportStatus.FINISHED


def _finish(data: Mapping[str, Any], at: datetime) -> None:
    kept = _import(data)
    if kept is None:
        raise Import.DoesNotExist(data["file_name"])
    start_import(kept.pk, actor=user(data["by"]), at=at)
    while take_rows(kept, at):
        pass
    for draft in Component.objects.filter(pk__in=kept.rows.values("component")):
        date_back(draft, at)


def _workbook(headings: Sequence[str], rows: Sequence[Sequence[str]]) -> bytes:
    """Return the XLSX file as the branch wrote it."""
    book, file = Workbook(), BytesIO()
    for cells in (headings, *rows):
        book.active.append(list(cells))
    book.save(file)
    return file.getvalue()
