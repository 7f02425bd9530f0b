"""What a column of an import may hold. Pure: labels and words are for content.queries.import_columns."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum


class Form(StrEnum):
    """How a cell is read."""

    LINE = "line"
    TEXT = "text"
    LINES = "lines"
    CHOICE = "choice"
    CHOICES = "choices"
    DAY = "day"
    PICTURE = "picture"
    PICTURES = "pictures"


PICTURED = frozenset({Form.PICTURE, Form.PICTURES})


@dataclass(frozen=True, slots=True)
class Column:
    """One column: `longest` counts characters (of each line), `octets` what WeCom counts, `most` entries.

    `choices` maps what people write, folded by `fold`, to the code that is kept.
    """

    code: str
    form: Form = Form.TEXT
    is_required: bool = False
    longest: int = 200
    octets: int | None = None
    most: int = 1
    choices: Mapping[str, str] = field(default_factory=dict)


class Flaw(StrEnum):
    """What is wrong with a cell."""

    MISSING = "missing"
    FORMULA = "formula"
    TOO_LONG = "too_long"
    TOO_MANY_BYTES = "too_many_bytes"
    TOO_MANY = "too_many"
    UNKNOWN_CHOICE = "unknown_choice"
    NO_DAY = "no_day"
    OVER = "over"
    NO_PRODUCT = "no_product"
    WITHOUT_WORDS = "without_words"
    NO_PICTURES_FILE = "no_pictures_file"
    NO_PICTURE = "no_picture"
    TWO_PICTURES = "two_pictures"
    PICTURE = "picture"
    GAVE_UP = "gave_up"


@dataclass(frozen=True, slots=True)
class CellFlaw:
    """One flaw, where it stands, what is written there (or what the limit is), and a picture's own flaw."""

    column: str
    cell: str
    flaw: Flaw
    written: str = ""
    detail: str = ""


def fold(written: str) -> str:
    """Return what decides whether two headings or choices are the same: neither case nor spaces."""
    return "".join(written.split()).casefold().rstrip("*＊")


def without_bait(cell: str, bait: frozenset[str]) -> str:
    """Return the cell without the apostrophe that an export put before what would start a formula."""
    return cell[1:] if cell[:1] == "'" and cell[1:2] in bait else cell


def heads_of(
    cells: Sequence[str], names: Mapping[str, str]
) -> tuple[Mapping[str, int], tuple[str, ...], tuple[str, ...]]:
    """Return where each column stands, the headings that nobody knows, and the columns named twice.

    `names` maps folded headings to codes of columns.
    """
    places: dict[str, int] = {}
    strangers, twice = [], []
    for position, heading in enumerate(cells):
        code = names.get(fold(heading))
        if code is None:
            strangers += [heading] if heading.strip() else []
        elif code in places:
            twice.append(heading)
        else:
            places[code] = position
    return places, tuple(strangers), tuple(twice)
