"""Files of labelled sentences, as JSON lines or XLSX: what one says, and one with all of the corpus."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import override

from content.domain.sheets import SheetLimits, SheetRefused, read_sheet
from core.spreadsheets import xlsx
from review.domain.labelled import Sentence
from review.domain.plain_text import Fields
from review.domain.screening.result import Verdict
from review.domain.sentences import LONGEST
from review.enums import Wanted
from review.queries.plain_texts import known_values

MOST_ROWS: Final = 5_000
MOST_OCTETS: Final = 4 * 1024 * 1024
COLUMNS: Final = ("text", "verdict", "category", "product", "kind", "channel", "segment", "risk")
LONGEST_CATEGORY: Final = 40

_WORKBOOK: Final = b"PK\x03\x04"
_LANGUAGES: Final = ("zh-hans", "en")


class UnreadableFile(ValueError):
    """Nothing of the file can be used. Its words say what to do."""


@dataclass(frozen=True, slots=True)
class LabelFile:
    """What a file says, and what is wrong in it by line, in words."""

    sentences: tuple[Sentence, ...]
    errors: tuple[tuple[int, str], ...]


def read_labels(content: bytes) -> LabelFile:
    """Return what the bytes of a JSON lines or XLSX file say. Raises UnreadableFile."""
    sentences, errors = [], []
    for line, row in _rows(content):
        found = row if isinstance(row, str) else _sentence(row)
        if isinstance(found, str):
            errors.append((line, found))
        else:
            sentences.append(found)
    if not sentences and not errors:
        raise UnreadableFile(_("There is nothing in the file."))
    if len(sentences) + len(errors) > MOST_ROWS:
        raise UnreadableFile(_("Give at most %(most)d sentences in one file.") % {"most": MOST_ROWS})
    return LabelFile(tuple(sentences), tuple(errors))


def as_json_lines(sentences: Iterable[Sentence]) -> Iterator[str]:
    """Yield a line for each; `manage.py screen --jsonl` and `read_labels` both read them."""
    for one in sentences:
        yield json.dumps({"id": one.key[:16], **_cells(one)}, ensure_ascii=False) + "\n"


def as_workbook(sentences: Iterable[Sentence]) -> bytes:
    """Return a workbook that `read_labels` reads."""
    return xlsx(COLUMNS, ([cells[name] for name in COLUMNS] for cells in map(_cells, sentences)))


def _cells(sentence: Sentence) -> dict[str, str]:
    return {
        "text": sentence.text,
        "verdict": sentence.wanted.value,
        "category": sentence.category,
        **asdict(sentence.fields),
    }


def _rows(content: bytes) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    """Yield each row by its line; what is no row at all, in words."""
    if content.startswith(_WORKBOOK):
        yield from _sheet_rows(content)
        return
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UnreadableFile(_("The file is no text in UTF-8. Save it as JSON lines or as XLSX.")) from error
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError):
            yield number, _("This line is no JSON object.")
            continue
        yield number, row if isinstance(row, dict) else _("This line is no JSON object.")


def _sheet_rows(content: bytes) -> Iterator[tuple[int, Mapping[str, object] | str]]:
    limits = SheetLimits(octets=MOST_OCTETS, rows=MOST_ROWS + 1, columns=20, cell_characters=2_000)
    try:
        rows = read_sheet(content, limits).rows
    except SheetRefused as refusal:
        raise UnreadableFile(
            _("This workbook cannot be read (%(flaw)s %(cell)s). Save it anew as XLSX without macros.")
            % {"flaw": refusal.flaw.value, "cell": refusal.cell}
        ) from refusal
    heads = [cell.strip().casefold() for cell in rows[0].cells]
    if not {"text", "verdict", "category"} <= set(heads):
        raise UnreadableFile(
            _("The first line must have the headings: %(heads)s.") % {"heads": ", ".join(COLUMNS)}
        )
    for row in rows[1:]:
        cells = [_without_bait(cell) for cell in row.cells]
        yield row.number, dict(zip(heads, cells, strict=False))


def _without_bait(cell: str) -> str:
    """Take away the apostrophe that our own export puts before what a program would run as a formula."""
    return cell[1:] if cell[:1] == "'" else cell


def _sentence(row: Mapping[str, object]) -> Sentence | str:
    """Return what a row says, or in words what is wrong with it."""
    given = {name: row.get(name) for name in COLUMNS if row.get(name) not in (None, "")}
    for name, value in given.items():
        if not isinstance(value, str):
            return _("%(column)s must be text.") % {"column": name}
    said = {name: str(value).strip() for name, value in given.items()}
    text, category = said.pop("text", ""), said.pop("category", "")
    if not text or len(text) > LONGEST:
        return _("The sentence is missing or longer than %(most)d characters.") % {"most": LONGEST}
    if not category or len(category) > LONGEST_CATEGORY:
        return _("The category is missing or longer than %(most)d characters.") % {"most": LONGEST_CATEGORY}
    wanted = _verdicts().get(said.pop("verdict", "").casefold())
    if wanted is None:
        return _("The verdict must be block, warn or pass.")
    allowed = known_values()
    for name, value in said.items():
        if value not in allowed[name]:
            return _("%(column)s: “%(value)s” is unknown. Allowed: %(allowed)s.") % {
                "column": name,
                "value": value[:40],
                "allowed": ", ".join(sorted(allowed[name])),
            }
    return Sentence(text, wanted, category, Fields(**said))


def _verdicts() -> dict[str, Verdict]:
    """A verdict may be written by its code or by its name in either language."""
    codes = {code: Verdict(code) for code in Wanted.values}
    for language in _LANGUAGES:
        with override(language):
            codes |= {str(one.label).casefold(): Verdict(one.value) for one in Wanted}
    return codes
