"""Tables and archives as a bank would upload them, and imports that were read from them."""

from collections.abc import Mapping, Sequence
from io import BytesIO
from zipfile import ZipFile

from django.core.files.base import ContentFile
from openpyxl import Workbook

from content.actions.start_import import keep_import, start_import
from content.models import Import
from content.queries.import_columns import columns_of, names_of
from content.queries.import_reading import ImportReading, read_import
from core import clock
from core.clock import business_day
from people.models import Branch, User
from tests.factories.content import picture_file

Row = Mapping[str, object]


def script_row(number: int = 0, **more: object) -> dict[str, object]:
    """Return a sound row of a script by codes of columns."""
    return {
        "title": f"问候话术{number}",
        "script_scene": "首次问候",
        "words_1": f"您好，我是您的客户经理，编号{number}。",
        "segments": "信用卡客群",
        **more,
    }


def faq_row(number: int = 0, **more: object) -> dict[str, object]:
    """Return a sound row of a frequent question."""
    return {"title": f"问题{number}", "question": f"怎么办{number}？", "answer": "请在手机银行查看。", **more}


def poster_row(number: int = 0, **more: object) -> dict[str, object]:
    """Return a sound row of a poster that names `picture-<number>.png`."""
    return {"title": f"海报{number}", "artwork": f"picture-{number}.png", **more}


def workbook(head: Sequence[object], *rows: Sequence[object]) -> bytes:
    """Return an XLSX file with these cells."""
    book = Workbook()
    for row in (head, *rows):
        book.active.append(list(row))
    return saved(book)


def saved(book: Workbook) -> bytes:
    """Return the file of a workbook."""
    file = BytesIO()
    book.save(file)
    return file.getvalue()


def table(kind: str, *rows: Row) -> bytes:
    """Return an XLSX file of `kind`, its columns headed by their codes, with these rows."""
    codes = [one.code for one in columns_of(kind)]
    return workbook(codes, *([row.get(code) for code in codes] for row in rows))


def zip_of(files: Mapping[str, bytes]) -> bytes:
    """Return a ZIP file with these files."""
    buffer = BytesIO()
    with ZipFile(buffer, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def pictures(*numbers: int) -> bytes:
    """Return a ZIP file with `picture-<number>.png` for each number."""
    return zip_of({f"picture-{number}.png": picture_file(number).read() for number in numbers})


def read(kind: str, content: bytes, branch: Branch, archive: bytes | None = None) -> ImportReading:
    """Return what the files say for `branch`."""
    return read_import(
        kind,
        [one.column for one in columns_of(kind)],
        names_of(kind),
        content,
        None if archive is None else BytesIO(archive),
        branch=branch,
        today=business_day(clock.now()),
    )


def kept(
    kind: str, content: bytes, editor: User, archive: bytes | None = None, file_name: str = "scripts.xlsx"
) -> Import:
    """Return the import of these files, read and kept for `editor`, not yet started."""
    assert editor.branch is not None
    return keep_import(
        read(kind, content, editor.branch, archive),
        file_name=file_name,
        pictures=None if archive is None else ContentFile(archive, name="pictures.zip"),
        actor=editor,
        at=clock.now(),
    )


def running(editor: User, file_name: str, title: str) -> Import:
    """Return an import of `editor` that runs: one question called `title` waits, one row was refused."""
    content = table("faq", faq_row(1, title=title), faq_row(2, title=""))
    source = kept("faq", content, editor, file_name=file_name)
    return start_import(source.pk, actor=editor, at=clock.now())
