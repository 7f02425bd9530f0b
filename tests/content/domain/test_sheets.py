"""The one door for workbooks: what a person sees comes in, everything else is refused with a reason."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from openpyxl import Workbook

from content.domain.sheets import Sheet, SheetFlaw, SheetLimits, SheetRefused, cell_name, read_sheet
from tests.hostile.media_files import archive, office

LIMITS = SheetLimits(octets=1_000_000, rows=10, columns=4, cell_characters=50)
SHEET = "xl/worksheets/sheet1.xml"
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'


def saved(book: Workbook) -> bytes:
    buffer = BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def workbook(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def with_sheet(xml: bytes) -> bytes:
    with ZipFile(BytesIO(workbook(("a",)))) as opened:
        parts = {name: opened.read(name) for name in opened.namelist()}
    return archive(parts | {SHEET: xml})


def read(content: bytes) -> Sheet:
    return read_sheet(content, LIMITS)


def refused(content: bytes) -> SheetFlaw:
    with pytest.raises(SheetRefused) as caught:
        read(content)
    return caught.value.flaw


def test_cells_are_read_as_shown_and_formulas_are_named_and_not_computed() -> None:
    first, second = read(workbook(("标题", 5, None, True), (date(2026, 3, 2), "=1+1", 0.25))).rows
    assert (first.number, first.cells, first.formulas) == (1, ("标题", "5", "", "True"), frozenset())
    assert (second.number, second.cells, second.formulas) == (2, ("2026-03-02", "=1+1", "0.25"), {1})


def test_text_that_looks_like_a_formula_is_text() -> None:
    book = Workbook()
    book.active.append(["=开户礼="])
    book.active["A1"].data_type = "s"
    (row,) = read(saved(book)).rows
    assert (row.cells, row.formulas) == (("=开户礼=",), frozenset())


def test_line_breaks_stay_and_empty_rows_keep_their_numbers() -> None:
    rows = read(workbook(("一\n二",), (None,), ("  ",), ("三",))).rows
    assert [(row.number, row.cells) for row in rows] == [(1, ("一\n二",)), (4, ("三",))]


def test_merged_ranges_are_named() -> None:
    book = Workbook()
    for row in ("ab", "cd", "ef"):
        book.active.append(list(row))
    book.active.merge_cells("A1:B1")
    book.active.merge_cells("B2:B3")
    assert sorted(read(saved(book)).merged) == ["A1:B1", "B2:B3"]
    assert read(workbook(("<mergeCell ref='A1:B2'>",))).merged == ()


def test_the_first_visible_sheet_is_read_and_hidden_ones_are_named() -> None:
    book = Workbook()
    book.active.append(["藏起来的"])
    book.active.title, book.active.sheet_state = "旧表", "hidden"
    book.create_sheet("看得见").append(["看得见的"])
    book.create_sheet("更深").sheet_state = "veryHidden"
    sheet = read(saved(book))
    assert [row.cells for row in sheet.rows] == [("看得见的",)]
    assert sheet.hidden == ("旧表", "更深")


def test_more_columns_are_not_looked_at() -> None:
    assert read(workbook(tuple(range(9)))).rows[0].cells == ("0", "1", "2", "3")


def test_the_limits_themselves_are_taken() -> None:
    assert len(read(workbook(*[("x" * 50,)] * 10)).rows) == 10


@pytest.mark.parametrize(
    ("rows", "flaw", "cell"),
    [
        ([("x",)] * 11, SheetFlaw.TOO_MANY_ROWS, ""),
        ([("x",), ("x", "x" * 51)], SheetFlaw.CELL_TOO_LONG, "B2"),
    ],
)
def test_more_than_the_limits(rows: list[tuple[str]], flaw: SheetFlaw, cell: str) -> None:
    with pytest.raises(SheetRefused) as caught:
        read(workbook(*rows))
    assert (caught.value.flaw, caught.value.cell) == (flaw, cell)


def test_a_file_above_its_octets_is_not_opened() -> None:
    with pytest.raises(SheetRefused) as caught:
        read_sheet(workbook(("a",)), SheetLimits(octets=100, rows=10))
    assert caught.value.flaw is SheetFlaw.TOO_LARGE


def test_nothing_in_it() -> None:
    assert refused(workbook()) is SheetFlaw.EMPTY


def test_a_far_away_row_does_not_fill_the_memory() -> None:
    far = b"<worksheet " + NAMESPACE + b'><dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
    content = with_sheet(far + b'<c r="XFD1048576"><v>1</v></c></row></sheetData></worksheet>')
    assert refused(content) is SheetFlaw.TOO_MANY_ROWS


def test_cells_are_called_as_in_a_spreadsheet() -> None:
    assert [cell_name(12, 0), cell_name(3, 27)] == ["A12", "AB3"]


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
    assert refused(content) == SheetFlaw.BROKEN


@pytest.mark.parametrize(
    "content",
    [office("xlsx"), with_sheet(b"<worksheet"), with_sheet(b""), office("docx"), b"PK\x03\x04", b"a,b\n"],
)
def test_what_is_no_workbook(content: bytes) -> None:
    assert refused(content) in {SheetFlaw.BROKEN, SheetFlaw.NOT_A_WORKBOOK}


def test_flipped_bytes_are_rows_or_refused() -> None:
    content = workbook(("a", 1), ("b", 2))
    for at in range(0, len(content), 97):
        flipped = content[:at] + bytes([content[at] ^ 0x5A]) + content[at + 1 :]
        try:
            rows = read(flipped).rows
        except SheetRefused:
            continue
        assert len(rows) <= LIMITS.rows
