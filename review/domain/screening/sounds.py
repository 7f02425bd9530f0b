"""How characters sound, so that a word is known when it is spelt or written by its sound."""

from collections import Counter
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from pypinyin import lazy_pinyin

from review.domain.screening.normalise import is_han
from review.domain.screening.shapes import MONEY_PICTURES, MONEY_WORDS

BREAK: Final = "\0"
"""The sound of what is no part of any word."""

_FIRST_CODE: Final = 0xE000
_LONGEST: Final = 6
_BLURRED: Final = (("zh", "z"), ("ch", "c"), ("sh", "s"), ("ang", "an"), ("eng", "en"), ("ing", "in"))
_LOOKS_LIKE_LETTER: Final = str.maketrans("013458@$", "oieasbas")
_DIGITS: Final = dict(zip("0123456789", "零一二三四五六七八九", strict=True))


@cache
def _syllables() -> frozenset[str]:
    """Every syllable that some character has."""
    return frozenset(lazy_pinyin("".join(map(chr, range(0x4E00, 0x9FA6))), errors="ignore")) - {
        "n",
        "m",
        "ng",
    }


@lru_cache(maxsize=2048)
def code(syllable: str) -> str:
    """One character for a syllable; those taken for each other (zh and z, ing and in) share it."""
    for plain, blurred in _BLURRED:
        syllable = syllable.replace(plain, blurred)
    number = 0
    for letter in syllable:
        number = number * 27 + ord(letter) - 96
    return chr(_FIRST_CODE + number % 0x1900) if number < 0x1900 else chr(0xF0000 + number % 0xFFF0)


@lru_cache(maxsize=32768)
def sound(char: str) -> str:
    """The code of a Chinese character's most common reading, of a figure's, or of a money picture."""
    char = _DIGITS.get(char, char)
    if char in MONEY_PICTURES:
        return MONEY_PICTURES[0]
    spelt = lazy_pinyin(char, errors="ignore")
    return code(spelt[0]) if spelt and spelt[0].isascii() and spelt[0].isalpha() else BREAK


@lru_cache(maxsize=8192)
def sounds_alike(char: str, other: str) -> bool:
    """Whether two characters are read alike to the letter."""
    return bool(lazy_pinyin(char) == lazy_pinyin(other))


def sounds_of(word: str) -> set[str]:
    """All codes under which a word is looked for: character by character, read as a word, with a picture."""
    plain = [sound(char) for char in word]
    found = {"".join(plain), "".join(code(part) for part in lazy_pinyin(word))}
    for index, char in enumerate(word):
        if char in MONEY_WORDS:
            found.add("".join([*plain[:index], MONEY_PICTURES[0], *plain[index + 1 :]]))
    return {one for one in found if BREAK not in one and len(one) == len(word)}


def usual_characters(sentences: Iterable[str]) -> dict[str, str]:
    """For each syllable, the Chinese character read so that the sentences have most often."""
    counted = Counter(char for sentence in sentences for char in sentence if is_han(char))
    usual: dict[str, str] = {}
    for char, _count in sorted(counted.items(), key=lambda one: (-one[1], one[0])):
        usual.setdefault(lazy_pinyin(char)[0], char)
    return usual


@lru_cache(maxsize=4096)
def syllables(letters: str) -> tuple[int, ...]:
    """The ends of the syllables that a run of letters spells (`baoben`: 3, 6); empty when it spells none."""
    text, known = spelt(letters), _syllables()
    best: dict[int, tuple[int, ...]] = {len(text): ()}
    for start in range(len(text) - 1, -1, -1):
        for end in range(min(len(text), start + _LONGEST), start, -1):
            if end in best and text[start:end] in known:
                best[start] = (end, *best[end])
                break
    return best.get(0, ())


def spelt(letters: str) -> str:
    """The letters meant by letters, figures and signs that look like them."""
    return letters.translate(_LOOKS_LIKE_LETTER)
