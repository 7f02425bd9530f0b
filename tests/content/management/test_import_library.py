"""`manage.py import_library`."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils import translation

from content.models import Component, Import, LibraryImage
from content.models.imports import ImportStatus
from people.models import User
from tests.factories.imports import faq_row, pictures, poster_row, table
from tests.factories.people import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen_clock")]


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """A table with two sound posters and one without a picture, and its archive."""
    sheet, archive = tmp_path / "posters.xlsx", tmp_path / "pictures.zip"
    sheet.write_bytes(table("poster", poster_row(1), poster_row(2), poster_row(9)))
    archive.write_bytes(pictures(1, 2))
    return str(sheet), str(archive)


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    with translation.override("zh-hans"):
        call_command("import_library", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


def test_it_takes_a_table_in(files: tuple[str, str], editor: User) -> None:
    sheet, archive = files
    out, err = run(sheet, "--kind", "poster", "--as", editor.username, "--pictures", archive)
    assert "可导入 2 行，已有 0 行，不予导入 1 行。" in out
    assert "第 4 行「海报图片」（B4）：ZIP 里没有“picture-9.png”" in err
    assert "已导入: 2" in out
    assert Component.objects.filter(created_by=editor, branch=editor.branch).count() == 2
    assert LibraryImage.objects.count() == 2
    assert Import.objects.get().status == ImportStatus.FINISHED


def test_a_preview_changes_nothing(files: tuple[str, str], editor: User) -> None:
    sheet, archive = files
    out, _err = run(sheet, "--kind", "poster", "--as", editor.username, "--pictures", archive, "--preview")
    assert "可导入 2 行" in out
    assert Import.objects.count() == Component.objects.count() == 0


def test_who_may_not_write_takes_nothing_in(tmp_path: Path) -> None:
    sheet = tmp_path / "faq.xlsx"
    sheet.write_bytes(table("faq", faq_row(1)))
    officer = UserFactory(officer=True)
    for username in (officer.username, "nobody"):
        with pytest.raises(CommandError):
            run(str(sheet), "--kind", "faq", "--as", username)
    assert Import.objects.count() == Component.objects.count() == 0


def test_a_file_that_cannot_be_read_is_said(tmp_path: Path, editor: User) -> None:
    bad = tmp_path / "bad.xlsx"
    bad.write_bytes(b"no workbook")
    with pytest.raises(CommandError, match="这不是 XLSX 文件。"):
        run(str(bad), "--kind", "faq", "--as", editor.username)
    with pytest.raises(CommandError, match="nowhere"):
        run(str(tmp_path / "nowhere.xlsx"), "--kind", "faq", "--as", editor.username)
