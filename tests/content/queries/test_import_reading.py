"""A table as a bank has it, read before anything is kept."""

from io import BytesIO

import pytest
from django.utils import translation
from openpyxl import Workbook, load_workbook

from content.forms.import_words import FILE_REFUSED, words_of_file, words_of_flaws, words_of_notes
from content.models import Component, Import
from content.queries.import_columns import columns_of, kinds_by_table
from content.queries.import_files import template
from content.queries.import_reading import MOST_ROWS, ImportReading, TableFlaw, TableRefused
from people.models import User
from tests.factories.content import ProductFactory
from tests.factories.imports import (
    faq_row,
    kept,
    pictures,
    poster_row,
    read,
    saved,
    script_row,
    table,
    workbook,
    zip_of,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


def said(kind: str, reading: ImportReading) -> list[str]:
    with translation.override("zh-hans"):
        return [
            words
            for one in reading.rows
            for words in words_of_flaws(
                kind,
                one.row.number,
                [
                    {
                        "column": f.column,
                        "cell": f.cell,
                        "flaw": f.flaw,
                        "written": f.written,
                        "detail": f.detail,
                    }
                    for f in one.row.flaws
                ],
            )
        ]


def refusal(kind: str, content: bytes, editor: User, archive: bytes | None = None) -> str:
    with pytest.raises(FILE_REFUSED) as caught, translation.override("zh-hans"):
        read(kind, content, editor.branch, archive)
    with translation.override("zh-hans"):
        return words_of_file(caught.value)


@pytest.mark.parametrize("kind", kinds_by_table())
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_the_template_is_read_back_with_nothing_but_its_own_rows(
    kind: str, language: str, editor: User
) -> None:
    with translation.override(language):
        content = template(kind)
    with pytest.raises(TableRefused) as caught:
        read(kind, content, editor.branch)
    assert caught.value.flaw is TableFlaw.NO_ROWS


@pytest.mark.parametrize("kind", kinds_by_table())
def test_the_templates_example_is_sound_once_its_mark_is_gone(kind: str, editor: User) -> None:
    with translation.override("zh-hans"):
        book = load_workbook(BytesIO(template(kind)))
    sheet = book.active
    sheet.delete_rows(2)
    sheet["A2"] = sheet["A2"].value.replace("（示例）", "").strip()
    names = {str(cell.value) for cell in sheet[2] if str(cell.value).endswith((".png", ".jpg"))}
    archive = zip_of({name: _picture(name) for name in names})
    reading = read(kind, saved(book), editor.branch, archive)
    assert said(kind, reading) == []
    assert reading.count() == {"waiting": 1, "known": 0, "refused": 0}


def _picture(name: str) -> bytes:
    from tests.hostile.media_files import encoded

    return encoded("PNG" if name.endswith("png") else "JPEG")


@pytest.mark.parametrize("kind", kinds_by_table())
def test_the_template_offers_every_choice_as_a_list(kind: str) -> None:
    with translation.override("zh-hans"):
        book = load_workbook(BytesIO(template(kind)))
        offered = {rule.formula1 for rule in book.active.data_validations.dataValidation}
        expected = {
            '"' + ",".join(str(label) for _code, label in one.choices) + '"'
            for one in columns_of(kind)
            if one.choices and one.code != "segments"
        }
    assert offered == expected


def test_rows_are_counted_and_what_is_wrong_is_said_with_row_and_column(editor: User) -> None:
    content = table(
        "script",
        script_row(1),
        script_row(2, script_scene="闲聊"),
        script_row(1),
        script_row(3, title="", words_1="", suits_2="年轻"),
        script_row(4, product="NOPE"),
    )
    reading = read("script", content, editor.branch)
    assert reading.count() == {"waiting": 1, "known": 1, "refused": 3}
    assert said("script", reading) == [
        "第 3 行「场景」（B3）：“闲聊”不在选项里：请按模板选择。",
        "第 5 行「标题」（A5）：没有填写，请补上。",
        "第 5 行「话术1」（D5）：没有填写，请补上。",
        "第 5 行「适合2」（G5）：没有对应的文案：请补上文案，或清空这一格。",
        "第 6 行「产品代码」（Q6）：没有代码为“NOPE”的产品，请核对代码，或先新增产品。",
    ]
    assert Import.objects.count() == Component.objects.count() == 0


def test_a_product_that_there_is(editor: User) -> None:
    product = ProductFactory()
    assert (
        read("script", table("script", script_row(product=product.code)), editor.branch).count()["waiting"]
        == 1
    )


def test_pictures_are_looked_for_in_the_archive(editor: User) -> None:
    content = table("poster", poster_row(1), poster_row(2), poster_row(3))
    reading = read("poster", content, editor.branch, pictures(1, 3))
    assert reading.count() == {"waiting": 2, "known": 0, "refused": 1}
    (words,) = said("poster", reading)
    assert words == "第 3 行「海报图片」（B3）：ZIP 里没有“picture-2.png”：请核对文件名。"
    alone = read("poster", content, editor.branch)
    assert alone.count()["refused"] == 3
    assert "没有上传 ZIP 文件" in said("poster", alone)[0]


def test_what_is_no_picture_is_said_in_the_same_words_as_at_upload(editor: User) -> None:
    archive = zip_of({"picture-1.png": b"MZ SECRET"})
    (words,) = said("poster", read("poster", table("poster", poster_row(1)), editor.branch, archive))
    assert words.startswith("第 2 行「海报图片」（B2）：“picture-1.png”：")
    assert "SECRET" not in words


def test_a_formula_is_refused_by_its_cell(editor: User) -> None:
    content = workbook(["title", "question", "answer"], ["=1+1", "问？", "答。"], ["'=甲", "问？", "答。"])
    reading = read("faq", content, editor.branch)
    assert said("faq", reading) == ["第 2 行「标题」（A2）：是公式：请粘贴为数值。"]
    assert reading.rows[1].row.values["title"] == "=甲"


def test_merged_cells_are_refused_with_their_ranges(editor: User) -> None:
    book = Workbook()
    for row in (["title", "question", "answer"], ["甲", "问？", "答。"], [None, "问？", "答。"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    assert refusal("faq", saved(book), editor) == "存在合并单元格（A2:A3）。请取消合并并逐格填写。"


def test_hidden_sheets_strange_columns_and_hidden_characters_are_told(editor: User) -> None:
    book = Workbook()
    book.active.append(["title", "question", "answer", "备注"])
    book.active.append(["甲", "问\u200b？", "答。", "SECRET"])
    book.create_sheet("旧表").sheet_state = "hidden"
    reading = read("faq", saved(book), editor.branch)
    with translation.override("zh-hans"):
        notes = list(words_of_notes(reading.notes))
    assert notes == [
        "隐藏的工作表没有读取：旧表。",
        "模板里没有的列没有读取：备注。",
        "已从文字中清除：不可见字符 1 处。",
    ]
    assert reading.rows[0].row.values == {"title": "甲", "question": "问？", "answer": "答。"}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (lambda: b"no workbook", "这不是 XLSX 文件。"),
        (lambda: workbook(["随便", "什么"], ["a", "b"]), "第一行没有找到模板的任何表头。"),
        (lambda: workbook(["标题", "Question"], ["a", "b"]), "缺少以下列：答案。"),
        (lambda: workbook(["标题", "title", "question", "answer"], ["a"]), "以下表头重复：title。"),
        (lambda: table("faq"), "表头下面只有模板自带的行"),
    ],
)
def test_a_file_that_is_not_taken_says_what_to_do(content: object, words: str, editor: User) -> None:
    assert refusal("faq", content(), editor).startswith(words)  # type: ignore[operator]


def test_an_archive_that_is_not_taken_says_what_to_do(editor: User) -> None:
    content = table("poster", poster_row(1))
    assert refusal("poster", content, editor, b"Rar!").startswith("这不是普通的 ZIP 文件。")
    outside = zip_of({"../picture-1.png": b"x"})
    assert refusal("poster", content, editor, outside).endswith("（../picture-1.png）")


def test_ten_thousand_rows_are_read_and_more_are_refused(editor: User) -> None:
    head = ["title", "question", "answer"]
    rows = [["甲", f"问{number}？", "答。"] for number in range(MOST_ROWS)]
    assert read("faq", workbook(head, *rows), editor.branch).count()["waiting"] == MOST_ROWS
    words = "表格超过 10000 行。请拆成几个文件分次导入。"
    assert refusal("faq", workbook(head, *rows, rows[0]), editor) == words
    assert refusal("faq", workbook(head, *rows, *rows[:5]), editor) == words


def test_what_is_in_the_library_is_known_and_another_branchs_is_not(editor: User, tree: object) -> None:
    from content.actions.start_import import start_import
    from content.actions.take_rows import go_on
    from core import clock

    content = table("faq", faq_row(1))
    start_import(kept("faq", content, editor).pk, actor=editor, at=clock.now())
    go_on(clock.now(), 30)
    assert read("faq", content, editor.branch).count() == {"waiting": 0, "known": 1, "refused": 0}
    assert read("faq", content, tree.west).count()["waiting"] == 1  # type: ignore[attr-defined]
    Component.objects.all().delete()
    assert read("faq", content, editor.branch).count()["waiting"] == 1


def test_the_number_of_queries_does_not_grow_with_the_rows(
    editor: User, django_assert_num_queries: object
) -> None:
    few, many = (
        table("faq", *(faq_row(number, product=f"P{number}") for number in range(n))) for n in (1, 20)
    )
    for content in (few, many):
        with django_assert_num_queries(2):  # type: ignore[operator]
            read("faq", content, editor.branch)
