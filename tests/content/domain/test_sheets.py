from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from content.domain.office_files import DocumentFlaw, DocumentRefused
from content.domain.sheets import SheetLimits, rows_of
from tests.hostile.media_files import archive, office

LIMITS = SheetLimits(rows=10, columns=4, cell_characters=50)
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def with_sheet(xml: bytes) -> bytes:
    with ZipFile(BytesIO(workbook(("a",)))) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return archive(parts | {SHEET: xml})


def refused(content: bytes) -> DocumentFlaw:
    with pytest.raises(DocumentRefused) as caught:
        list(rows_of(content, LIMITS))
    return caught.value.flaw


def test_values_are_read_and_formulas_are_not_computed() -> None:
    content = workbook(("标题", 5, None, True), (date(2026, 3, 2), "=1+1"))
    first, (day, *rest) = rows_of(content, LIMITS)
    assert first == ("标题", 5, None, True)
    assert (day.date(), rest) == (date(2026, 3, 2), [None, None, None])


def test_more_columns_are_not_looked_at() -> None:
    assert list(rows_of(workbook(tuple(range(9))), LIMITS)) == [(0, 1, 2, 3)]


def test_the_limits_themselves_are_taken() -> None:
    assert len(list(rows_of(workbook(*[("x" * 50,)] * 10), LIMITS))) == 10


@pytest.mark.parametrize("rows", [[("x",)] * 11, [("x" * 51,)]])
def test_more_than_the_limits(rows: list[tuple[str]]) -> None:
    assert refused(workbook(*rows)) == DocumentFlaw.TOO_LARGE


def test_a_far_away_row_does_not_fill_the_memory() -> None:
    far = b"<worksheet " + NAMESPACE + b'><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
    content = with_sheet(far + b'<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>')
    with pytest.raises(DocumentRefused):
        list(rows_of(content, LIMITS))


LAUGHS = b'<!DOCTYPE w [<!ENTITY a "1"><!ENTITY b "&a;&a;&a;&a;">]>'
OUTSIDE = b'<!DOCTYPE w [<!ENTITY b SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("doctype", [LAUGHS, OUTSIDE])
@pytest.mark.parametrize("part", ["sheet", "styles", "book"])
def test_entities_are_refused(doctype: bytes, part: str) -> None:
    cell = b'<sheetData><row r="1"><c r="A1"><v>&b;</v></c></row></sheetData>'
    sheet = doctype + b"<worksheet " + NAMESPACE + b">" + cell + b"</worksheet>"
    content = with_sheet(sheet)
    if part != "sheet":
        name = {"styles": "xl/styles.xml", "book": "xl/workbook.xml"}[part]
        with ZipFile(BytesIO(workbook(("a",)))) as opened:
            parts = {each: opened.read(each) for each in opened.namelist()}
        assert name in parts
        parts[name] = doctype + parts[name].partition(b"?>")[2]
        content = archive(parts)
    assert refused(content) == DocumentFlaw.BROKEN


@pytest.mark.parametrize(
    "content",
    [office("xlsx"), with_sheet(b"<worksheet"), with_sheet(b""), office("docx"), b"PK\x03\x04", b"a,b\n"],
)
def test_what_is_no_workbook(content: bytes) -> None:
    assert refused(content) in {DocumentFlaw.BROKEN, DocumentFlaw.NAME_DISAGREES}


def test_flipped_bytes_are_rows_or_refused() -> None:
    content = workbook(("a", 1), ("b", 2))
    for at in range(0, len(content), 97):
        flipped = content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :]
        try:
            rows = list(rows_of(flipped, LIMITS))
        except DocumentRefused:
            continue
        assert len(rows) <= LIMITS.rows
