"""Forms of facts: one by hand, or a table pasted or uploaded."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.widgets import AdminDateInput

from content.domain.fact_rows import FARTHEST, CellFlaw, Column, Flaw, ReadRow, read_rows
from content.domain.fact_tables import (
    MOST_LINES,
    MOST_OCTETS,
    Line,
    Trouble,
    Unreadable,
    as_text,
    from_csv,
    from_text,
    from_xlsx,
)
from content.models import Fact
from content.queries.facts import known_subjects, unsaved
from core import clock
from core.clock import business_day
from core.domain.canonical import sha256

COLUMNS: Mapping[Column, str | Promise] = {
    Column.PRODUCT: gettext_lazy("product code"),
    Column.SUBJECT: gettext_lazy("market subject"),
    Column.ABOUT: gettext_lazy("what it is about"),
    Column.LABEL: gettext_lazy("what it is"),
    Column.VALUE: gettext_lazy("value"),
    Column.UNIT: gettext_lazy("unit"),
    Column.AS_OF: gettext_lazy("as of"),
    Column.SOURCE: gettext_lazy("source"),
    Column.EXPIRES_ON: gettext_lazy("expires on"),
    Column.SOURCE_URL: gettext_lazy("address of the source"),
}

FLAWS: Mapping[Flaw, str | Promise] = {
    Flaw.MISSING: gettext_lazy("is missing: fill it in."),
    Flaw.ABOUT_TWO: gettext_lazy("a product and a market subject in one row: keep one of the two."),
    Flaw.NO_DATE: gettext_lazy("“%(written)s” is no date: write it as 2026-03-02."),
    Flaw.IN_THE_FUTURE: gettext_lazy("“%(written)s” lies in the future: give the day of the figure."),
    Flaw.EXPIRES_BEFORE: gettext_lazy("“%(written)s” is before the day of the figure."),
    Flaw.TOO_FAR: gettext_lazy("“%(written)s” is more than ten years away: check the year."),
    Flaw.TOO_LONG: gettext_lazy("longer than %(written)s characters: shorten it."),
    Flaw.FORMULA: gettext_lazy("“%(written)s” is a formula: paste its value."),
    Flaw.HIDDEN: gettext_lazy("has an invisible character: type it again."),
    Flaw.NO_ADDRESS: gettext_lazy("“%(written)s” is no web address: begin with https://."),
    Flaw.CONTRADICTS: gettext_lazy("another row gives another value for the same day: keep the right one."),
    Flaw.NO_PRODUCT: gettext_lazy(
        "there is no product “%(written)s”: check the code, or add the product first."
    ),
}

TROUBLES: Mapping[Trouble, str | Promise] = {
    Trouble.EMPTY: gettext_lazy("There are no rows in it."),
    Trouble.TOO_MANY_LINES: gettext_lazy("More than %(lines)d rows: take them in parts."),
    Trouble.TOO_LARGE: gettext_lazy("Too large: at most one megabyte. Take it in parts."),
    Trouble.NO_TEXT: gettext_lazy("This is no text in UTF-8 or GB18030: save it as CSV or XLSX again."),
    Trouble.NO_TABLE: gettext_lazy("This cannot be read as a table: save it as CSV or XLSX again."),
    Trouble.MACROS: gettext_lazy("The file has macros: save it as XLSX without macros."),
}

READERS = {".csv": from_csv, ".tsv": from_csv, ".txt": from_csv, ".xlsx": from_xlsx}


class FactForm(WagtailAdminModelForm):
    """One fact by hand."""

    def clean_as_of(self) -> date:
        day: date = self.cleaned_data["as_of"]
        if day > business_day(clock.now()):
            raise ValidationError(_("This day lies in the future: give the day of the figure."))
        return day

    def clean_expires_on(self) -> date:
        day: date = self.cleaned_data["expires_on"]
        if day > business_day(clock.now()) + FARTHEST:
            raise ValidationError(_("This is more than ten years away: check the year."))
        return day


@dataclass(frozen=True)
class PreviewedRow:
    """A row as the preview shows it: the fact it would become, or in words why not."""

    line: int
    cells: tuple[str, ...]
    fact: Fact | None
    problems: tuple[str, ...]
    is_new_subject: bool = False


class FactTableForm(forms.Form):
    """A table of facts. Nothing is saved here: the view takes `facts` once they were seen and confirmed."""

    table = forms.CharField(
        label=gettext_lazy("Rows"),
        required=False,
        max_length=MOST_OCTETS,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "class": "armoury-table-box"}),
        help_text=gettext_lazy(
            "Paste from Excel or a web page. Columns: about, what it is, value, unit, as of, source, expires "
            "on, address; or a first row with headings. About is a product's code or name, or a market "
            "subject."
        ),
    )
    file = forms.FileField(
        label=gettext_lazy("or a file"),
        required=False,
        help_text=gettext_lazy("CSV or XLSX, at most 500 rows and one megabyte, without formulas."),
        widget=forms.FileInput(attrs={"accept": ".csv,.tsv,.txt,.xlsx"}),
    )
    as_of = forms.DateField(label=gettext_lazy("As of"), required=False, widget=AdminDateInput)
    source = forms.CharField(label=gettext_lazy("Source"), required=False, max_length=120)
    expires_on = forms.DateField(label=gettext_lazy("Expires on"), required=False, widget=AdminDateInput)
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    rows: tuple[PreviewedRow, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or {}
        if self.errors:
            return cleaned
        try:
            lines = self._lines(cleaned)
        except Unreadable as unreadable:
            where = "file" if cleaned.get("file") else "table"
            self.add_error(where, TROUBLES[unreadable.trouble] % {"lines": MOST_LINES})
            return cleaned
        defaults = {
            Column.AS_OF: cleaned["as_of"].isoformat() if cleaned["as_of"] else "",
            Column.SOURCE: cleaned["source"],
            Column.EXPIRES_ON: cleaned["expires_on"].isoformat() if cleaned["expires_on"] else "",
        }
        self.rows = previewed(read_rows(lines, defaults, business_day(clock.now())))
        self.shown_table = cleaned["table"] if not cleaned.get("file") else as_text(lines)
        self.fingerprint = sha256(repr((self.shown_table.split(), defaults)).encode())
        if not self.rows:
            self.add_error("table", TROUBLES[Trouble.EMPTY])
        return cleaned

    @property
    def facts(self) -> list[Fact]:
        """The facts of the rows without problems."""
        return [row.fact for row in self.rows if row.fact]

    @property
    def problem_count(self) -> int:
        return sum(1 for row in self.rows if row.problems)

    @property
    def was_seen(self) -> bool:
        """Whether exactly this table was shown in the preview before."""
        return bool(self.cleaned_data["seen"] == self.fingerprint)

    def for_confirmation(self) -> "FactTableForm":
        """Return the form to show beside the preview: an upload's rows are in the box from now on."""
        initial = {name: self.cleaned_data[name] for name in ("as_of", "source", "expires_on")}
        return FactTableForm(initial={**initial, "table": self.shown_table, "seen": self.fingerprint})

    def _lines(self, cleaned: Mapping[str, Any]) -> list[Line]:
        upload = cleaned.get("file")
        if not upload:
            return from_text(cleaned["table"])
        if upload.size > MOST_OCTETS:
            raise Unreadable(Trouble.TOO_LARGE)
        reader = READERS.get(PurePath(upload.name).suffix.lower())
        if reader is None:
            raise Unreadable(Trouble.NO_TABLE)
        return reader(upload.read())


def previewed(read: list[ReadRow]) -> tuple[PreviewedRow, ...]:
    """Return each row as the fact that it would become, or with its problems in words."""
    good = [one.row for one in read if one.row]
    facts = iter(unsaved(good))
    known = known_subjects({row.subject or row.about for row in good})
    return tuple(_row(one, next(facts) if one.row else None, known) for one in read)


def _row(read: ReadRow, fact: Fact | None, known: set[str]) -> PreviewedRow:
    cells = tuple(cell for cell in read.cells.values() if cell)
    flaws = list(read.flaws)
    if read.row and fact is None:
        flaws.append(CellFlaw(Column.PRODUCT, Flaw.NO_PRODUCT, read.row.product_code))
    problems = [_words(flaw) for flaw in flaws]
    if fact is not None:
        problems += _unsound(fact)
    if problems or fact is None:
        return PreviewedRow(read.line, cells, None, tuple(problems))
    is_new = bool(fact.subject) and fact.subject not in known
    return PreviewedRow(read.line, cells, fact, (), is_new)


def _unsound(fact: Fact) -> list[str]:
    try:
        fact.full_clean(exclude={"product", "entered_by"}, validate_constraints=False)
    except ValidationError as error:
        return [str(message) for message in error.messages]
    return []


def _words(flaw: CellFlaw) -> str:
    words = str(FLAWS[flaw.flaw]) % {"written": flaw.written}
    return _("%(column)s: %(problem)s") % {"column": COLUMNS[flaw.column], "problem": words}
