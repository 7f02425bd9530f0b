"""Read a picture: lines of text and codes, each with its place.

Runs in a process of its own (`review.queries.reader_process`), because a hostile picture may take a library
down or keep it busy, and because the models take their memory. What comes in is bounded before it is decoded
(docs/decisions/0013-uploads.md).

A request is the length of a picture in four bytes, then the picture; an answer is one line of JSON, a reading
or `{"refused": <flaw>}`.
"""

import json
import os
import resource
import struct
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import IO, Any, Final

from PIL import Image

from content.domain import pictures
from content.domain.pictures import PictureRefused
from review.domain.pictures.reading import Area, Reading, SeenCode, Words

WIDEST: Final = 1440
"""A wider picture is made smaller before: what is shown of it is no wider either."""
TALLEST: Final = 1800
OVERLAP: Final = 160
"""A tall picture is read in parts that overlap, so that no line is cut in all of them."""
MOST_WORDS: Final = 2_000
MOST_CHARACTERS: Final = 19_000
MOST_CODES: Final = 50
LEAST_CONFIDENCE: Final = 0.5
MEMORY_AT_MOST: Final = 6 * 1024**3


class Reader:
    """The models, loaded once. Raises ImportError where they are not installed."""

    def __init__(self) -> None:
        import zxingcpp
        from rapidocr_onnxruntime import RapidOCR

        self._codes = zxingcpp
        self._recognise = RapidOCR(text_score=LEAST_CONFIDENCE, max_side_len=TALLEST)

    def read(self, content: bytes) -> Reading:
        """Return what stands in the picture. Raises PictureRefused for what is none, or too large."""
        pictures.look_at(content, f"read.{pictures.kind_of(content)}")
        try:
            picture = _flat(Image.open(BytesIO(content)))
        except Exception as error:
            raise PictureRefused(pictures.PictureFlaw.BROKEN) from error
        width, height = picture.size
        codes = tuple(self._seen(picture))
        factor = min(1.0, WIDEST / width)
        if factor < 1:
            picture = picture.resize((WIDEST, max(1, round(height * factor))), Image.Resampling.LANCZOS)
        words = tuple(_bounded(self._words(picture, factor)))
        return Reading(width, height, words, codes)

    def _words(self, picture: Image.Image, factor: float) -> Iterator[Words]:
        import numpy as np

        for top, first, last in parts(picture.height):
            part = picture.crop((0, top, picture.width, min(picture.height, top + TALLEST)))
            found, _seconds = self._recognise(np.asarray(part)[:, :, ::-1])
            for corners, text, score in found or ():
                area = _around([(x, y + top) for x, y in corners], factor)
                if text.strip() and first <= (area.y + area.height / 2) * factor < last:
                    yield Words(text.strip(), area, round(float(score) * 100))

    def _seen(self, picture: Image.Image) -> Iterator[SeenCode]:
        found = self._codes.read_barcodes(
            picture,
            formats=self._codes.BarcodeFormats(self._codes.BarcodeFormat.AllMatrix),
            text_mode=self._codes.TextMode.Plain,
        )
        for code in found[:MOST_CODES]:
            place = code.position
            corners = [
                (corner.x, corner.y)
                for corner in (place.top_left, place.top_right, place.bottom_right, place.bottom_left)
            ]
            yield SeenCode(code.text, str(code.format).replace(" ", ""), _around(corners, 1.0))


def parts(height: int) -> Iterator[tuple[int, float, float]]:
    """Yield (top, first, last) for each part of a picture: lines with their middle in [first, last) are its.

    Together the ranges cover every height once.
    """
    tops = [0]
    while tops[-1] + TALLEST < height:
        tops.append(tops[-1] + TALLEST - OVERLAP)
    for top in tops:
        first = float("-inf") if top == 0 else top + OVERLAP / 2
        last = float("inf") if top == tops[-1] else top + TALLEST - OVERLAP / 2
        yield top, first, last


def _flat(opened: Image.Image) -> Image.Image:
    """Without transparency, on white, as it is shown."""
    if opened.mode in {"RGBA", "LA", "PA"} or opened.has_transparency_data:
        clear = opened.convert("RGBA")
        ground = Image.new("RGBA", clear.size, "white")
        ground.alpha_composite(clear)
        return ground.convert("RGB")
    return opened.convert("RGB")


def _around(corners: Sequence[tuple[float, float]], factor: float) -> Area:
    xs, ys = [x / factor for x, _y in corners], [y / factor for _x, y in corners]
    left, top = max(0, int(min(xs))), max(0, int(min(ys)))
    return Area(left, top, max(1, round(max(xs)) - left), max(1, round(max(ys)) - top))


def _bounded(words: Iterator[Words]) -> Iterator[Words]:
    """Raise PictureRefused beyond what anybody reads in a picture: nothing is left out in silence."""
    count = characters = 0
    for one in words:
        count, characters = count + 1, characters + len(one.text) + 1
        if count > MOST_WORDS or characters > MOST_CHARACTERS:
            raise PictureRefused(pictures.PictureFlaw.TOO_LARGE)
        yield one


def serve(requests: IO[bytes], answers: IO[bytes], reader: Any) -> None:
    """Answer each request until there are no more."""
    while len(length := requests.read(4)) == 4:
        content = requests.read(struct.unpack(">I", length)[0])
        try:
            answer = reader.read(content).to_jsonable()
        except PictureRefused as refused:
            answer = {"refused": refused.flaw.value}
        answers.write(json.dumps(answer).encode() + b"\n")
        answers.flush()


def main() -> None:
    """Serve standard input and output; what libraries print goes to standard error."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_AT_MOST, MEMORY_AT_MOST))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    Image.MAX_IMAGE_PIXELS = pictures.MAX_PIXELS
    serve(sys.stdin.buffer, answers, Reader())


if __name__ == "__main__":
    main()
