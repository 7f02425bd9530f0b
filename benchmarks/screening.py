"""Screening: how fast on one core, against the same rules as a plain loop, and how well on the corpus.

With ARMOURY_FINANCE_TEXTS, a gzipped file of JSON lines with a `text` each (read, never kept), also how
many of those are blocked.
"""

import gzip
import json
import os
import random
import re
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence

from benchmarks.corpus import CLEAN, HELD_OUT, VIOLATIONS, evaded, read, result, verdict, violates
from benchmarks.evasions import EVASIONS
from benchmarks.table import show
from review.domain.labelled import Sentence
from review.domain.screening.checks import PatternCheck, TermCheck
from review.domain.screening.loader import builtin
from review.domain.screening.normalise import normalise
from review.domain.screening.result import Verdict

PIECE = 800


def plain_loop() -> Callable[[str], int]:
    """The terms and patterns of all rules, each searched for by itself."""
    patterns = [
        re.compile(source)
        for rule in builtin().rules
        for check in rule.checks
        for source in (
            check.patterns
            if isinstance(check, PatternCheck)
            else map(re.escape, check.terms)
            if isinstance(check, TermCheck)
            else ()
        )
    ]

    def count(text: str) -> int:
        normalised = normalise(text).text
        return sum(1 for pattern in patterns for _match in pattern.finditer(normalised))

    return count


def seconds(texts: Sequence[str], work: Callable[[str], object]) -> list[float]:
    """Processor time for each text, so that what else the machine does is left out."""
    durations = []
    for text in texts:
        begun = time.process_time()
        work(text)
        durations.append(time.process_time() - begun)
    return durations


def screened(text: str) -> object:
    return result(Sentence(text, Verdict.pass_, ""))


def speed(texts: Sequence[str]) -> None:
    joined = "。".join(texts)
    pieces = [joined[start : start + PIECE] for start in range(0, len(joined) - PIECE, PIECE)][:200]
    loop = plain_loop()
    for work in (screened, loop):
        seconds(pieces[:20], work)
    rows = []
    for name, work in (("screening, all checks", screened), ("terms and patterns one by one", loop)):
        took = seconds(pieces, work)
        milliseconds = sorted(one * 1000 for one in took)
        rows.append(
            (
                name,
                f"{sum(map(len, pieces)) / sum(took):,.0f}",
                f"{statistics.median(milliseconds):.1f}",
                f"{milliseconds[int(len(milliseconds) * 0.95)]:.1f}",
            )
        )
    show(
        f"{len(pieces)} pieces of {PIECE} characters, one core",
        ("", "characters/s", "p50 ms", "p95 ms"),
        rows,
    )


def quality() -> None:
    parts = {name: read(name) for name in (VIOLATIONS, CLEAN, HELD_OUT)}
    development = [*parts[VIOLATIONS], *parts[CLEAN]]
    rows = []
    for name, texts in (("development", development), ("written later", parts[HELD_OUT])):
        blocked = {one: verdict(one) is Verdict.block for one in texts}
        right = sum(blocked[one] for one in texts if violates(one))
        wrong = sum(blocked[one] for one in texts if not violates(one))
        violations = sum(violates(one) for one in texts)
        rows.append((name, len(texts), f"{right / violations:.3f}", f"{right / (right + wrong):.3f}"))
    show("Quality of block", ("corpus", "texts", "recall", "precision"), rows)
    by_evasion = []
    violations_texts = [one for texts in parts.values() for one in texts if violates(one)]
    for name, evasion in EVASIONS.items():
        changed = list(evaded(violations_texts, evasion, random.Random(1)))
        found = sum(verdict(one) is Verdict.block for one in changed)
        by_evasion.append((name, len(changed), f"{found / len(changed):.3f}"))
    show("Recall of block when every blocked stretch is evaded", ("evasion", "texts", "recall"), by_evasion)


def finance(texts: Sequence[str]) -> None:
    blocked = Counter(rule for text in texts for rule in _blocking(text))
    total = sum(bool(_blocking(text)) for text in texts)
    show(
        f"{len(texts)} real finance texts: {total} blocked ({total / len(texts):.2%})",
        ("rule", "texts"),
        blocked.most_common(12),
    )


def _blocking(text: str) -> set[str]:
    return {finding.rule for finding in result(Sentence(text, Verdict.pass_, "")).blocking}


def main() -> None:
    path = os.environ.get("ARMOURY_FINANCE_TEXTS")
    if path:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            texts = [row["text"] for row in map(json.loads, lines)]
    else:
        print("ARMOURY_FINANCE_TEXTS is not set: speed is measured on the corpus alone.")
        texts = [one.text for name in (VIOLATIONS, CLEAN, HELD_OUT) for one in read(name)] * 8
    speed(texts[::7])
    quality()
    if path:
        finance(texts[::10])


if __name__ == "__main__":
    main()
