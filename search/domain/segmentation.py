"""Chinese text cut into words, by jieba's dictionary and the words of finance that it does not have."""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import rjieba

_DATA: Final = Path(__file__).parent.parent / "data"
_BETWEEN: Final = re.compile(r"[\s=>]+")
_KEPT_TOGETHER: Final = 20_000
"""As frequent as a dictionary's commonest words: such a word is not cut."""

Cutting = Callable[[str], list[str]]


def lines(name: str) -> list[str]:
    """Return the lines of a file of search/data, without comments and blank ones."""
    written = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for text in written if (line := text.split("#")[0].strip())]


@cache
def shipped_words() -> frozenset[str]:
    """Return the words of finance that come with the product."""
    every = (*lines("words.txt"), *lines("synonyms.txt"))
    return frozenset(word for line in every for word in _BETWEEN.split(line))


@lru_cache(maxsize=2)
def cutting(words: frozenset[str]) -> Cutting:
    """Return what cuts Chinese text and keeps these words together. Reads a dictionary the first time."""
    jieba: Any = rjieba.Jieba()
    for word in sorted(words):
        jieba.add_word(word, _KEPT_TOGETHER, "n")
    return lambda run: list(jieba.cut(run))


class _InUse:
    """What this process cuts with."""

    words: frozenset[str] | None = None


def keep(words: frozenset[str]) -> None:
    """Keep these words together from now on, in this process, instead of the shipped ones."""
    _InUse.words = words


def cut(run: str) -> list[str]:
    """Return the words of Chinese text, in order; together they are the text."""
    return cutting(shipped_words() if _InUse.words is None else _InUse.words)(run)
