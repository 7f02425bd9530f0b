"""Screening: how fast on one core, against the same rules as a plain loop and against houbb/sensitive-word,
and how well on the corpus.

The rounds are sets that were written without a look at the rules; beside what they give now stands what they
gave when they were first run, before anything was changed for them. EDITIONS sets how many documents the pool
screens.

With ARMOURY_FINANCE_TEXTS, a gzipped file of JSON lines with a `text` each (read, never kept), also how
many of those are blocked.
"""

import gzip
import json
import os
import random
import re
import resource
import statistics
import time
from collections import Counter
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from typing import Final

from benchmarks.beside import MissingError, answers
from benchmarks.corpus import CLEAN, VIOLATIONS, evaded, read, result, verdict, violates
from benchmarks.evasions import EVASIONS
from benchmarks.table import show
from review.domain.labelled import Sentence
from review.domain.screening.checks import PatternCheck, TermCheck
from review.domain.screening.loader import builtin
from review.domain.screening.normalise import normalise
from review.domain.screening.result import Verdict

PIECE = 800
EDITION: Final = 300
POOL: Final = 2
_SIGNS_OF_A_PATTERN: Final = re.compile(r"[\\\[\](){}?*+|.^$]")
ROUNDS: Final = {
    "later.tsv": "0.895, 0.895",
    "round1.tsv": "0.620, 0.926",
    "round2.tsv": "0.585, 0.915 (after round 1: 0.741, 0.932)",
    "round3.tsv": "0.586, 0.890 (after round 2: 0.836, 0.920)",
    "round4.tsv": "0.373, 0.732 (after round 3)",
    "round5.tsv": "0.718, 0.902 (after round 4)",
    "round6.tsv": "0.713, 0.983 (after round 5)",
}
"""Recall and precision of block when a set was run first."""


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


def plain_terms() -> list[str]:
    """The terms and patterns of the rules that are nothing but words, as a list of words may hold them."""
    checks = [check for rule in builtin().rules for check in rule.checks]
    terms = {term for check in checks if isinstance(check, TermCheck) for term in check.terms}
    patterns = {one for check in checks if isinstance(check, PatternCheck) for one in check.patterns}
    return sorted(terms | {one for one in patterns if not _SIGNS_OF_A_PATTERN.search(one)})


def speed(texts: Sequence[str]) -> None:
    joined = "。".join(texts)
    pieces = [joined[start : start + PIECE] for start in range(0, len(joined) - PIECE, PIECE)][:200]
    corpus = [one for name in (VIOLATIONS, CLEAN, *ROUNDS) for one in read(name)]
    loop = plain_loop()
    for work in (screened, loop):
        seconds(pieces[:20], work)
    rows = [
        (
            "screening, all checks",
            *_speeds(pieces, seconds(pieces, screened)),
            *_scores(corpus, {one: verdict(one) is Verdict.block for one in corpus})[1:],
        ),
        (
            "terms and patterns one by one",
            *_speeds(pieces, seconds(pieces, loop)),
            *_scores(corpus, {one: loop(one.text) > 0 for one in corpus})[1:],
        ),
    ]
    terms = plain_terms()
    try:
        theirs = answers(terms, [*pieces, *(one.text for one in corpus)])
    except MissingError as error:
        print(f"houbb/sensitive-word is left out: {error}.")
    else:
        hit = {one: answer.hits > 0 for one, answer in zip(corpus, theirs[len(pieces) :], strict=True)}
        took = [answer.seconds for answer in theirs[: len(pieces)]]
        rows.append(
            (
                f"houbb/sensitive-word, {len(terms)} words",
                *_speeds(pieces, took),
                *_scores(corpus, hit)[1:],
            )
        )
    show(
        f"{len(pieces)} pieces of {PIECE} characters, time of one core; block (or hit) on the corpus",
        ("", "characters/s", "p50 ms", "p95 ms", "recall", "precision"),
        rows,
    )


def _speeds(pieces: Sequence[str], took: Sequence[float]) -> tuple[str, str, str]:
    milliseconds = sorted(one * 1000 for one in took)
    return (
        f"{sum(map(len, pieces)) / sum(took):,.0f}",
        f"{statistics.median(milliseconds):.1f}",
        f"{milliseconds[int(len(milliseconds) * 0.95)]:.1f}",
    )


def quality() -> None:
    parts = {name: read(name) for name in (VIOLATIONS, CLEAN, *ROUNDS)}
    verdicts = {one: verdict(one) is Verdict.block for texts in parts.values() for one in texts}
    sets = {"development": [*parts[VIOLATIONS], *parts[CLEAN]], **{name: parts[name] for name in ROUNDS}}
    rows = [(name, *_scores(texts, verdicts), ROUNDS.get(name, "")) for name, texts in sets.items()]
    show("Quality of block", ("set", "texts", "recall", "precision", "when first run"), rows)
    categories = sorted({one.category for one in verdicts})
    by_category = [
        (name, *_counts([one for one in verdicts if one.category == name], verdicts)) for name in categories
    ]
    show("By category", ("category", "violations", "found", "others", "blocked"), by_category)
    by_evasion = []
    violations_texts = [one for texts in parts.values() for one in texts if violates(one)]
    for name, evasion in EVASIONS.items():
        changed = list(evaded(violations_texts, evasion, random.Random(1)))
        found = sum(verdict(one) is Verdict.block for one in changed)
        by_evasion.append((name, len(changed), f"{found / len(changed):.3f}"))
    show("Recall of block when every blocked stretch is evaded", ("evasion", "texts", "recall"), by_evasion)


def _counts(texts: Sequence[Sentence], blocked: dict[Sentence, bool]) -> tuple[int, int, int, int]:
    wanted = [blocked[one] for one in texts if violates(one)]
    others = [blocked[one] for one in texts if not violates(one)]
    return len(wanted), sum(wanted), len(others), sum(others)


def _scores(texts: Sequence[Sentence], blocked: dict[Sentence, bool]) -> tuple[int, str, str]:
    wanted, right, _others, wrong = _counts(texts, blocked)
    return len(texts), f"{right / wanted:.3f}", f"{right / (right + wrong):.3f}"


def _screened_in_pool(text: str) -> int:
    """What a process holds at most so far, in MB, after it screened the text."""
    screened(text)
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def editions(texts: Sequence[str]) -> None:
    """Many documents on two processes; the memory of one at a tenth of the way and at the end."""
    count = int(os.environ.get("EDITIONS", "10000"))
    joined = "。".join(texts)
    places = (number * 97 % (len(joined) - EDITION) for number in range(count))
    pieces = [joined[place : place + EDITION] for place in places]
    begun = time.monotonic()
    with ProcessPoolExecutor(POOL) as pool:
        held = list(pool.map(_screened_in_pool, pieces, chunksize=100))
    took = time.monotonic() - begun
    show(
        f"{count} documents of {EDITION} characters on {POOL} processes, load {os.getloadavg()[0]:.1f}",
        ("seconds", "a second", "100,000 would take, min", "MB at a tenth", "MB at the end"),
        [
            (
                f"{took:.0f}",
                f"{count / took:.0f}",
                f"{took / count * 100_000 / 60:.1f}",
                max(held[: count // 10]),
                max(held),
            )
        ],
    )


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
        texts = [one.text for name in (VIOLATIONS, CLEAN, *ROUNDS) for one in read(name)] * 8
    print(f"load {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    speed(texts[::7])
    editions(texts[::7])
    quality()
    if path:
        finance(texts[::10])


if __name__ == "__main__":
    main()
