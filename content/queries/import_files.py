"""Workbooks that an import hands out: the template to fill in, and the rows that were not taken."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _

from content.domain.imports.columns import Form
from content.kinds import kind_label
from content.models import Import
from content.queries.import_columns import ImportColumn, columns_of
from content.queries.imports import refused_rows
from core.spreadsheets import xlsx, xlsx_to_fill_in

LISTED_ROWS = 1_000


def template(kind: str) -> bytes:
    """Return the workbook to fill in for `kind`: headings, what each column holds, an example, lists.

    Raises KeyError for a kind that does not come in by tables.
    """
    columns = columns_of(kind)
    explanation, example = _("(Note)"), _("(Example)")
    rows = [
        [f"{explanation} {columns[0].explanation}", *(one.explanation for one in columns[1:])],
        [f"{example} {columns[0].example}", *(one.example for one in columns[1:])],
    ]
    choices = {
        position: [str(label) for _code, label in one.choices]
        for position, one in enumerate(columns)
        if one.column.form is Form.CHOICE
    }
    return xlsx_to_fill_in(
        str(kind_label(kind)), [_starred(one) for one in columns], rows, choices, LISTED_ROWS
    )


def refused_as_workbook(source: Import, words: Sequence[str]) -> bytes:
    """Return the rows of `source` that were not taken with `words` for each, to mend and upload again."""
    columns = columns_of(source.kind)
    return xlsx(
        [*(one.heading for one in columns), _("Row number"), _("Why it was not taken")],
        _refused(source, columns, words),
    )


def _refused(
    source: Import, columns: Sequence[ImportColumn], words: Sequence[str]
) -> Iterator[list[str | int]]:
    for row, said in zip(refused_rows(source), words, strict=True):
        yield [*(row.written.get(one.code, "") for one in columns), row.number, said]


def _starred(column: ImportColumn) -> str:
    return f"{column.heading}*" if column.column.is_required else column.heading
