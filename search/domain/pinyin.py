"""How Chinese words sound, to find what is typed by sound, by initials or with a wrong character."""

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Final

from pypinyin import Style, pinyin_dict
from pypinyin.phrases_dict import phrases_dict
from pypinyin.style import convert

MAX_TYPED: Final = 24
_LONGEST_PHRASE: Final = 4
_LOOSE: Final = (
    (re.compile(r"^zh"), "z"),
    (re.compile(r"^ch"), "c"),
    (re.compile(r"^sh"), "s"),
    (re.compile(r"^n(?=[aeiouv])"), "l"),
    (re.compile(r"^hu(?=[aeio])"), "f"),
    (re.compile(r"(?<=[aei])ng$"), "n"),
)


def sounds(word: str) -> list[str]:
    """Return the syllable of each character without its tone: `重庆` gives chong, qing. What is no Chinese
    character stays as it is.
    """
    found: list[str] = []
    while len(found) < len(word):
        found += _phrase(word[len(found) :])
    return found


def full(word: str) -> str:
    """Return the sound of a word as it is typed: licai."""
    return "".join(sounds(word))


def initials(word: str) -> str:
    """Return the first letters of its syllables: lc."""
    return "".join(sound[:1] for sound in sounds(word))


def loose(word: str) -> str:
    """Return the sound of a word without what people mix up: zh z, ch c, sh s, n l, f h, ng n."""
    return " ".join(_loosened(sound) for sound in sounds(word))


@lru_cache(maxsize=200_000)
def word_initials(word: str) -> str:
    """Return the initials of a word of a text, the first one large: Lc. As long as the word."""
    letters = [(sound[:1] if sound[:1].isascii() else "") or " " for sound in sounds(word)]
    return letters[0].upper() + "".join(letters[1:])


class _Sounds(dict[int, str]):
    """The usual sound of each character that was met so far, in the shape that str.translate reads."""

    def __missing__(self, code: int) -> str:
        self[code] = sound = _usual(chr(code))
        return sound


_SOUNDS: Final = _Sounds()


def spoken(text: str) -> str:
    """Return `text` with each Chinese character replaced by its usual sound."""
    return text.translate(_SOUNDS)


def stretches(typed: str) -> Iterator[str]:
    """Yield the stretches of typed letters that are whole syllables, longest first at each place."""
    ends = _ends(typed)
    for start in range(len(typed)):
        yield from (typed[start:end] for end in sorted(ends[start], reverse=True))


def is_spoken(typed: str) -> bool:
    """Return whether the letters are whole syllables, two characters' worth of letters or more."""
    return len(typed) in _ends(typed)[0] if typed else False


@cache
def _syllables() -> frozenset[str]:
    found = {
        _plain(reading) for readings in pinyin_dict.pinyin_dict.values() for reading in readings.split(",")
    }
    return frozenset(one for one in found if re.fullmatch("[a-z]{1,6}", one)) - frozenset(
        "bcdfghjklmnpqrstvwxyz"
    )


def _ends(typed: str) -> list[set[int]]:
    """Return for each place where stretches of whole syllables that begin there may end."""
    ends: list[set[int]] = [set() for _ in range(len(typed) + 1)]
    known = _syllables()
    for start in range(len(typed) - 1, -1, -1):
        for end in range(start + 1, min(start + 6, len(typed)) + 1):
            if typed[start:end] in known:
                ends[start] |= {end} | ends[end]
    return ends


def _phrase(rest: str) -> list[str]:
    """Return the syllables of the longest known phrase that `rest` begins with, or of its first character."""
    for length in range(min(len(rest), _LONGEST_PHRASE), 1, -1):
        phrase = phrases_dict.get(rest[:length])
        if phrase is not None and len(phrase) == length:
            return [_plain(readings[0]) for readings in phrase]
    return [_usual(rest[0])]


@cache
def _usual(character: str) -> str:
    readings = pinyin_dict.pinyin_dict.get(ord(character), "")
    return _plain(readings.split(",")[0]) if readings else character


@cache
def _plain(reading: str) -> str:
    return str(convert(reading, Style.NORMAL, strict=False, default=reading)).replace("ü", "v")


@cache
def _loosened(sound: str) -> str:
    for pattern, plain in _LOOSE:
        sound = pattern.sub(plain, sound)
    return sound
