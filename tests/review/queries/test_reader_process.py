"""The process in which pictures are read, with small programs in the place of the reader."""

import sys
from collections.abc import Iterator

import pytest

from core.time_limit import TooLong, at_most
from review.domain.pictures.reading import Reading
from review.enums import ReadingTrouble
from review.queries import reader_process
from review.queries.reader_process import NotRead, ReaderProcess

pytestmark = pytest.mark.once

ECHO = (
    "import json, os, struct, sys\n"
    "while length := sys.stdin.buffer.read(4):\n"
    "    content = sys.stdin.buffer.read(struct.unpack('>I', length)[0])\n"
    "    said = {'width': len(content), 'height': os.getpid(), 'words': [], 'codes': []}\n"
    "    if content == b'none': said = {'refused': 'broken'}\n"
    "    if content == b'die': os._exit(9)\n"
    "    if content == b'hang': sys.stdin.read()\n"
    "    if content == b'secret': said['height'] = len(os.environ.get('ARMOURY_SECRET_KEY', ''))\n"
    "    print(json.dumps(said), flush=True)\n"
)
LONG = 20.0


@pytest.fixture
def echo(monkeypatch: pytest.MonkeyPatch) -> Iterator[ReaderProcess]:
    monkeypatch.setenv("ARMOURY_SECRET_KEY", "geheim")
    process = ReaderProcess((sys.executable, "-c", ECHO))
    yield process
    process.stop()


def test_one_process_reads_one_after_another(echo: ReaderProcess) -> None:
    first, second = echo.read(b"1234", LONG), echo.read(b"x" * 3_000_000, LONG)
    assert (first.width, second.width) == (4, 3_000_000)
    assert first.height == second.height


@pytest.mark.parametrize(
    ("content", "seconds", "trouble"),
    [
        (b"none", LONG, ReadingTrouble.NO_PICTURE),
        (b"die", LONG, ReadingTrouble.DIED),
        (b"hang", 0.5, ReadingTrouble.TOO_SLOW),
    ],
)
def test_a_trouble_is_told_and_the_next_picture_is_read(
    echo: ReaderProcess, content: bytes, seconds: float, trouble: ReadingTrouble
) -> None:
    with pytest.raises(NotRead) as failed:
        echo.read(content, seconds)
    assert failed.value.trouble is trouble
    assert echo.read(b"12", LONG).width == 2


def test_a_program_that_cannot_begin_is_a_trouble() -> None:
    with pytest.raises(NotRead) as failed:
        ReaderProcess((sys.executable, "-c", "raise SystemExit(1)")).read(b"x" * 300_000, LONG)
    assert failed.value.trouble is ReadingTrouble.DIED


def test_an_answer_that_came_too_late_goes_to_nobody_else(echo: ReaderProcess) -> None:
    first = echo.read(b"1", LONG).height
    with pytest.raises(TooLong), at_most(0.3):
        echo.read(b"hang", LONG)
    assert echo.read(b"123", LONG) == Reading(3, echo.read(b"1", LONG).height)
    assert echo.read(b"1", LONG).height != first


def test_it_is_given_no_secret(echo: ReaderProcess) -> None:
    assert echo.read(b"secret", LONG).height == 0


def test_an_idle_process_is_ended(echo: ReaderProcess, monkeypatch: pytest.MonkeyPatch) -> None:
    first = echo.read(b"1", LONG).height
    echo.rest()
    assert echo.read(b"1", LONG).height == first
    monkeypatch.setattr(reader_process, "IDLE_SECONDS", -1.0)
    echo.rest()
    assert echo.read(b"1", LONG).height != first


def test_the_real_one_refuses_what_is_no_picture() -> None:
    real = ReaderProcess()
    with pytest.raises(NotRead) as failed:
        real.read(b"GIF89a", 60.0)
    real.stop()
    assert failed.value.trouble is ReadingTrouble.NO_PICTURE
