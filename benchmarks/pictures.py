"""Pictures: seconds a poster, how many of its characters are read, and the memory of the process that reads.

The posters are drawn here, with known words, in several sizes of letters, dark on light and light on dark.
"""

import os
import statistics
import time
from difflib import SequenceMatcher
from io import BytesIO
from pathlib import Path

import django
from PIL import Image, ImageDraw, ImageFont

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from benchmarks.table import show  # noqa: E402
from content.queries.charts import chart_font  # noqa: E402
from review.queries.reader_process import ReaderProcess  # noqa: E402

SIZE = (1080, 1440)
GROUNDS = {"dark on light": ("#f7f2e8", "#1f2328"), "light on dark": ("#8c1d18", "#fff6e5")}
LETTERS = (20, 28, 40, 64)
WORDS = (
    "示范银行周三优惠日",
    "信用卡满100元立减20元",
    "活动时间：2026年3月1日至3月31日",
    "每位客户每月限享2次，先到先得",
    "近一年年化收益率3.25%，业绩比较基准不代表未来表现",
    "理财非存款，产品有风险，投资须谨慎",
    "详询网点客户经理或拨打客服热线",
)
ROUNDS = 3


def poster(font: Path, letters: int, ground: str, ink: str) -> bytes:
    """Return a poster with as many of the words as fit its width."""
    picture = Image.new("RGB", SIZE, ground)
    brush, type_face = ImageDraw.Draw(picture), ImageFont.truetype(str(font), letters)
    for number, line in enumerate(fitting(letters)):
        brush.text((70, 120 + number * max(90, letters * 2)), line, font=type_face, fill=ink)
    written = BytesIO()
    picture.save(written, "JPEG", quality=90)
    return written.getvalue()


def fitting(letters: int) -> list[str]:
    return [line for line in WORDS if len(line) * letters <= SIZE[0] - 140]


def recall(wanted: str, found: str) -> float:
    """The part of the characters of `wanted` that stand in `found` in the same order, blanks left out."""
    bare = found.replace(" ", "").replace("\n", "")
    same = sum(
        block.size for block in SequenceMatcher(None, wanted, bare, autojunk=False).get_matching_blocks()
    )
    return same / len(wanted)


def most_memory(process: ReaderProcess) -> str:
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return next(f"{int(line.split()[1]) // 1024} MB" for line in lines if line.startswith("VmHWM"))


def main() -> None:
    found = chart_font()
    assert found is not None, "no Chinese font (fonts-noto-cjk)"
    font = Path(found)
    process = ReaderProcess()
    began = time.monotonic()
    process.read(poster(font, 40, "white", "black"), 60.0)
    first = time.monotonic() - began
    rows, seconds = [], []
    for name, (ground, ink) in GROUNDS.items():
        for letters in LETTERS:
            content, taken = poster(font, letters, ground, ink), []
            for _ in range(ROUNDS):
                began = time.monotonic()
                reading = process.read(content, 60.0)
                taken.append(time.monotonic() - began)
            wanted = "".join(fitting(letters))
            seconds += taken
            rows.append(
                (name, letters, len(wanted), f"{recall(wanted, reading.text):.3f}", f"{min(taken):.2f} s")
            )
    show(f"posters of {SIZE[0]} x {SIZE[1]}", ("ground", "letters", "characters", "recall", "best"), rows)
    show(
        "the process",
        ("first picture, models included", "median", "best", "most memory"),
        [
            (
                f"{first:.2f} s",
                f"{statistics.median(seconds):.2f} s",
                f"{min(seconds):.2f} s",
                most_memory(process),
            )
        ],
    )
    process.stop()


if __name__ == "__main__":
    main()
