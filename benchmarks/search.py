"""Find one text among many by two of its words: how often it is in the top ten, and how long that takes.

Needs ARMOURY_FINANCE_TEXTS, a gzipped file of JSON lines with a `text` each; it is read and never kept.
"""

import gzip
import json
import os
import random
import statistics
import sys
import time
from collections.abc import Sequence

import django

django.setup()

from django.core.management import call_command  # noqa: E402
from django.db import connection, transaction  # noqa: E402
from tqdm import tqdm  # noqa: E402

from benchmarks import library  # noqa: E402
from benchmarks.table import show  # noqa: E402
from core import clock  # noqa: E402
from people.models import User  # noqa: E402
from review.models import Edition  # noqa: E402
from search import index  # noqa: E402
from search.domain.analysis import query_terms, terms  # noqa: E402
from search.engines import engine  # noqa: E402
from search.queries.suggestions import suggest  # noqa: E402
from tests.factories.people import BranchFactory, UserFactory  # noqa: E402
from tests.factories.review import issue_edition  # noqa: E402

QUERIES = 400
COMMON = ("基金", "市场", "公司", "早", "0", "银行 理财 收益")


def read_texts(path: str) -> list[str]:
    """Return the texts of the file, each once."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return list(dict.fromkeys(json.loads(line)["text"] for line in lines))


def fill(texts: Sequence[str]) -> tuple[User, list[int]]:
    """Make an edition for each text and index it by that text; return a reader and the editions' ids."""
    head_office = BranchFactory()
    sample = issue_edition(branch=head_office, kind="product_analysis")
    library.grow(sample, len(texts), clock.now())
    ids = list(Edition.objects.order_by("pk").values_list("pk", flat=True))
    editions = Edition.objects.in_bulk()
    with transaction.atomic():
        for pk, text in zip(tqdm(ids, desc="indexed", disable=None), texts, strict=True):
            engine().write(editions[pk], [], terms(text))
    return UserFactory(manager=True, branch=head_office), ids


def two_words(text: str, draw: random.Random) -> str | None:
    """Return two words of at least two characters out of `text`, or None if it has not so many."""
    words = sorted({term.text for term in query_terms(text) if len(term.text) > 1})
    return " ".join(draw.sample(words, 2)) if len(words) > 1 else None


def main() -> None:
    path = os.environ.get("ARMOURY_FINANCE_TEXTS")
    if not path:
        sys.exit("ARMOURY_FINANCE_TEXTS is not set: nothing to search in.")
    call_command("migrate", verbosity=0)
    texts = read_texts(path)
    reader, ids = fill(texts)
    draw = random.Random(20260302)
    at = clock.now()
    within = Edition.objects.usable_by(reader).readable(at)

    ranks: list[int | None] = []
    relaxed = 0
    milliseconds: list[float] = []
    for number in tqdm(draw.sample(range(len(texts)), QUERIES * 2), desc="queries", disable=None):
        query = two_words(texts[number], draw)
        if query is None or len(ranks) == QUERIES:
            continue
        began = time.perf_counter()
        found = index.find(query, within=within, at=at)
        milliseconds.append((time.perf_counter() - began) * 1000)
        relaxed += found.relaxed
        order = [edition.pk for edition in found.editions]
        ranks.append(order.index(ids[number]) + 1 if ids[number] in order else None)
    top = [sum(rank is not None and rank <= most for rank in ranks) / len(ranks) for most in (1, 10, 20)]
    show(
        f"Two words of a text, {len(ranks)} queries over {len(texts)} texts on {connection.vendor}",
        ("first", "top 10", "top 20", "relaxed", "p50 ms", "p95 ms"),
        [
            (
                *(f"{share:.1%}" for share in top),
                relaxed,
                f"{statistics.median(milliseconds):.1f}",
                f"{statistics.quantiles(milliseconds, n=20)[18]:.1f}",
            )
        ],
    )
    rows = []
    for query in ("", *COMMON):
        began = time.perf_counter()
        found = index.find(query, within=within, at=at)
        took = (time.perf_counter() - began) * 1000
        began = time.perf_counter()
        suggest(query, within)
        suggesting = (time.perf_counter() - began) * 1000
        rows.append((query, f"{found.total}{'+' * found.capped}", f"{took:.1f}", f"{suggesting:.1f}"))
    show("Common words and none", ("query", "found", "find ms", "suggest ms"), rows)


if __name__ == "__main__":
    main()
