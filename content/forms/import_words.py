"""What is said to each thing that is wrong with an import, and to what was left out."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from content.domain.archive_names import ArchiveFlaw, ArchiveRefused
from content.domain.imports.columns import Flaw
from content.domain.pasted_blocks import Removed
from content.domain.pictures import PictureFlaw
from content.domain.sheets import SheetFlaw, SheetRefused
from content.forms.media_words import PICTURE_WORDS
from content.queries.import_columns import columns_of, kinds_by_table
from content.queries.import_reading import MOST_ROWS, TableFlaw, TableRefused

Words = str | Promise

FILE_REFUSED = (SheetRefused, ArchiveRefused, TableRefused)
"""What reading an import raises for a file that is not taken at all."""

SHEET_WORDS: Mapping[SheetFlaw, Words] = {
    SheetFlaw.EMPTY: gettext_lazy(
        "There are no rows in the first visible sheet. Fill it in and choose it again."
    ),
    SheetFlaw.TOO_LARGE: gettext_lazy(
        "The table is larger than 10 MB. Divide it, and put pictures into a ZIP file."
    ),
    SheetFlaw.TOO_MANY_ROWS: gettext_lazy(
        "The table has more than %(rows)d rows. Divide it into several files."
    ),
    SheetFlaw.CELL_TOO_LONG: gettext_lazy("Cell %(cell)s has more than 10,000 characters. Shorten it."),
    SheetFlaw.NOT_A_WORKBOOK: gettext_lazy(
        "This is no XLSX file. Save it as “Excel workbook (.xlsx)” first."
    ),
    SheetFlaw.BROKEN: gettext_lazy(
        "The table is damaged or oddly built. Save it anew as XLSX and choose that."
    ),
    SheetFlaw.MACROS: gettext_lazy(
        "The table holds macros or parts from elsewhere. Save it as XLSX without them."
    ),
}

TABLE_WORDS: Mapping[TableFlaw, Words] = {
    TableFlaw.MERGED: gettext_lazy(
        "There are merged cells (%(detail)s). Unmerge them and fill in each cell."
    ),
    TableFlaw.NO_HEADINGS: gettext_lazy(
        "No heading of the template was found in the first row. Use the template."
    ),
    TableFlaw.HEADING_TWICE: gettext_lazy("These headings stand there twice: %(detail)s. Keep one of each."),
    TableFlaw.COLUMN_MISSING: gettext_lazy("These columns are missing: %(detail)s. Use the template."),
    TableFlaw.TOO_MANY_ROWS: SHEET_WORDS[SheetFlaw.TOO_MANY_ROWS],
    TableFlaw.NO_ROWS: gettext_lazy("There is nothing below the headings but the template's own rows."),
}

ARCHIVE_WORDS: Mapping[ArchiveFlaw, Words] = {
    ArchiveFlaw.NOT_AN_ARCHIVE: gettext_lazy(
        "This is no plain ZIP file. Pack the pictures into a new ZIP file."
    ),
    ArchiveFlaw.BROKEN: gettext_lazy("The ZIP file is damaged. Pack the pictures into a new one."),
    ArchiveFlaw.TOO_LARGE: gettext_lazy(
        "The ZIP file holds too much: at most 500 MB in all and 10 MB a picture."
    ),
    ArchiveFlaw.TOO_MANY: gettext_lazy("The ZIP file holds more than 10,000 files. Divide it."),
    ArchiveFlaw.RATIO: gettext_lazy("A file in the ZIP file unpacks to far more than it is. Pack it anew."),
    ArchiveFlaw.NESTED: gettext_lazy(
        "There is an archive inside the ZIP file. Put the pictures in directly."
    ),
    ArchiveFlaw.ENCRYPTED: gettext_lazy("The ZIP file has a password. Pack the pictures without one."),
    ArchiveFlaw.METHOD: gettext_lazy(
        "The ZIP file is packed in an unusual way. Pack it with the system's own ZIP."
    ),
    ArchiveFlaw.OVERLAPPING: gettext_lazy("The ZIP file is oddly built. Pack the pictures into a new one."),
    ArchiveFlaw.NAME: gettext_lazy(
        "A name in the ZIP file cannot be used. Rename the picture and pack it anew."
    ),
    ArchiveFlaw.DUPLICATE: gettext_lazy("Two files in the ZIP file have the same name. Rename one of them."),
    ArchiveFlaw.NOT_A_FILE: gettext_lazy(
        "The ZIP file holds a link instead of a file. Put the picture itself in."
    ),
}

FLAW_WORDS: Mapping[Flaw, Words] = {
    Flaw.MISSING: gettext_lazy("is missing: fill it in."),
    Flaw.FORMULA: gettext_lazy("is a formula: paste its value."),
    Flaw.TOO_LONG: gettext_lazy("longer than %(written)s characters: shorten it."),
    Flaw.TOO_MANY_BYTES: gettext_lazy("longer than WeCom takes (%(written)s bytes): shorten it."),
    Flaw.TOO_MANY: gettext_lazy("more than %(written)s entries: leave some out."),
    Flaw.UNKNOWN_CHOICE: gettext_lazy("“%(written)s” is not in the list: choose one of the template."),
    Flaw.NO_DAY: gettext_lazy("“%(written)s” is no day: write it as 2026-12-31."),
    Flaw.OVER: gettext_lazy("“%(written)s” is over already: give a day to come, or leave it empty."),
    Flaw.NO_PRODUCT: gettext_lazy(
        "there is no product “%(written)s”: check the code, or add the product first."
    ),
    Flaw.WITHOUT_WORDS: gettext_lazy(
        "there is no text that it belongs to: fill that in, or empty this cell."
    ),
    Flaw.NO_PICTURES_FILE: gettext_lazy("names “%(written)s”, but no ZIP file came along: choose one."),
    Flaw.NO_PICTURE: gettext_lazy("“%(written)s” is not in the ZIP file: check the name."),
    Flaw.TWO_PICTURES: gettext_lazy("“%(written)s” is there in several folders: write the folder too."),
    Flaw.GAVE_UP: gettext_lazy("This row ended the work %(written)s times. Tell those who run the system."),
}

REMOVED_WORDS: Mapping[str, Words] = {
    Removed.HIDDEN_CHARACTERS.value: gettext_lazy("invisible characters"),
    Removed.HIDDEN_TEXT.value: gettext_lazy("hidden text"),
    Removed.SCRIPTS.value: gettext_lazy("program code"),
    Removed.SMART_TAGS.value: gettext_lazy("Word's own tags"),
    Removed.STYLES.value: gettext_lazy("fonts and styles"),
    Removed.LINKS.value: gettext_lazy("links (their words stay)"),
    Removed.PIXELS.value: gettext_lazy("tracking pixels"),
    Removed.PICTURES.value: gettext_lazy("pictures (upload them in their own field)"),
    Removed.TABLES.value: gettext_lazy("tables (now one line a row)"),
}


def words_of_file(refused: Exception) -> str:
    """Return what to say to one of FILE_REFUSED: what is wrong, where, and what to do."""
    if isinstance(refused, SheetRefused):
        return str(SHEET_WORDS[refused.flaw]) % {"rows": MOST_ROWS, "cell": refused.cell}
    if isinstance(refused, ArchiveRefused):
        words = str(ARCHIVE_WORDS[refused.flaw])
        return _("%(words)s (%(name)s)") % {"words": words, "name": refused.name} if refused.name else words
    if not isinstance(refused, TableRefused):
        raise TypeError(refused)
    detail = refused.detail
    if refused.flaw is TableFlaw.COLUMN_MISSING:
        detail = tuple(_heading(code) for code in refused.detail)
    return str(TABLE_WORDS[refused.flaw]) % {"detail": _(", ").join(detail), "rows": MOST_ROWS}


def words_of_flaws(kind: str, number: int, flaws: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """Yield a sentence for each flaw of row `number`, as ImportRow keeps them: row, column, what to do."""
    headings = {one.code: one.heading for one in columns_of(kind)} if kind in kinds_by_table() else {}
    for flaw in flaws:
        what = Flaw(flaw["flaw"])
        words = (
            str(PICTURE_WORDS[PictureFlaw(flaw["detail"])])
            if what is Flaw.PICTURE
            else str(FLAW_WORDS[what]) % {"written": flaw["written"]}
        )
        if what is Flaw.PICTURE:
            words = _("“%(name)s”: %(words)s") % {"name": flaw["written"], "words": words}
        if flaw["column"]:
            yield _("Row %(number)d, “%(column)s” (%(cell)s): %(words)s") % {
                "number": number,
                "column": headings.get(flaw["column"], flaw["column"]),
                "cell": flaw["cell"] or "-",
                "words": words,
            }
        else:
            yield _("Row %(number)d: %(words)s") % {"number": number, "words": words}


def words_of_notes(notes: Mapping[str, Any]) -> Iterator[str]:
    """Yield a sentence for each thing that was left out of an import, or taken out of its cells."""
    if notes.get("hidden_sheets"):
        yield _("Hidden sheets were not read: %(names)s.") % {"names": _(", ").join(notes["hidden_sheets"])}
    if notes.get("strange_headings"):
        yield _("Columns that the template does not have were not read: %(names)s.") % {
            "names": _(", ").join(notes["strange_headings"])
        }
    if count := notes.get("template_rows"):
        yield ngettext(
            "%(count)d row of the template itself was left out.",
            "%(count)d rows of the template itself were left out.",
            count,
        ) % {"count": count}
    removed = words_of_removed(notes)
    if removed:
        yield _("Taken out of the texts: %(what)s.") % {"what": removed}


def words_of_removed(counted: Mapping[str, Any]) -> str:
    """Return what was taken out and how often, or nothing."""
    parts = [
        _("%(what)s: %(count)d") % {"what": words, "count": counted[what]}
        for what, words in REMOVED_WORDS.items()
        if counted.get(what)
    ]
    return _(", ").join(parts)


def _heading(code: str) -> str:
    return next(one.heading for kind in kinds_by_table() for one in columns_of(kind) if one.code == code)
