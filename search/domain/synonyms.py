"""Words that stand for one another in a bank: 打新 for 新股申购."""

from collections.abc import Iterable, Mapping
from functools import cache

from search.domain.segmentation import lines


def parse(written: Iterable[str]) -> dict[str, list[str]]:
    """Return what else each word finds. `a = b = c`: each finds the others; `a > b c`: a finds b and c.

    Raises ValueError for a line that is neither.
    """
    found: dict[str, list[str]] = {}
    for line in written:
        if ">" in line:
            left, right = line.split(">")
            _add(found, left.strip(), right.split())
        else:
            group = [word.strip() for word in line.split("=")]
            if len(group) < 2 or not all(group):
                raise ValueError(line)
            for word in group:
                _add(found, word, group)
    return found


@cache
def shipped() -> Mapping[str, list[str]]:
    """Return the synonyms of finance that come with the product."""
    return parse(lines("synonyms.txt"))


def _add(found: dict[str, list[str]], word: str, others: Iterable[str]) -> None:
    known = found.setdefault(word, [])
    known += [other for other in others if other != word and other not in known]
