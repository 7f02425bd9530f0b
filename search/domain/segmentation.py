"""Chinese text cut into words, by jieba's dictionary and the words of finance that it does not have."""

import re
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import Any, Final

import rjieba

_DATA: Final = Path(__file__).parent.parent / "data"
_BETWEEN: Final = re.compile(r"[\s=>]+")
_KEPT_TOGETHER: Final = 20_000
"""As frequent as a dictionary's commonest words: such a word is not cut."""


def lines(name: str) -> list[str]:
    """Return the lines of a file of search/data, without comments and blank ones."""
    written = (_DATA / name).read_text(encoding="utf-8").splitlines()
    return [line for text in written if (line := text.split("#")[0].strip())]


@cache
def _cutter() -> Any:
    cutter = rjieba.Jieba()
    for line in (*lines("words.txt"), *lines("synonyms.txt")):
        for word in _BETWEEN.split(line):
            cutter.add_word(word, _KEPT_TOGETHER, "n")
    return cutter


def cut(run: str) -> list[str]:
    """Return the words of Chinese text, in order; together they are the text."""
    return list(_cutter().cut(run))


def is_word(text: str) -> bool:
    """Return whether the dictionary has the word."""
    return bool(_cutter().has_word(text))


def learn(words: Iterable[str]) -> None:
    """Keep these words together from now on, in this process."""
    for word in words:
        _cutter().add_word(word, _KEPT_TOGETHER, "n")
