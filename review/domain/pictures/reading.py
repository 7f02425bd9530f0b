"""What a reader saw in a picture: words and codes with their places, and the text that screening reads."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any, Self
from unicodedata import east_asian_width

READER = "rapidocr-onnxruntime 1.4.4, zxing-cpp 3.1.1, r1"
"""What reads, and how (`review.domain.pictures.reader`). Another version reads every picture anew."""

SAME_ROW = 0.5
"""Words stand in one row when their heights overlap by so much of the smaller."""


@dataclass(frozen=True, slots=True)
class Area:
    """A part of a picture, in its own pixels."""

    x: int
    y: int
    width: int
    height: int

    @property
    def bottom(self) -> int:
        return self.y + self.height

    def to_jsonable(self) -> list[int]:
        return [self.x, self.y, self.width, self.height]


@dataclass(frozen=True, slots=True)
class Words:
    """A run of text in one line. `confidence` is in hundredths."""

    text: str
    area: Area
    confidence: int


@dataclass(frozen=True, slots=True)
class SeenCode:
    """A QR code or barcode and what it says."""

    content: str
    form: str
    area: Area


@dataclass(frozen=True, slots=True)
class Stretch:
    """Where some words stand in a reading's text: code points, end exclusive."""

    words: Words
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that was seen in a picture of this size; words in reading order."""

    width: int
    height: int
    words: tuple[Words, ...] = ()
    codes: tuple[SeenCode, ...] = ()

    @property
    def rows(self) -> tuple[tuple[Words, ...], ...]:
        """The words by row, from the top, each row from the left."""
        rows: list[list[Words]] = []
        for one in sorted(self.words, key=lambda words: words.area.y):
            row = next((row for row in rows if _in_one_row(row[0].area, one.area)), None)
            if row is None:
                rows.append([one])
            else:
                row.append(one)
        return tuple(tuple(sorted(row, key=lambda words: words.area.x)) for row in rows)

    @property
    def text(self) -> str:
        """A line for each row, a blank between the words of a row."""
        return "\n".join(" ".join(words.text for words in row) for row in self.rows)

    @property
    def stretches(self) -> tuple[Stretch, ...]:
        """Where the words stand in `text`."""
        ordered = [words for row in self.rows for words in row]
        starts = accumulate((len(words.text) + 1 for words in ordered), initial=0)
        return tuple(
            Stretch(words, start, start + len(words.text))
            for words, start in zip(ordered, starts, strict=False)
        )

    def areas(self, start: int, end: int) -> tuple[Area, ...]:
        """Return what `text[start:end]` covers in the picture, one area for each run of words."""
        return tuple(
            _part(one.words, max(start, one.start) - one.start, min(end, one.end) - one.start)
            for one in self.stretches
            if one.start < end and start < one.end
        )

    def to_jsonable(self) -> dict[str, Any]:
        """Plain dict, list, str and int, ready for the canonical form."""
        return {
            "width": self.width,
            "height": self.height,
            "words": [
                {"text": one.text, "area": one.area.to_jsonable(), "confidence": one.confidence}
                for one in self.words
            ],
            "codes": [
                {"content": one.content, "form": one.form, "area": one.area.to_jsonable()}
                for one in self.codes
            ],
        }

    @classmethod
    def from_jsonable(cls, data: Mapping[str, Any]) -> Self:
        """Reverse of `to_jsonable`. Raises KeyError, TypeError or ValueError for anything else."""
        return cls(
            width=int(data["width"]),
            height=int(data["height"]),
            words=tuple(
                Words(str(one["text"]), _area(one["area"]), int(one["confidence"])) for one in data["words"]
            ),
            codes=tuple(
                SeenCode(str(one["content"]), str(one["form"]), _area(one["area"])) for one in data["codes"]
            ),
        )


@dataclass(frozen=True, slots=True)
class ReadPicture:
    """A picture of a document with what stands in it. `typed` is set where a person wrote it down."""

    sha256: str
    title: str
    reading: Reading
    typed: str = ""

    @property
    def place(self) -> str:
        """Where screening finds its text."""
        return f"media/{self.sha256}"

    @property
    def text(self) -> str:
        return self.typed or self.reading.text


def read_pictures(document: Mapping[str, Any]) -> Iterator[ReadPicture]:
    """Yield each picture of `document` that was read, once; charts are drawn from the text and are not."""
    seen = set()
    for entry in document["media"]:
        found = entry.get("reading")
        if found is not None and entry["sha256"] not in seen:
            seen.add(entry["sha256"])
            reading = Reading.from_jsonable(found)
            yield ReadPicture(entry["sha256"], entry["title"], reading, found.get("typed", ""))


def addresses(codes: Sequence[SeenCode]) -> tuple[str, ...]:
    """Return what the codes say, each once."""
    return tuple(dict.fromkeys(code.content for code in codes))


def _in_one_row(one: Area, other: Area) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.y, other.y)
    return shared >= SAME_ROW * min(one.height, other.height)


def _part(words: Words, start: int, end: int) -> Area:
    """The part of the words' area that some of its characters take, wide ones counted twice."""
    sizes = [2 if east_asian_width(char) in "WF" else 1 for char in words.text]
    whole, area = sum(sizes), words.area
    left = area.x + area.width * sum(sizes[:start]) // whole
    right = area.x + -(-area.width * sum(sizes[:end]) // whole)
    return Area(left, area.y, max(1, right - left), area.height)


def _area(numbers: Sequence[Any]) -> Area:
    x, y, width, height = (int(number) for number in numbers)
    return Area(x, y, width, height)
