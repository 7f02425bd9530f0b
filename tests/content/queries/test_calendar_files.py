"""What a file of the calendar says, and what is wrong in it."""

from datetime import date
from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook

from content.queries.calendar_files import COLUMNS, DAYS, FESTIVALS, Difference, differences, read_calendar
from tests.factories.calendar import BUNDLED
from tests.factories.people import BranchFactory

HEAD = "表,日期,开闭,名称,来源,已核对\n"


def errors(text: str) -> list[tuple[int, str]]:
    return [(error.line, error.words) for error in read_calendar(text.encode()).errors]


def test_the_bundled_days_are_read() -> None:
    reading = read_calendar((BUNDLED / "days-2026.csv").read_bytes())
    assert (reading.sort, reading.errors) == (DAYS, ())
    bank = {row["day"]: row["is_open"] for row in reading.rows if row["table"] == "bank"}
    exchange = {row["day"] for row in reading.rows if row["table"] == "exchange"}
    assert (len(bank), len(exchange)) == (39, 19)
    assert {day for day, is_open in bank.items() if is_open} == {
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
        date(2026, 9, 20),
        date(2026, 10, 10),
    }
    assert exchange == {day for day, is_open in bank.items() if not is_open and day.weekday() < 5}
    assert not any(row["is_verified"] for row in reading.rows)


def test_the_bundled_festivals_are_read_with_all_solar_terms() -> None:
    reading = read_calendar((BUNDLED / "festivals.csv").read_bytes())
    assert (reading.sort, reading.errors) == (FESTIVALS, ())
    assert len({row["term"] for row in reading.rows} - {""}) == 24


def test_a_spreadsheet_saved_in_gb18030_is_read() -> None:
    reading = read_calendar(
        (HEAD + "银行工作日,2026/5/1,休,劳动节,示范通知,是\n").replace("/5/1", "/05/01").encode("gb18030")
    )
    assert reading.rows[0]["name"] == "劳动节"


def test_a_workbook_is_read_like_the_same_rows_as_csv() -> None:
    book = Workbook()
    book.active.append(HEAD.strip().split(","))
    book.active.append([])
    book.active.append(["银行工作日", date(2026, 5, 1), "休", "劳动节", "示范通知", "否"])
    file = BytesIO()
    book.save(file)
    csv_text = HEAD + "\n银行工作日,2026-05-01,休,劳动节,示范通知,否\n"
    assert read_calendar(file.getvalue()) == read_calendar(csv_text.encode())
    assert read_calendar(file.getvalue()).rows[0]["day"] == date(2026, 5, 1)


def test_what_is_no_workbook_is_refused_with_words() -> None:
    with translation.override("zh-hans"):
        (error,) = read_calendar(b"PK\x03\x04 no workbook").errors
    assert "XLSX" in error.words


def test_fields_may_be_named_by_code_or_in_english() -> None:
    text = "table,day,is_open,name,source,is_verified\nbank,2026-05-01,no,Labour Day,Notice,yes\n"
    assert read_calendar(text.encode()).rows[0] == {
        "table": "bank",
        "day": date(2026, 5, 1),
        "is_open": False,
        "name": "Labour Day",
        "source": "Notice",
        "is_verified": True,
    }


def test_each_bad_line_is_named_in_chinese() -> None:
    lines = [
        "银行工作日,2026-02-30,休,春节,示范通知,否",
        "银行,2026-02-17,休,春节,示范通知,否",
        "银行工作日,2026-02-17,休,春节,示范通知,否",
        "银行工作日,2026-02-17,休,春节,示范通知,否",
        "银行工作日,2026-02-18,休,春节",
        "银行工作日,2026-02-19,休,,示范通知,否",
    ]
    with translation.override("zh-hans"):
        found = errors(HEAD + "\n".join(lines))
    assert [line for line, _words in found] == [2, 3, 5, 6, 7]
    assert found[0][1] == "“2026-02-30”不是日期，请写成 2026-05-01 这样的格式。"
    assert found[1][1].startswith("“银行”在这里无法识别，可填：")
    assert found[2][1] == "文件中有重复的一行，请只保留一行。"
    assert found[3][1] == "这一行有 4 格，第一行有 6 格。"
    assert found[4][1] == "名称：此字段不能为空。"


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe\x00bad\x81", b"a,b\n1,2\n", HEAD.encode(), b"x" * 200_001]
)
def test_what_is_no_calendar_is_refused_as_a_whole(content: bytes) -> None:
    reading = read_calendar(content)
    assert len(reading.errors) == 1
    assert reading.rows == ()


@pytest.mark.django_db
def test_columns_name_their_branch_by_its_code() -> None:
    branch = BranchFactory(code="E01")
    head = "代码,名称,机构代码,星期,时段,类型,客群,群层级,开设\n"
    reading = read_calendar(
        (head + "tuesday-half,周二5折提前购,E01,周二,noon,noon_deal,credit_card;payroll,,是\n").encode()
    )
    assert reading.errors == ()
    row = reading.rows[0]
    assert (reading.sort, row["branch"], row["weekday"]) == (COLUMNS, branch, "2")
    assert (row["segments"], row["tier"]) == (["credit_card", "payroll"], "basic")
    unknown = read_calendar((head + "x,周二,E99,周二,noon,noon_deal,,,是\n").encode())
    assert [error.line for error in unknown.errors] == [2]


@pytest.mark.django_db
def test_a_preview_on_an_empty_calendar_adds_every_row() -> None:
    reading = read_calendar((HEAD + "银行工作日,2026-05-01,休,劳动节,示范通知,是\n").encode())
    with translation.override("zh-hans"):
        assert differences(reading) == [Difference("added", "银行工作日 2026-05-01 劳动节")]
