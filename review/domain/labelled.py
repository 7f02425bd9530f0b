"""Labelled sentences: what should become of each. Those shipped stand in review/data/labelled."""

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from review.domain.plain_text import Fields, subject_of
from review.domain.quality import Judged
from review.domain.screening.engine import screen
from review.domain.screening.result import ScreeningResult, Verdict
from review.domain.screening.rules import RuleSet

SHIPPED: Final = Path(__file__).parents[1] / "data" / "labelled"
UNKNOWN: Final = Fields()
_MARKS: Final = {"+": Verdict.block, "~": Verdict.warn, "-": Verdict.pass_}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A text with its fields, the verdict that it should get, and what it is an example of."""

    text: str
    wanted: Verdict
    category: str
    fields: Fields = UNKNOWN

    @property
    def key(self) -> str:
        return key_of(self.text, self.fields)


def key_of(text: str, fields: Fields) -> str:
    """Return what a sentence is known by (SHA-256, hex): its text and fields, not what is wanted of it."""
    named = {"text": text, **asdict(fields)}
    return hashlib.sha256(json.dumps(named, sort_keys=True).encode("ascii")).hexdigest()


def screened(sentence: Sentence, rule_set: RuleSet) -> ScreeningResult:
    """Return what `rule_set` finds in the sentence, as a customer would receive it."""
    return screen(subject_of(sentence.text, sentence.fields, "text"), rule_set)


def judged(sentence: Sentence, rule_set: RuleSet) -> Judged:
    """Return how `rule_set` judges the sentence."""
    return Judged(sentence.category, sentence.wanted, screened(sentence, rule_set).verdict)


def shipped() -> Iterator[Sentence]:
    """Yield the sentences that come with the project, file by file, read as they are asked for."""
    for path in sorted(SHIPPED.glob("*.tsv")):
        yield from shipped_in(path.name)


def shipped_in(name: str) -> Iterator[Sentence]:
    """Yield the sentences of one file: mark and category, product, text, parted by tabs.

    + must be blocked, ~ must be warned of, - may pass. Raises ValueError, with the line, for any other.
    """
    with (SHIPPED / name).open(encoding="utf-8") as lines:
        for number, line in enumerate(lines, start=1):
            parts = line.rstrip("\n").split("\t")
            if len(parts) != 3 or parts[0][:1] not in _MARKS:
                raise ValueError(f"{name}:{number}: not a mark with a category, a product and a text")
            category, product, text = parts
            yield Sentence(text, _MARKS[category[0]], category[1:], Fields(product=product))
