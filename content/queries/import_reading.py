"""Reading an import's files: which rows would come in, which would not and why. Nothing is saved here."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from enum import StrEnum
from typing import BinaryIO

from content.domain.archives import open_archive
from content.domain.imports.columns import PICTURED, CellFlaw, Column, Flaw, heads_of
from content.domain.imports.keys import row_key
from content.domain.imports.pictures import ARCHIVE_LIMITS, Found, Shelf
from content.domain.imports.rows import ReadRow, Value, is_of_the_template, read_row
from content.domain.sheets import Sheet, SheetLimits, SheetRow, cell_name, read_sheet
from content.domain.wecom_limits import LIMITS
from content.models import ImportRow, Product
from core.domain.canonical import sha256
from people.models import Branch

MOST_ROWS = 10_000
SHEET_LIMITS = SheetLimits(octets=10 * 1024 * 1024, rows=MOST_ROWS + 3, columns=60)
MERGED_SHOWN = 5


class TableFlaw(StrEnum):
    """Why a sheet cannot be taken at all, though it can be read."""

    MERGED = "merged"
    NO_HEADINGS = "no_headings"
    HEADING_TWICE = "heading_twice"
    COLUMN_MISSING = "column_missing"
    TOO_MANY_ROWS = "too_many_rows"
    NO_ROWS = "no_rows"


class TableRefused(ValueError):
    """Nothing of this sheet is used. `detail` names ranges, headings or codes of columns."""

    def __init__(self, flaw: TableFlaw, *detail: str) -> None:
        super().__init__(flaw.value, *detail)
        self.flaw = flaw
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Prepared:
    """A row and its key; `is_known` if the same row is in the library already or stands above in the file."""

    row: ReadRow
    key: str
    is_known: bool = False


@dataclass(frozen=True, slots=True)
class ImportReading:
    """What the files say. `notes` is what was left out or taken out, for the words beside the counts."""

    kind: str
    file_sha256: str
    rows: tuple[Prepared, ...]
    notes: Mapping[str, int | list[str]] = field(default_factory=dict)

    def count(self) -> Mapping[str, int]:
        """Return how many rows would come in, are known, or are refused."""
        found = Counter(
            "refused" if one.row.flaws else "known" if one.is_known else "waiting" for one in self.rows
        )
        return {name: found[name] for name in ("waiting", "known", "refused")}


@contextmanager
def shelf_of(pictures: BinaryIO | None) -> Iterator[Shelf | None]:
    """Yield the pictures of an open ZIP file, or None without one. Raises ArchiveRefused."""
    if pictures is None:
        yield None
        return
    with open_archive(pictures, ARCHIVE_LIMITS) as archive:
        yield Shelf(archive)


def read_import(
    kind: str,
    columns: Sequence[Column],
    names: Mapping[str, str],
    content: bytes,
    pictures: BinaryIO | None,
    *,
    branch: Branch,
    today: date,
) -> ImportReading:
    """Return what the workbook `content` and the ZIP file `pictures` say for `branch`.

    `names` maps folded headings to codes. Raises SheetRefused, ArchiveRefused or TableRefused.
    """
    sheet = read_sheet(content, SHEET_LIMITS)
    head, rows = _table(sheet)
    places, strangers, twice = heads_of(head.cells, names)
    _require_headings(columns, places, twice)
    own = [row for row in rows if not is_of_the_template(row)]
    if not own:
        raise TableRefused(TableFlaw.NO_ROWS)
    if len(own) > MOST_ROWS:
        raise TableRefused(TableFlaw.TOO_MANY_ROWS)
    read = [read_row(row, columns, places, today) for row in own]
    with shelf_of(pictures) as shelf:
        looked = _looked_at(read, columns, shelf)
    products = _known_products(read)
    checked = [_checked(row, columns, places, looked, products) for row in read]
    removed: Counter[str] = Counter()
    for row in read:
        removed.update({what.value: count for what, count in row.removed.items()})
    notes: dict[str, int | list[str]] = {
        "hidden_sheets": list(sheet.hidden),
        "strange_headings": list(strangers),
        "template_rows": len(rows) - len(own),
        **removed,
    }
    return ImportReading(
        kind,
        sha256(content),
        tuple(_with_keys(kind, branch, columns, checked, looked)),
        {name: value for name, value in notes.items() if value},
    )


def _table(sheet: Sheet) -> tuple[SheetRow, tuple[SheetRow, ...]]:
    if sheet.merged:
        raise TableRefused(TableFlaw.MERGED, *sheet.merged[:MERGED_SHOWN])
    return sheet.rows[0], sheet.rows[1:]


def _require_headings(columns: Sequence[Column], places: Mapping[str, int], twice: tuple[str, ...]) -> None:
    if not places:
        raise TableRefused(TableFlaw.NO_HEADINGS)
    if twice:
        raise TableRefused(TableFlaw.HEADING_TWICE, *twice)
    missing = [column.code for column in columns if column.is_required and column.code not in places]
    if missing:
        raise TableRefused(TableFlaw.COLUMN_MISSING, *missing)


def _named(row: ReadRow, column: Column) -> list[str]:
    value: Value = row.values.get(column.code, [])
    return [value] if isinstance(value, str) else value


def _looked_at(
    rows: Sequence[ReadRow], columns: Sequence[Column], shelf: Shelf | None
) -> Mapping[str, Found]:
    pictured = [column for column in columns if column.form in PICTURED]
    names = dict.fromkeys(name for row in rows for column in pictured for name in _named(row, column))
    if shelf is None:
        return {name: Found(flaw=Flaw.NO_PICTURES_FILE) for name in names}
    return {name: shelf.look_at(name) for name in names}


def _known_products(rows: Sequence[ReadRow]) -> frozenset[str]:
    codes = {str(row.values["product"]) for row in rows if "product" in row.values}
    known: set[str] = set()
    ordered = sorted(codes)
    for start in range(0, len(ordered), 500):
        known.update(
            Product.objects.filter(code__in=ordered[start : start + 500]).values_list("code", flat=True)
        )
    return frozenset(known)


def _checked(
    row: ReadRow,
    columns: Sequence[Column],
    places: Mapping[str, int],
    looked: Mapping[str, Found],
    products: frozenset[str],
) -> ReadRow:
    """Return the row with what is wrong in regard to pictures, products, and columns that need each other."""

    def flaw(code: str, what: Flaw, written: str, detail: str = "") -> CellFlaw:
        return CellFlaw(code, cell_name(row.number, places[code]), what, written, detail)

    flaws = list(row.flaws)
    for column in columns:
        if column.form in PICTURED:
            for name in _named(row, column):
                found = looked[name]
                if found.flaw is not None:
                    flaws.append(flaw(column.code, found.flaw, name, found.detail))
    product = row.values.get("product")
    if product is not None and product not in products:
        flaws.append(flaw("product", Flaw.NO_PRODUCT, str(product)))
    if "channel_pictures" in row.values and not LIMITS.keys() & row.values.keys():
        flaws.append(flaw("channel_pictures", Flaw.WITHOUT_WORDS, ""))
    flaws += [
        flaw(code, Flaw.WITHOUT_WORDS, str(value))
        for code, value in row.values.items()
        if code.startswith("suits_") and code.replace("suits_", "words_") not in row.values
    ]
    return replace(row, flaws=tuple(flaws))


def _with_keys(
    kind: str,
    branch: Branch,
    columns: Sequence[Column],
    rows: Sequence[ReadRow],
    looked: Mapping[str, Found],
) -> Iterator[Prepared]:
    hashes = {name: found.sha256 for name, found in looked.items()}
    keys = ["" if row.flaws else row_key(kind, branch.code, columns, row.values, hashes) for row in rows]
    seen = ImportRow.objects.known(keys)
    for row, key in zip(rows, keys, strict=True):
        yield Prepared(row, key, is_known=bool(key) and key in seen)
        seen.add(key)
