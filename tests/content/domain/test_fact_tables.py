"""Tables of facts as people have them: what is read, and what is refused with which words."""

import io
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from content.domain.fact_rows import CellFlaw, Column, Flaw, ReadRow, read_rows
from content.domain.fact_tables import (
    MOST_LINES,
    MOST_OCTETS,
    Trouble,
    Unreadable,
    as_text,
    from_csv,
    from_text,
    from_xlsx,
)
from content.domain.fact_values import number, split_unit
from tests.hostile.media_files import office

TODAY = date(2026, 3, 2)
PASTED = "一年期LPR\t利率\t3.10%\t\t2026-02-20\t全国银行间同业拆借中心\t2026-03-20"


def workbook(*rows: list[Any], **formats: str) -> bytes:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    for place, number_format in formats.items():
        book.active[place].number_format = number_format
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def read(text: str, **defaults: str) -> list[ReadRow]:
    return read_rows(from_text(text), {Column(name): cell for name, cell in defaults.items()}, TODAY)


def flaws(text: str, **defaults: str) -> list[tuple[Column, Flaw]]:
    return [(flaw.column, flaw.flaw) for row in read(text, **defaults) for flaw in row.flaws]


def test_a_row_without_heading_is_read_in_the_default_order() -> None:
    [one] = read(PASTED)
    assert one.row is not None
    assert (one.row.about, one.row.label, one.row.value, one.row.unit) == ("一年期LPR", "利率", "3.10", "%")
    assert (one.row.as_of, one.row.expires_on) == (date(2026, 2, 20), date(2026, 3, 20))
    assert one.row.source == "全国银行间同业拆借中心"


def test_headings_name_the_columns_in_any_order_and_unknown_ones_are_left_out() -> None:
    [one] = read(
        "来源,备注,数值,单位,截至日期,产品代码,名称,有效期至\n示范来源,随便,2.15,%,2026/3/1,SF001,七日年化,2026年4月1日"
    )
    assert one.line == 2
    assert one.row is not None
    assert (one.row.product_code, one.row.about, one.row.value, one.row.unit) == ("SF001", "", "2.15", "%")
    assert (one.row.as_of, one.row.expires_on) == (date(2026, 3, 1), date(2026, 4, 1))


def test_defaults_fill_empty_cells_only() -> None:
    [one, other] = read(
        "上证指数\t收盘\t3012.50\t点\n深证成指\t收盘\t9651.20\t点\t2026-02-27",
        as_of="2026-02-26",
        source="示范行情中心",
        expires_on="2026-03-06",
    )
    assert (one.row and one.row.as_of) == date(2026, 2, 26)
    assert (other.row and other.row.as_of) == date(2026, 2, 27)
    assert (other.row and other.row.source) == "示范行情中心"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\t利率\t3\t\t2026-02-20\t来源\t2026-03-20", [(Column.ABOUT, Flaw.MISSING)]),
        ("LPR\t利率\t3\t\t2026-02-20\t\t2026-03-20", [(Column.SOURCE, Flaw.MISSING)]),
        ("LPR\t利率\t3\t\t\t来源\t2026-03-20", [(Column.AS_OF, Flaw.MISSING)]),
        ("LPR\t利率\t3\t\t2026-02-30\t来源\t2026-03-20", [(Column.AS_OF, Flaw.NO_DATE)]),
        ("LPR\t利率\t3\t\t2026-03-03\t来源\t2026-03-20", [(Column.AS_OF, Flaw.IN_THE_FUTURE)]),
        ("LPR\t利率\t3\t\t2026-02-20\t来源\t2026-02-19", [(Column.EXPIRES_ON, Flaw.EXPIRES_BEFORE)]),
        ("LPR\t利率\t3\t\t2026-02-20\t来源\t2206-02-19", [(Column.EXPIRES_ON, Flaw.TOO_FAR)]),
        ("LPR\t利率\t=A1\t\t2026-02-20\t来源\t2026-03-20", [(Column.VALUE, Flaw.FORMULA)]),
        ("LPR\t利率\t@SUM(1)\t\t2026-02-20\t来源\t2026-03-20", [(Column.VALUE, Flaw.FORMULA)]),
        (f"{'长' * 81}\t利率\t3\t\t2026-02-20\t来源\t2026-03-20", [(Column.ABOUT, Flaw.TOO_LONG)]),
        ("L\u200bPR\t利率\t3\t\t2026-02-20\t来源\t2026-03-20", [(Column.ABOUT, Flaw.HIDDEN)]),
        (
            "LPR\t利率\t3\t\t2026-02-20\t来源\t2026-03-20\tjavascript:alert(1)",
            [(Column.SOURCE_URL, Flaw.NO_ADDRESS)],
        ),
        (
            "产品代码\t市场对象\t名称\t数值\t截至日期\t来源\t有效期至\nSF1\tLPR\t利率\t3\t2026-02-20\t来源\t2026-03-20",
            [(Column.SUBJECT, Flaw.ABOUT_TWO)],
        ),
    ],
)
def test_what_is_wrong_is_told_by_cell(text: str, expected: list[tuple[Column, Flaw]]) -> None:
    assert flaws(text) == expected


def test_a_negative_figure_is_no_formula() -> None:
    [one] = read("上证指数\t涨跌\t-0.35%\t\t2026-02-27\t示范\t2026-03-06")
    assert one.row is not None
    assert (one.row.value, one.row.unit) == ("-0.35", "%")


def test_two_values_for_one_day_contradict_and_the_same_twice_does_not() -> None:
    assert [row.row is not None for row in read(f"{PASTED}\n{PASTED}")] == [True, True]
    contradicting = read(f"{PASTED}\n{PASTED.replace('3.10', '3.00')}")
    assert [row.flaws for row in contradicting] == [
        (CellFlaw(Column.VALUE, Flaw.CONTRADICTS, "3.10"),),
        (CellFlaw(Column.VALUE, Flaw.CONTRADICTS, "3.00"),),
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_csv_in_the_encodings_of_excel(encoding: str) -> None:
    content = "对象,名称,数值\r\n\r\n一年期LPR,利率,3.10%\r\n".encode(encoding)
    assert [(line.number, line.cells) for line in from_csv(content)] == [
        (1, ("对象", "名称", "数值")),
        (3, ("一年期LPR", "利率", "3.10%")),
    ]


def test_a_sheet_is_read_as_it_is_shown() -> None:
    content = workbook(
        ["对象", "名称", "数值", "截至日期"],
        ["一年期LPR", " 利率\n年 ", 0.031, datetime(2026, 2, 20)],  # noqa: DTZ001  (a sheet has no time zone)
        ["上证指数", "收盘", 3012.5, None],
        C2="0.00%",
    )
    assert [line.cells for line in from_xlsx(content)[1:]] == [
        ("一年期LPR", "利率 年", "3.10%", "2026-02-20"),
        ("上证指数", "收盘", "3012.5"),
    ]


def test_a_formula_of_a_sheet_stays_a_formula_and_is_refused() -> None:
    text = as_text(from_xlsx(workbook(["LPR", "利率", "=1+2", "", "2026-02-20", "来源", "2026-03-20"])))
    assert flaws(text) == [(Column.VALUE, Flaw.FORMULA)]


def test_hidden_sheets_are_not_read() -> None:
    book = Workbook()
    book.active.append(["藏起来的"])
    book.active.sheet_state = "hidden"
    book.create_sheet("看得见").append(["看得见的"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert [line.cells for line in from_xlsx(buffer.getvalue())] == [("看得见的",)]


def packed(**parts: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("reader", "content", "trouble"),
    [
        (from_csv, b"", Trouble.EMPTY),
        (from_csv, b"\xff\xff\xff", Trouble.NO_TEXT),
        (from_csv, b"a,\0b", Trouble.NO_TEXT),
        (from_csv, b"a" * (MOST_OCTETS + 1), Trouble.TOO_LARGE),
        (from_csv, b"a,b\n" * (MOST_LINES + 2), Trouble.TOO_MANY_LINES),
        (from_xlsx, b"no package", Trouble.NO_TABLE),
        (from_xlsx, packed(x=b"y"), Trouble.NO_TABLE),
        (from_xlsx, packed(**{"xl/workbook.xml": b"0" * 30_000_000}), Trouble.NO_TABLE),
        (from_xlsx, office("xlsx", {"xl/vbaProject.bin": b"x"}), Trouble.MACROS),
        (from_xlsx, packed(**{f"p{number}": b"" for number in range(300)}), Trouble.NO_TABLE),
    ],
)
def test_what_cannot_be_read_says_why(reader: Any, content: bytes, trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as caught:
        reader(content)
    assert caught.value.trouble is trouble


def test_entities_in_a_sheet_are_not_expanded() -> None:
    good = workbook(["a"])
    parts = {}
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'
    parts["xl/workbook.xml"] = bomb
    with pytest.raises(Unreadable) as caught:
        from_xlsx(packed(**parts))
    assert caught.value.trouble is Trouble.NO_TABLE


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2.15%", ("2.15", "%")),
        ("3,012.50 点", ("3,012.50", "点")),
        ("1万元", ("1", "万元")),
        ("不低于1万元", ("不低于1万元", "")),
        ("2.15％", ("2.15", "%")),
        ("R2", ("R2", "")),
    ],
)
def test_a_unit_is_split_off_a_number(written: str, expected: tuple[str, str]) -> None:
    assert split_unit(written) == expected


def test_a_number_is_a_number_only() -> None:
    assert str(number("-3,012.50")) == "-3012.50"
    assert number("不低于3") is None
    assert number("") is None
