"""What a row says, and what is wrong with it."""

from datetime import date

import pytest

from content.domain.imports.columns import Column, Flaw, Form, fold, heads_of
from content.domain.imports.keys import row_key
from content.domain.imports.rows import ReadRow, is_of_the_template, read_row
from content.domain.pasted_blocks import Removed
from content.domain.sheets import SheetRow

TODAY = date(2026, 3, 2)
SCENES = {"初次问候": "greeting", "greeting": "greeting", "投诉处理": "complaint"}


def read(cell: str, column: Column, formulas: frozenset[int] = frozenset()) -> ReadRow:
    row = SheetRow(12, ("标题", cell), formulas)
    return read_row(row, [column], {column.code: 1}, TODAY)


def meant(cell: str, form: Form, **traits: object) -> object:
    return read(cell, Column("x", form, **traits)).values.get("x")  # type: ignore[arg-type]


def flaws(cell: str, form: Form = Form.TEXT, **traits: object) -> list[tuple[str, Flaw, str]]:
    found = read(cell, Column("x", form, **traits)).flaws  # type: ignore[arg-type]
    return [(one.cell, one.flaw, one.written) for one in found]


@pytest.mark.parametrize(
    ("cell", "form", "traits", "value"),
    [
        (" 一\n二 ", Form.TEXT, {}, "一\n二"),
        ("一\n 二", Form.LINE, {}, "一 二"),
        ("一\n\n 二 ", Form.LINES, {"most": 3}, ["一", "二"]),
        ("初次 问候", Form.CHOICE, {"choices": SCENES}, "greeting"),
        ("GREETING", Form.CHOICE, {"choices": SCENES}, "greeting"),
        (
            "初次问候、投诉处理；greeting",
            Form.CHOICES,
            {"choices": SCENES, "most": 2},
            ["greeting", "complaint"],
        ),
        ("2026年3月5日", Form.DAY, {}, "2026-03-05"),
        ("2026/12/31", Form.DAY, {}, "2026-12-31"),
        ("a.png，图 片.jpg\na.png", Form.PICTURES, {"most": 9}, ["a.png", "图 片.jpg"]),
        ("<p>一</p><ul><li>二</li></ul>", Form.TEXT, {}, "一\n• 二"),
        ("'=一", Form.TEXT, {}, "=一"),
        ("'一", Form.TEXT, {}, "'一"),
    ],
)
def test_what_is_written_is_what_is_meant(cell: str, form: Form, traits: dict, value: object) -> None:
    assert meant(cell, form, **traits) == value
    assert flaws(cell, form, **traits) == []


@pytest.mark.parametrize(
    ("cell", "form", "traits", "flaw", "written"),
    [
        ("", Form.TEXT, {"is_required": True}, Flaw.MISSING, ""),
        (" \u200b ", Form.TEXT, {"is_required": True}, Flaw.MISSING, ""),
        ("五个字超了", Form.TEXT, {"longest": 4}, Flaw.TOO_LONG, "4"),
        ("一\n五个字超了", Form.LINES, {"longest": 4, "most": 2}, Flaw.TOO_LONG, "4"),
        ("二字", Form.TEXT, {"octets": 5}, Flaw.TOO_MANY_BYTES, "5"),
        ("一\n二\n三", Form.LINES, {"most": 2}, Flaw.TOO_MANY, "2"),
        ("回访", Form.CHOICE, {"choices": SCENES}, Flaw.UNKNOWN_CHOICE, "回访"),
        ("2026-02-30", Form.DAY, {}, Flaw.NO_DAY, "2026-02-30"),
        ("明天", Form.DAY, {}, Flaw.NO_DAY, "明天"),
        ("2026-03-01", Form.DAY, {}, Flaw.OVER, "2026-03-01"),
    ],
)
def test_what_is_wrong_is_named_with_its_cell(
    cell: str, form: Form, traits: dict, flaw: Flaw, written: str
) -> None:
    assert flaws(cell, form, **traits) == [("B12", flaw, written)]


def test_the_last_day_itself_is_not_over() -> None:
    assert flaws("2026-03-02", Form.DAY) == []


def test_a_formula_is_refused_whatever_it_says() -> None:
    row = read("=HYPERLINK(1)", Column("x"), frozenset({1}))
    assert [(one.cell, one.flaw) for one in row.flaws] == [("B12", Flaw.FORMULA)]
    assert row.values == {}


def test_what_was_taken_out_is_counted() -> None:
    row = read("您\u200b好\u202e", Column("x"))
    assert (row.values, row.removed) == ({"x": "您好"}, {Removed.HIDDEN_CHARACTERS: 2})
    assert row.written == {"x": "您\u200b好\u202e"}


def test_a_column_that_is_not_there_is_empty() -> None:
    row = read_row(SheetRow(3, ("标题",)), [Column("x", is_required=True)], {}, TODAY)
    assert [(one.cell, one.flaw) for one in row.flaws] == [("", Flaw.MISSING)]


def test_headings_are_found_whatever_their_order_and_spacing() -> None:
    names = {fold("标题"): "title", fold("Title"): "title", fold("场景"): "scene"}
    places, strangers, twice = heads_of(("场 景*", "备注", " TITLE", "", "标题"), names)
    assert (places, strangers, twice) == ({"scene": 0, "title": 2}, ("备注",), ("标题",))


def test_rows_of_the_template_are_known() -> None:
    assert is_of_the_template(SheetRow(2, ("（示例）问候",)))
    assert not is_of_the_template(SheetRow(2, ("问候（示例）",)))


COLUMNS = [Column("title"), Column("artwork", Form.PICTURE), Column("shots", Form.PICTURES)]


def key(branch: str = "E01", kind: str = "poster", **values: object) -> str:
    hashes = {"a.png": "1" * 64, "b.png": "2" * 64, "other-name.png": "1" * 64}
    return row_key(kind, branch, COLUMNS, {"title": "甲", "artwork": "a.png", **values}, hashes)  # type: ignore[dict-item]


def test_the_same_row_has_the_same_key_however_its_pictures_are_called() -> None:
    assert key() == key(artwork="other-name.png") == key(shots=[])


@pytest.mark.parametrize(
    "values",
    [{"title": "乙"}, {"artwork": "b.png"}, {"shots": ["a.png"]}, {"branch": "W01"}, {"kind": "faq"}],
)
def test_another_row_has_another_key(values: dict) -> None:
    assert key(**values) != key()
