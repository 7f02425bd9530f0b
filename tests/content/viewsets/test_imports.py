"""The pages of an import: template, upload, preview, start, progress, errors."""

from io import BytesIO
from typing import Any

import pytest
from bs4 import BeautifulSoup
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import load_workbook
from wagtail.models import ReferenceIndex

from content.actions.take_rows import go_on
from content.kinds import get_kind
from content.models import Component, Import, LibraryImage
from content.models.imports import ImportStatus
from core import clock
from people.models import User
from tests.content.posting import signed_in
from tests.factories.content import MorningBriefFactory
from tests.factories.imports import faq_row, kept, pictures, poster_row, script_row, table
from tests.factories.kinds import make_of_kind
from tests.factories.people import BranchTree, UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]
ADD = reverse("imports:add")


def upload(user: User, kind: str, content: bytes, archive: bytes | None = None) -> Any:
    files = {"table": SimpleUploadedFile("话术\u202e表.xlsx", content)}
    if archive is not None:
        files["pictures"] = SimpleUploadedFile("图片.zip", archive)
    return signed_in(user).post(ADD, {"kind": kind, **files})


def page(user: User, source: Import) -> str:
    response = signed_in(user).get(reverse("imports:import", args=[source.public_id]))
    assert response.status_code == 200
    return BeautifulSoup(response.content, "html.parser").select_one("main").get_text(" ", strip=True)


def do(user: User, verb: str, source: Import) -> Any:
    return signed_in(user).post(reverse(f"imports:{verb}", args=[source.public_id]))


def test_the_whole_way(editor: User) -> None:
    content = table("poster", poster_row(1), poster_row(2), poster_row(3, title=""))
    response = upload(editor, "poster", content, pictures(1, 2, 3))
    source = Import.objects.get()
    assert response.url == reverse("imports:import", args=[source.public_id])
    assert (source.file_name, source.branch, Component.objects.count()) == ("话术表.xlsx", editor.branch, 0)
    looked = page(editor, source)
    assert "可导入 2 已导入 0 库里已有 0 未导入 1" in looked
    assert "第 4 行「标题」（A4）：没有填写，请补上。" in looked
    assert "生成 2 份草稿" in looked
    assert "查看草稿" not in looked
    assert do(editor, "start", source).status_code == 302
    assert "已处理 1 / 3 行" in page(editor, source)
    go_on(clock.now(), 60)
    assert "已处理 3 / 3 行" in page(editor, source)
    assert Component.objects.filter(created_by=editor, kind="poster").count() == 2
    finished = signed_in(editor).get(reverse("imports:import", args=[source.public_id])).content.decode()
    soup = BeautifulSoup(finished, "html.parser")
    (link,) = (one["href"] for one in soup.select("a") if one.text == "查看草稿")
    MorningBriefFactory(created_by=editor)
    make_of_kind("poster", UserFactory(editor=True, branch=editor.branch), clock.now())
    listed = signed_in(editor).get(link).context["object_list"]
    assert {(one.kind, one.created_by, one.state) for one in listed} == {("poster", editor, "draft")}
    assert len(listed) == 2


def test_a_file_whose_rows_are_all_there_asks_for_nothing(editor: User) -> None:
    do(editor, "start", kept("faq", table("faq", faq_row(1)), editor))
    go_on(clock.now(), 60)
    looked = page(editor, kept("faq", table("faq", faq_row(1)), editor))
    assert "库里已有 1" in looked
    assert "文件里的内容库里都已有，不用再导入。" in looked
    assert "请修正" not in looked


def test_it_is_stopped_and_gone_on_with(editor: User) -> None:
    source = kept("faq", table("faq", faq_row(1)), editor)
    do(editor, "start", source)
    do(editor, "stop", source)
    source.refresh_from_db()
    assert source.status == ImportStatus.STOPPED
    assert "继续" in page(editor, source)
    do(editor, "start", source)
    go_on(clock.now(), 60)
    assert Component.objects.count() == 1
    answer = signed_in(editor).post(reverse("imports:start", args=[source.public_id]), follow=True)
    assert "已经完成" in answer.content.decode()


def test_the_rows_not_taken_are_a_workbook_that_can_be_mended_and_uploaded(editor: User) -> None:
    upload(editor, "faq", table("faq", faq_row(1, title="", answer="'=1+1 是公式"), faq_row(2)))
    source = Import.objects.get()
    response = signed_in(editor).get(reverse("imports:errors", args=[source.public_id]))
    assert response["Content-Type"] == "application/octet-stream"
    book = load_workbook(BytesIO(response.content))
    head, row = ([cell.value for cell in cells] for cells in book.active.iter_rows())
    assert (row[head.index("行号")], row[head.index("未导入原因")]) == (
        "2",
        "第 2 行「标题」（A2）：没有填写，请补上。",
    )
    book.active["A2"] = "补上的标题"
    file = BytesIO()
    book.save(file)
    upload(editor, "faq", file.getvalue())
    mended = Import.objects.latest("pk").rows.get()
    assert (mended.values["title"], mended.values["answer"]) == ("补上的标题", "=1+1 是公式")


@pytest.mark.parametrize("kind", ["script", "faq", "poster"])
def test_a_template_is_a_download(kind: str, editor: User) -> None:
    response = signed_in(editor).get(reverse("imports:template", args=[kind]))
    assert response["Content-Disposition"].startswith("attachment")
    sheet = load_workbook(BytesIO(response.content)).active
    assert (sheet.title, sheet["A1"].value) == (str(get_kind(kind).label), "标题*")


def test_kinds_that_do_not_come_in_by_tables(editor: User) -> None:
    assert signed_in(editor).get(reverse("imports:template", args=["morning_brief"])).status_code == 404
    assert upload(editor, "morning_brief", table("faq", faq_row(1))).status_code == 400
    assert Import.objects.count() == 0


def test_a_file_that_is_not_taken_is_said_on_the_form(editor: User) -> None:
    response = upload(editor, "script", b"no workbook <b>")
    assert response.status_code == 400
    assert "这不是 XLSX 文件。" in response.content.decode()
    assert upload(editor, "script", b"").status_code == 400
    assert Import.objects.count() == 0


def test_what_rows_say_is_text_on_the_page(editor: User) -> None:
    upload(editor, "script", table("script", script_row(script_scene="<img src=x onerror=alert(1)>")))
    response = signed_in(editor).get(reverse("imports:import", args=[Import.objects.get().public_id]))
    assert b"<img src=x" not in response.content


def test_another_branchs_import_does_not_exist(editor: User, tree: BranchTree) -> None:
    source = kept("faq", table("faq", faq_row(1, title="SECRET-TITLE")), editor)
    stranger = UserFactory(editor=True, branch=tree.west)
    for name in ("import", "errors"):
        assert signed_in(stranger).get(reverse(f"imports:{name}", args=[source.public_id])).status_code == 404
    for name in ("start", "stop"):
        assert do(stranger, name, source).status_code == 404
    assert "scripts.xlsx" not in signed_in(stranger).get(reverse("imports:index")).content.decode()
    above = UserFactory(editor=True, branch=tree.head_office)
    assert "scripts.xlsx" in signed_in(above).get(reverse("imports:index")).content.decode()
    assert do(above, "start", source).status_code == 403


def test_the_archive_has_no_address(editor: User) -> None:
    source = kept("poster", table("poster", poster_row(1)), editor, pictures(1))
    assert signed_in(editor).get(f"/desk-media/{source.pictures.name}").status_code == 404


def test_officers_see_nothing_of_it(tree: BranchTree, editor: User) -> None:
    source = kept("faq", table("faq", faq_row(1)), editor)
    officer = UserFactory(officer=True, branch=tree.east)
    for address in (reverse("imports:index"), ADD, reverse("imports:import", args=[source.public_id])):
        assert "scripts.xlsx" not in signed_in(officer).get(address, follow=True).content.decode()
    assert (
        reverse("imports:index") not in signed_in(officer).get(reverse("wagtailadmin_home")).content.decode()
    )


def test_the_list_costs_the_same_for_one_and_twenty(editor: User) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    client, costs = signed_in(editor), []
    for count in (1, 19):
        for _number in range(count):
            kept("faq", table("faq", faq_row(1), faq_row(2)), editor)
        client.get(reverse("imports:index"))
        with CaptureQueriesContext(connection) as captured:
            assert client.get(reverse("imports:index")).status_code == 200
        costs.append(len(captured))
    assert costs[0] == costs[1]


def test_a_draft_that_came_in_opens_and_saves_in_the_editor(editor: User) -> None:
    from tests.content.posting import form_data

    row = script_row(1, moments="早安。", channel_pictures="picture-1.png")
    source = kept("script", table("script", row), editor, pictures(1))
    do(editor, "start", source)
    go_on(clock.now(), 60)
    draft = Component.objects.get().get_latest_revision_as_object()
    edit = reverse("content_script:edit", args=[draft.pk])
    response = signed_in(editor).post(edit, form_data(draft, title="换了标题"))
    assert response.status_code == 302, response.context and response.context["form"].errors
    draft.refresh_from_db()
    assert draft.title == "换了标题"


def test_the_library_knows_where_a_picture_that_came_in_is_used(editor: User) -> None:
    source = kept("poster", table("poster", poster_row(1)), editor, pictures(1))
    do(editor, "start", source)
    go_on(clock.now(), 60)
    references = ReferenceIndex.get_references_to(LibraryImage.objects.get())
    assert [reference.object_id for reference in references] == [str(Component.objects.get().pk)]
