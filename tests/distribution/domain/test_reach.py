from collections.abc import Sequence

import pytest

from distribution.domain import reach
from distribution.domain.reach import (
    FileLimits,
    ReachRow,
    RowError,
    RowFlaw,
    Trouble,
    Unreadable,
    csv_lines,
    digest,
    read_reach,
)

SEGMENTS = {"代发": "payroll", "payroll": "payroll", "信用卡": "credit_card"}
HEAD = ("客户经理", "客户编号", "客群", "风险承受能力")


def read(*lines: Sequence[str]) -> reach.ReachTable:
    return read_reach(enumerate((HEAD, *lines), start=1), SEGMENTS)


def test_rows_are_read_and_tolerances_understood() -> None:
    table = read(
        ("zhang", " 1001 ", "代发", "C3"),
        ("zhang", "1002", "payroll", ""),
        ("", "", "", ""),
        ("li", "1001", "信用卡", "c5"),
    )
    assert table.errors == ()
    assert table.rows == (
        ReachRow(2, "zhang", "1001", "payroll", 3),
        ReachRow(3, "zhang", "1002", "payroll", None),
        ReachRow(5, "li", "1001", "credit_card", 5),
    )


@pytest.mark.parametrize(
    ("line", "error"),
    [
        (("", "1", "代发", "C1"), RowError(2, RowFlaw.NO_MANAGER)),
        (("zhang", "", "代发", "C1"), RowError(2, RowFlaw.NO_CUSTOMER)),
        (("zhang", "9" * 129, "代发", "C1"), RowError(2, RowFlaw.TOO_LONG)),
        (("zhang", "1", "全体", "C1"), RowError(2, RowFlaw.NO_SUCH_SEGMENT, "全体")),
        (("zhang", "1", "代发", "R3"), RowError(2, RowFlaw.NO_SUCH_TOLERANCE, "R3")),
        (("zhang", "1", "代发", "C6"), RowError(2, RowFlaw.NO_SUCH_TOLERANCE, "C6")),
    ],
)
def test_each_error_is_named_with_its_line(line: Sequence[str], error: RowError) -> None:
    assert read(line).errors == (error,)


def test_a_customer_stands_once_in_a_managers_segment() -> None:
    table = read(
        ("zhang", "1", "代发", "C1"), ("zhang", "1", "信用卡", "C1"), ("zhang", "1", "payroll", "C2")
    )
    assert table.errors == (RowError(4, RowFlaw.TWICE, "1"),)
    assert len(table.rows) == 2


def test_headings_may_stand_anywhere_and_the_last_may_be_missing() -> None:
    lines = [("客群", "别的", "客户编号", "客户经理"), ("代发", "x", "7", "zhang")]
    table = read_reach(enumerate(lines, start=1), SEGMENTS)
    assert table.rows == (ReachRow(2, "zhang", "7", "payroll", None),)


@pytest.mark.parametrize(
    ("lines", "trouble"),
    [
        ([], Trouble.EMPTY),
        ([HEAD], Trouble.EMPTY),
        ([("客户经理", "客户编号")], Trouble.NO_HEADINGS),
        ([("zhang", "1", "代发", "C1")], Trouble.NO_HEADINGS),
    ],
)
def test_what_is_no_such_table(lines: list[Sequence[str]], trouble: Trouble) -> None:
    with pytest.raises(Unreadable) as refusal:
        read_reach(enumerate(lines, start=1), SEGMENTS)
    assert refusal.value.trouble is trouble


def test_too_many_rows() -> None:
    rows = [("zhang", str(number), "代发", "") for number in range(3)]
    lines = list(enumerate((HEAD, *rows), start=1))
    assert len(read_reach(lines, SEGMENTS, FileLimits(rows=3, octets=0)).rows) == 3
    with pytest.raises(Unreadable) as refusal:
        read_reach(lines, SEGMENTS, FileLimits(rows=2, octets=0))
    assert refusal.value.trouble is Trouble.TOO_MANY


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_csv_in_the_encodings_of_spreadsheets(encoding: str) -> None:
    content = "客户经理,客户编号,客群\nzhang,1,代发\n".encode(encoding)
    assert read_reach(csv_lines(content), SEGMENTS).rows == (ReachRow(2, "zhang", "1", "payroll", None),)


def test_bytes_that_are_no_text() -> None:
    with pytest.raises(Unreadable) as refusal:
        list(csv_lines(b"\xff\xff\xff"))
    assert refusal.value.trouble is Trouble.NO_TEXT


def test_the_digest_depends_on_the_key_and_not_on_spaces() -> None:
    assert digest("1001", b"one") == digest(" 1001 ", b"one")
    assert len({digest("1001", b"one"), digest("1001", b"two"), digest("1002", b"one")}) == 3
    assert len(digest("1001", b"one")) == 32
