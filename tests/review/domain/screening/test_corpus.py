"""The shipped labelled corpus: what the quality of screening may not fall below."""

import random

import pytest

from benchmarks.corpus import CLEAN, HELD_OUT, VIOLATIONS, evaded, read, verdict, violates
from benchmarks.evasions import EVASIONS
from review.domain.labelled import Sentence
from review.domain.screening.result import Verdict

ALL = {name: read(name) for name in (VIOLATIONS, CLEAN, HELD_OUT)}


def _blocked(texts: list[Sentence]) -> list[Sentence]:
    return [one for one in texts if verdict(one) is Verdict.block]


def test_the_corpus_is_large_and_says_each_thing_once() -> None:
    texts = [one.text for part in ALL.values() for one in part]
    assert len(texts) >= 600
    assert len(set(texts)) == len(texts)


def test_recall_and_precision_of_block() -> None:
    violations = [one for part in ALL.values() for one in part if violates(one)]
    clean = [one for part in ALL.values() for one in part if not violates(one)]
    found, wrong = len(_blocked(violations)), len(_blocked(clean))
    assert found / len(violations) >= 0.97
    assert found / (found + wrong) >= 0.97


@pytest.mark.parametrize(
    "evasion", ["stars", "dots", "zero width", "parts", "traditional", "full width", "look-alike"]
)
def test_evasions_are_found(evasion: str) -> None:
    changed = list(evaded(ALL[VIOLATIONS][::3], EVASIONS[evasion], random.Random(1)))
    assert len(_blocked(changed)) / len(changed) >= 0.97
