"""Other ways of writing a word undone: by sound, in parts, with signs between characters, as a picture.

`undo` gives a second reading of a text, in which known words stand as they are meant. A word is put there
only where it does not cut through an ordinary word (环保/本地 has no 保本 in it).
"""

import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, NamedTuple

import rjieba
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from review.domain.screening.normalise import NormalisedText, is_han
from review.domain.screening.shapes import LOOK_ALIKE, MONEY_PICTURES, PICTURE, SPLIT
from review.domain.screening.sounds import (
    BREAK,
    code,
    sound,
    sounds_alike,
    sounds_of,
    spelt,
    syllables,
    usual_characters,
)

_WORDS: Final = Path(__file__).parent / "words.toml"
_SENTENCE_ENDS: Final = frozenset("。!?;\n")
_LETTERS: Final = re.compile(r"[a-z0-9@$]{1,40}")
_PURE_LETTERS: Final = re.compile(r"[a-z]{2,40}")
_FIGURE_AROUND: Final = re.compile(r"[\d.%]")
_ADDRESS: Final = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?:/[a-z0-9/?=&._-]{0,200})?")
_LONGEST_GAP: Final = 3
_LONG_RUN: Final = 13
_SIGNS: Final = re.compile(
    "|".join(
        [
            *map(re.escape, SPLIT),
            f"[{re.escape(''.join(PICTURE) + MONEY_PICTURES)}*★☆~_|^=#@&•×※◆◇●○■□▲△♦♥♡✦✧❤✨🔥]",
        ]
    )
)
_SPACED_OUT: Final = re.compile(
    r"[^\s。!?;](?:(?P<sign>[^\w。!?;\n])[^\s。!?;])(?:(?P=sign)[^\s。!?;]){1,60}"
)
_UNNATURAL: Final = frozenset("*★☆~_|^=#@&•×※◆◇●○■□▲△♦♥♡✦✧❤✨🔥")


@dataclass(frozen=True, slots=True)
class Undone:
    """The second reading; `changed[i]` says that its character i is not what stands in the text there."""

    text: NormalisedText
    changed: tuple[bool, ...]


class _Sounds(dict[int, str | None]):
    """What each character sounds like, for `str.translate`; signs between characters have no sound."""

    def __missing__(self, point: int) -> str | None:
        char = chr(point)
        if is_han(char) or char.isdigit():
            heard: str | None = sound(LOOK_ALIKE.get(char, char))
        else:
            heard = BREAK if char in _SENTENCE_ENDS or char.isalnum() else None
        self[point] = heard
        return heard


_SOUNDS: Final = _Sounds()


class _Unit(NamedTuple):
    """A character of the second reading and its stretch of the normalised text."""

    char: str
    start: int
    end: int
    changed: bool


class _Spoken(NamedTuple):
    """One sound: the units that make it, and whether they are letters."""

    code: str
    first: int
    last: int
    letters: bool


class Lexicon:
    """The words that are known in every writing."""

    def __init__(self, words: Iterable[str], sentences: Iterable[str] = ()) -> None:
        known = sorted(set(words))
        self._usual = usual_characters(sentences)
        entries = sorted({(spoken, word) for word in known for spoken in sounds_of(word)})
        self._by_sound = _automaton([spoken for spoken, _word in entries])
        self._plain = _automaton(known)
        self._words = [word for _spoken, word in entries]

    def heard(self, sounds: str) -> set[tuple[int, int, str]]:
        """Words with start and end, by their sounds."""
        found = self._by_sound.find_matches_as_indexes(sounds, overlapping=True)
        return {(start, end, self._words[index]) for index, start, end in found}

    def usual(self, syllable: str) -> str:
        """The character that the sentences most often have for a syllable; empty when they have none."""
        return self._usual.get(syllable, "")

    def count(self, text: str) -> int:
        """How often known words stand there as they are."""
        return len(self._plain.find_matches_as_indexes(text, overlapping=True))


@cache
def _ordinary() -> frozenset[str]:
    return frozenset(tomllib.loads(_WORDS.read_text(encoding="utf-8"))["ordinary"])


@cache
def common_words() -> tuple[str, ...]:
    """The words of words.toml, known whatever the rules."""
    return tuple(tomllib.loads(_WORDS.read_text(encoding="utf-8"))["words"])


def _automaton(texts: list[str]) -> AhoCorasick:
    return AhoCorasick(texts, matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA)


def undo(text: NormalisedText, lexicon: Lexicon) -> Undone | None:
    """The second reading of a text, or None when it would be the same. Work grows with the length alone."""
    if not _suspect(text.text, lexicon):
        return None
    units = _units(text.text)
    spoken = list(_speak(units, text.text))
    words = _words(units, spoken, lexicon)
    result = list(_written(units, spoken, words, lexicon))
    if len(result) == len(text.text) and not any(unit.changed for unit in result):
        return None
    return Undone(
        NormalisedText(
            original=text.original,
            text="".join(unit.char for unit in result),
            starts=tuple(text.starts[unit.start] for unit in result),
            ends=tuple(text.ends[unit.end - 1] for unit in result),
        ),
        tuple(unit.changed for unit in result),
    )


def _suspect(text: str, lexicon: Lexicon) -> bool:
    """Whether the text holds signs, parts, pictures or spelt syllables, or sounds like more known words than
    it has.
    """
    if (
        _SIGNS.search(text)
        or _SPACED_OUT.search(text)
        or any(syllables(run) for run in _LETTERS.findall(text) if not run.isdigit())
        or any(syllables(run) for run in _PURE_LETTERS.findall(text))
    ):
        return True
    return len(lexicon.heard(text.translate(_SOUNDS))) > lexicon.count(text)


def _units(text: str) -> list[_Unit]:
    if not (_SIGNS.search(text) or _SPACED_OUT.search(text)):
        return [_Unit(char, index, index + 1, changed=False) for index, char in enumerate(text)]
    units: list[_Unit] = []
    position = 0
    signs = _signs_of_spaced_out(text)
    while position < len(text):
        if position in signs:
            position += 1
            continue
        pair = text[position : position + 2]
        char = text[position]
        if pair in SPLIT:
            units.append(_Unit(SPLIT[pair], position, position + 2, changed=True))
            position += 2
            continue
        if char in PICTURE:
            units.extend(_Unit(part, position, position + 1, changed=True) for part in PICTURE[char])
        else:
            units.append(_Unit(char, position, position + 1, changed=False))
        position += 1
    return units


def _signs_of_spaced_out(text: str) -> set[int]:
    """The places of the signs in stretches like 稳/赚/不/赔, one sign after each character."""
    places: set[int] = set()
    for match in _SPACED_OUT.finditer(text):
        if len(match.group()) >= _LONG_RUN or any(is_han(char) for char in match.group()):
            places.update(range(match.start() + 1, match.end(), 2))
    return places


def _speak(units: list[_Unit], text: str) -> Iterator[_Spoken]:
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    joined = "".join(unit.char for unit in units)
    position = gap = 0
    while position < len(units):
        char = units[position].char
        run = None if is_han(char) else _spelt_run(joined, position)
        if run and any(letter.isalpha() for letter in run.group()):
            inside = any(start <= units[position].start < end for start, end in addresses)
            yield from _spell(run.group(), position, BREAK if inside else "")
            position, gap = run.end(), 0
            continue
        if is_han(char) or char in MONEY_PICTURES or _lone_figure(joined, position):
            yield _Spoken(sound(LOOK_ALIKE.get(char, char)), position, position, letters=False)
            gap = 0
        elif char in _SENTENCE_ENDS or char.isalnum() or gap >= _LONGEST_GAP:
            yield _Spoken(BREAK, position, position, letters=False)
        else:
            gap += 1
        position += 1


def _spelt_run(text: str, position: int) -> re.Match[str] | None:
    """The letters and figures from here on; the letters alone where figures spell nothing (mai10万)."""
    run = _LETTERS.match(text, position)
    if run and not syllables(run.group()):
        return None if text[position].isdigit() else _PURE_LETTERS.match(text, position) or run
    return run


def _lone_figure(text: str, position: int) -> bool:
    around = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
    return text[position].isdigit() and not _FIGURE_AROUND.search(around)


def _spell(run: str, position: int, broken: str) -> Iterator[_Spoken]:
    ends = () if broken else syllables(run)
    if not ends:
        yield _Spoken(BREAK, position, position + len(run) - 1, letters=True)
    start = 0
    for end in ends:
        yield _Spoken(code(spelt(run[start:end])), position + start, position + end - 1, letters=True)
        start = end


def _words(units: list[_Unit], spoken: list[_Spoken], lexicon: Lexicon) -> dict[int, str]:
    """Words to be written, by the index of their first sound."""
    heard = lexicon.heard("".join(one.code for one in spoken))
    found = sorted(
        (start, -end, word) for start, end, word in heard if not _stands(units, spoken[start:end], word)
    )
    if not found:
        return {}
    edges, singles = _segments(units)
    chosen: dict[int, str] = {}
    reached = 0
    for start, minus_end, word in found:
        sounds = spoken[start:-minus_end]
        if start >= reached and _meant(units, sounds, word, edges, singles):
            chosen[start] = word
            reached = -minus_end
    return chosen


def _stands(units: list[_Unit], sounds: list[_Spoken], word: str) -> bool:
    """Whether the word stands there as it is, with nothing between its characters."""
    first, last = sounds[0].first, sounds[-1].last
    return last - first + 1 == len(word) and "".join(unit.char for unit in units[first : last + 1]) == word


def _segments(units: list[_Unit]) -> tuple[set[int], set[int]]:
    """Where ordinary words begin or end (indexes of units), and the units that are a word by themselves."""
    kept = [index for index, unit in enumerate(units) if unit.char not in _UNNATURAL]
    edges, singles = {0, len(units)}, set()
    position = 0
    for segment in rjieba.cut("".join(units[index].char for index in kept), hmm=False):
        edges.add(kept[position])
        if len(segment) == 1:
            singles.add(kept[position])
        position += len(segment)
        edges.add(kept[position - 1] + 1)
    return edges, singles


def _meant(units: list[_Unit], sounds: list[_Spoken], word: str, edges: set[int], singles: set[int]) -> bool:
    """Whether the sounds are another writing of the word, and not ordinary words that sound like it."""
    begins = sounds[0].letters or sounds[0].first in edges
    ends = sounds[-1].letters or sounds[-1].last + 1 in edges
    if not (begins and ends):
        return False
    if "".join(units[one.first].char for one in sounds) in _ordinary():
        return False
    other = 0
    figures = 0
    for one, char in zip(sounds, word, strict=True):
        unit = units[one.first]
        if one.letters or unit.char == char:
            continue
        if unit.char.isdigit():
            figures += 1
        elif LOOK_ALIKE.get(unit.char, unit.char) != char and unit.char not in MONEY_PICTURES:
            other += 1
            if len(word) == 2 and not sounds_alike(unit.char, char):
                return False
    if figures and (len(word) == 2 or figures > 1):
        return False
    if not other:
        return len(word) > 2 or all(one.letters or one.first in singles for one in sounds)
    if len(word) == 2:
        return other == 1 and all(one.letters or one.first in singles for one in sounds)
    return other < len(word) - 1 or (len(word) > 3 and all(one.first in singles for one in sounds))


def _written(
    units: list[_Unit], spoken: list[_Spoken], words: dict[int, str], lexicon: Lexicon
) -> Iterator[_Unit]:
    position = 0
    for start, word in sorted({**_spelt_out(units, spoken, words, lexicon), **words}.items()):
        sounds = spoken[start : start + len(word)]
        yield from _without_signs(units, position, sounds[0].first)
        for one, char in zip(sounds, word, strict=True):
            yield _Unit(char, units[one.first].start, units[one.last].end, changed=True)
        position = sounds[-1].last + 1
    yield from _without_signs(units, position, len(units))


def _spelt_out(
    units: list[_Unit], spoken: list[_Spoken], words: dict[int, str], lexicon: Lexicon
) -> dict[int, str]:
    """The characters that stand most often for the other syllables of what is spelt, by their sounds."""
    taken = {start + index for start, word in words.items() for index in range(len(word))}
    found = {}
    for index, one in enumerate(spoken):
        if one.letters and one.code != BREAK and index not in taken:
            letters = "".join(unit.char for unit in units[one.first : one.last + 1])
            usual = lexicon.usual(spelt(letters))
            if usual and (len(letters) > 2 or _among_letters(spoken, index)):
                found[index] = usual
    return found


def _among_letters(spoken: list[_Spoken], index: int) -> bool:
    beside = spoken[max(0, index - 1) : index] + spoken[index + 1 : index + 2]
    return any(one.letters for one in beside)


def _without_signs(units: list[_Unit], start: int, stop: int) -> Iterator[_Unit]:
    """The units without the signs that stand between two Chinese characters."""
    for index in range(start, stop):
        unit = units[index]
        if unit.char not in _UNNATURAL:
            yield unit
            continue
        before = next(
            (u.char for u in reversed(units[max(0, index - 3) : index]) if u.char not in _UNNATURAL), ""
        )
        after = next((u.char for u in units[index + 1 : index + 4] if u.char not in _UNNATURAL), "")
        if not (before and after and is_han(before) and is_han(after)):
            yield unit
