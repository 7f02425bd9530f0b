"""Near-duplicates made from real texts: how many are found, what else is shown, and how long it takes.

Needs ARMOURY_FINANCE_TEXTS as benchmarks.search does. ARMOURY_BENCH_SIZES says among how many texts (20000).
The marks stand in a table of SQLite's with the same index as the library's.
"""

import os
import random
import re
import sqlite3
import statistics
import time
from collections.abc import Callable, Sequence

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
django.setup()

from benchmarks.search import read_texts  # noqa: E402
from benchmarks.table import show  # noqa: E402
from search.domain.segmentation import cut  # noqa: E402
from search.domain.similarity import NEAR, marks, resemblance, runs  # noqa: E402
from search.queries.similar import COMPARED, MOST_SHOWN  # noqa: E402

SEED = 20260302
ASKED = 300
HELD_BACK = 500
LETTERS = 60
"""Shorter texts are lines, not pieces."""
CANDIDATES = (
    "SELECT edition, COUNT(*) FROM mark WHERE value IN ({places}) "
    "GROUP BY edition ORDER BY COUNT(*) DESC, edition DESC LIMIT {limit}"
)
Change = Callable[[str, random.Random, Sequence[str]], str]


def words_changed(share: float) -> Change:
    def change(text: str, draw: random.Random, vocabulary: Sequence[str]) -> str:
        return "".join(draw.choice(vocabulary) if draw.random() < share else word for word in cut(text))

    return change


def reordered(text: str, draw: random.Random, vocabulary: Sequence[str]) -> str:
    sentences = [one for one in re.split(r"(?<=[，。；！？])", text) if one]
    draw.shuffle(sentences)
    return "".join(sentences)


def other_figures(text: str, draw: random.Random, vocabulary: Sequence[str]) -> str:
    return re.sub(r"\d", lambda _found: str(draw.randrange(10)), text)


def shortened(text: str, draw: random.Random, vocabulary: Sequence[str]) -> str:
    return text[: len(text) * 4 // 5]


CHANGES: dict[str, Change] = {
    "as it is": lambda text, draw, vocabulary: text,
    "figures changed": other_figures,
    "order changed": reordered,
    "a fifth left out": shortened,
    "10 % of the words changed": words_changed(0.1),
    "20 % of the words changed": words_changed(0.2),
    "30 % of the words changed": words_changed(0.3),
    "order, figures and 10 % changed": lambda text, draw, vocabulary: words_changed(0.1)(
        reordered(other_figures(text, draw, vocabulary), draw, vocabulary), draw, vocabulary
    ),
}


class Library:
    """Texts with their marks, in the order of their numbers."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self.table = sqlite3.connect(":memory:")
        self.table.execute("CREATE TABLE mark (edition INTEGER, value INTEGER)")
        began = time.perf_counter()
        self.table.executemany(
            "INSERT INTO mark VALUES (?, ?)",
            ((number, one) for number, text in enumerate(texts) for one in marks(runs([text]))),
        )
        self.table.execute("CREATE INDEX mark_value ON mark (value)")
        self.a_second = len(texts) / (time.perf_counter() - began)

    def similar(self, text: str) -> list[int]:
        own = runs([text])
        found = marks(own)
        statement = CANDIDATES.format(places=",".join("?" * len(found)), limit=COMPARED)
        candidates = [row[0] for row in self.table.execute(statement, found)]
        compared = [(resemblance(own, runs([self.texts[one]])), one) for one in candidates]
        return [one for share, one in sorted(compared, reverse=True) if share >= NEAR][:MOST_SHOWN]


def main() -> None:
    wanted = int(os.environ.get("ARMOURY_BENCH_SIZES", "20000").split(",")[0])
    rows = read_texts(os.environ["ARMOURY_FINANCE_TEXTS"], wanted + HELD_BACK)
    whole = [f"{one.title}{one.body}" for one in rows]
    draw = random.Random(SEED)
    draw.shuffle(whole)
    strangers, kept = whole[:HELD_BACK], whole[HELD_BACK:]
    library = Library(kept)
    vocabulary = [word for text in draw.sample(kept, 500) for word in cut(text)]
    long = [number for number, text in enumerate(kept) if len(text) >= LETTERS]
    asked = draw.sample(long, min(ASKED, len(long)))
    lines, took = [], []
    for name, change in CHANGES.items():
        hits = shown = share = 0.0
        for number in asked:
            text = change(kept[number], draw, vocabulary)
            began = time.perf_counter()
            found = library.similar(text)
            took.append((time.perf_counter() - began) * 1000)
            hits += number in found
            shown += len(found)
            share += resemblance(runs([text]), runs([kept[number]]))
        lines.append(
            (name, f"{share / len(asked):.2f}", f"{hits / len(asked):.3f}", f"{shown / len(asked):.2f}")
        )
    alarms = sum(bool(library.similar(text)) for text in strangers if len(text) >= LETTERS)
    show(f"{len(kept)} texts", ["made by", "resemblance", "found", "shown each"], lines)
    print(f"texts that are in nobody's mind: {alarms} of {HELD_BACK} are called similar to something")
    took.sort()
    print(f"{library.a_second:.0f} texts marked a second")
    print(f"asking: {statistics.median(took):.1f} ms p50, {took[int(len(took) * 0.95)]:.1f} ms p95")


if __name__ == "__main__":
    main()
