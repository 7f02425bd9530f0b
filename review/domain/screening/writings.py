"""Other ways of writing a word undone: by sound, in parts, with signs between characters, as a picture.

`undo` gives a second reading of a text, in which known words stand as they are meant. A word is put there
only where it does not cut through an ordinary word (环保/本地 has no 保本 in it).
"""

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final, NamedTuple

import rjieba
from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from review.domain.screening.normalise import NormalisedText, is_han
from review.domain.screening.shapes import LOOK_ALIKE, MONEY_PICTURES
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
from review.domain.screening.units import UNNATURAL, Units, copy_without_signs, signed, units_of

_WORDS: Final = Path(__file__).parent / "words.toml"
_SENTENCE_ENDS: Final = frozenset("。!?;\n")
_LETTERS: Final = re.compile(r"[a-z0-9@$]{1,40}")
_HAN: Final = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]{1,400}")
_PURE_LETTERS: Final = re.compile(r"[a-z]{2,40}")
_FIGURE_AROUND: Final = re.compile(r"[\d.%]")
_ADDRESS: Final = re.compile(r"[a-z0-9-]{1,63}(?:\.[a-z0-9-]{1,63}){1,5}(?:/[a-z0-9/?=&._-]{0,200})?")
_LONGEST_GAP: Final = 3


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


class _Spoken(NamedTuple):
    """One sound: the units that make it, and whether they are letters."""

    first: int
    last: int
    letters: bool


class _Speech:
    """The sounds of a text in their order."""

    def __init__(self) -> None:
        self.codes: list[str] = []
        self.sounds: list[_Spoken] = []

    def say(self, code: str, first: int, last: int, *, letters: bool) -> None:
        self.codes.append(code)
        self.sounds.append(_Spoken(first, last, letters))

    def say_each(self, codes: str, first: int) -> None:
        """A sound for each unit from the first on."""
        self.codes.extend(codes)
        self.sounds.extend([_Spoken(unit, unit, False) for unit in range(first, first + len(codes))])


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
    units = units_of(text.text)
    speech = _speak(units, text.text)
    words = _words(units, speech, lexicon)
    result = _written(units, speech, words, lexicon)
    if len(result.chars) == len(text.text) and not any(result.changed):
        return None
    return Undone(
        NormalisedText(
            original=text.original,
            text=result.text,
            starts=tuple([text.starts[start] for start in result.starts]),
            ends=tuple([text.ends[end - 1] for end in result.ends]),
        ),
        tuple(result.changed),
    )


def _suspect(text: str, lexicon: Lexicon) -> bool:
    """Whether the text holds signs, parts, pictures or spelt syllables, or sounds like more known words than
    it has.
    """
    if (
        signed(text)
        or any(syllables(run) for run in _LETTERS.findall(text) if not run.isdigit())
        or any(syllables(run) for run in _PURE_LETTERS.findall(text))
    ):
        return True
    return len(lexicon.heard(text.translate(_SOUNDS))) > lexicon.count(text)


def _speak(units: Units, text: str) -> _Speech:
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    joined = units.text
    speech = _Speech()
    position = gap = 0
    while position < len(joined):
        if han := _HAN.match(joined, position):
            speech.say_each(han.group().translate(_SOUNDS), position)
            position, gap = han.end(), 0
            continue
        char = joined[position]
        run = _spelt_run(joined, position)
        if run and any(letter.isalpha() for letter in run.group()):
            inside = any(start <= units.starts[position] < end for start, end in addresses)
            _spell(speech, run.group(), position, BREAK if inside else "")
            position, gap = run.end(), 0
            continue
        if char in MONEY_PICTURES or _lone_figure(joined, position):
            speech.say(sound(LOOK_ALIKE.get(char, char)), position, position, letters=False)
            gap = 0
        elif char in _SENTENCE_ENDS or char.isalnum() or gap >= _LONGEST_GAP:
            speech.say(BREAK, position, position, letters=False)
        else:
            gap += 1
        position += 1
    return speech


def _spelt_run(text: str, position: int) -> re.Match[str] | None:
    """The letters and figures from here on; the letters alone where figures spell nothing (mai10万)."""
    run = _LETTERS.match(text, position)
    if run and not syllables(run.group()):
        return None if text[position].isdigit() else _PURE_LETTERS.match(text, position) or run
    return run


def _lone_figure(text: str, position: int) -> bool:
    around = text[max(0, position - 1) : position] + text[position + 1 : position + 2]
    return text[position].isdigit() and not _FIGURE_AROUND.search(around)


def _spell(speech: _Speech, run: str, position: int, broken: str) -> None:
    ends = () if broken else syllables(run)
    if not ends:
        speech.say(BREAK, position, position + len(run) - 1, letters=True)
    start = 0
    for end in ends:
        speech.say(code(spelt(run[start:end])), position + start, position + end - 1, letters=True)
        start = end


def _words(units: Units, speech: _Speech, lexicon: Lexicon) -> dict[int, str]:
    """Words to be written, by the index of their first sound."""
    text, sounds = units.text, speech.sounds
    found = sorted(
        (start, -end, word)
        for start, end, word in lexicon.heard("".join(speech.codes))
        if not _stands(text, sounds[start].first, sounds[end - 1].last, word)
    )
    ordinary = _Ordinary(text)
    chosen: dict[int, str] = {}
    reached = 0
    for start, minus_end, word in found:
        if start >= reached and _meant(text, sounds[start:-minus_end], word, ordinary):
            chosen[start] = word
            reached = -minus_end
    return chosen


def _stands(text: str, first: int, last: int, word: str) -> bool:
    """Whether the word stands there as it is, with nothing between its characters."""
    return last - first + 1 == len(word) and text.startswith(word, first)


class _Ordinary:
    """The ordinary words of a text, parted when they are first asked for.

    `edges`: where they begin or end; `singles`: the characters that are a word by themselves.
    """

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def edges(self) -> set[int]:
        return self._parted[0]

    @cached_property
    def singles(self) -> set[int]:
        return self._parted[1]

    @cached_property
    def _parted(self) -> tuple[set[int], set[int]]:
        return _segments(self._text)


def _segments(text: str) -> tuple[set[int], set[int]]:
    """Where ordinary words begin or end, and the characters that are a word by themselves."""
    kept = [index for index, char in enumerate(text) if char not in UNNATURAL]
    edges, singles = {0, len(text)}, set()
    position = 0
    for segment in rjieba.cut("".join([text[index] for index in kept]), hmm=False):
        edges.add(kept[position])
        if len(segment) == 1:
            singles.add(kept[position])
        position += len(segment)
        edges.add(kept[position - 1] + 1)
    return edges, singles


def _meant(text: str, sounds: list[_Spoken], word: str, ordinary: _Ordinary) -> bool:
    """Whether the sounds are another writing of the word, and not ordinary words that sound like it."""
    if "".join([text[one.first] for one in sounds]) in _ordinary():
        return False
    other = 0
    figures = 0
    for one, char in zip(sounds, word, strict=True):
        there = text[one.first]
        if one.letters or there == char:
            continue
        if there.isdigit():
            figures += 1
        elif LOOK_ALIKE.get(there, there) != char and there not in MONEY_PICTURES:
            other += 1
            if len(word) == 2 and not sounds_alike(there, char):
                return False
    if (figures and (len(word) == 2 or figures > 1)) or (len(word) == 2 and other > 1):
        return False
    begins = sounds[0].letters or sounds[0].first in ordinary.edges
    ends = sounds[-1].letters or sounds[-1].last + 1 in ordinary.edges
    if not (begins and ends):
        return False
    if len(word) == 2:
        return all(one.letters or one.first in ordinary.singles for one in sounds)
    return (
        not other
        or other < len(word) - 1
        or (len(word) > 3 and all(one.first in ordinary.singles for one in sounds))
    )


def _written(units: Units, speech: _Speech, words: dict[int, str], lexicon: Lexicon) -> Units:
    """The units with the words, and the usual characters of what else is spelt, in their places."""
    written = Units()
    position = 0
    for start, word in sorted({**_spelt_out(units, speech, words, lexicon), **words}.items()):
        sounds = speech.sounds[start : start + len(word)]
        copy_without_signs(units, position, sounds[0].first, written)
        for one, char in zip(sounds, word, strict=True):
            written.put(char, units.starts[one.first], units.ends[one.last])
        position = sounds[-1].last + 1
    copy_without_signs(units, position, len(units.chars), written)
    return written


def _spelt_out(units: Units, speech: _Speech, words: dict[int, str], lexicon: Lexicon) -> dict[int, str]:
    """The characters that stand most often for the other syllables of what is spelt, by their sounds."""
    taken = {start + index for start, word in words.items() for index in range(len(word))}
    found = {}
    for index, one in enumerate(speech.sounds):
        if one.letters and speech.codes[index] != BREAK and index not in taken:
            letters = "".join(units.chars[one.first : one.last + 1])
            usual = lexicon.usual(spelt(letters))
            if usual and (len(letters) > 2 or _among_letters(speech.sounds, index)):
                found[index] = usual
    return found


def _among_letters(sounds: list[_Spoken], index: int) -> bool:
    beside = sounds[max(0, index - 1) : index] + sounds[index + 1 : index + 2]
    return any(one.letters for one in beside)
