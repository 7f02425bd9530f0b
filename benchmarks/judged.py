"""Queries with their answers, drawn from texts by rule: what a person would type who wants one of them.

A text answers to a query if it holds, as written, what the query was made from; so a rare word has few
answers and a common pair of words may have many. Odd texts make the half for tuning, even ones the half that
is only reported.
"""

import random
import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import opencc
from pypinyin import lazy_pinyin, pinyin_dict

from search.domain.segmentation import cut
from search.domain.synonyms import shipped

KINDS: Final = (
    "plain", "line", "remembered", "short", "pinyin", "initials", "mixed", "traditional", "synonym",
    "homophone", "slip", "code",
)  # fmt: skip
PLAIN: Final = ("plain", "line", "remembered")
_HAN: Final = re.compile(r"[\u4e00-\u9fff]+")
_CODES: Final = re.compile(r"(?<![0-9A-Za-z.])(?:[0-9]{6}|[0-9]+\.[0-9]+%|[A-Z]{3,6}[0-9]*)(?![0-9A-Za-z%])")
_TRADITIONAL: Final = opencc.OpenCC("s2t")
_MOST_ANSWERS: Final = 8
_STOP: Final = frozenset(
    ("公司", "表示", "进行", "目前", "已经", "可以", "没有", "我们", "今年", "去年", "以及", "其中")
)


@dataclass(frozen=True)
class Text:
    id: str
    title: str
    body: str

    @property
    def whole(self) -> str:
        return f"{self.title}\n{self.body}"


@dataclass(frozen=True)
class Judged:
    """A query, of which kind, and the texts that answer it."""

    qid: str
    kind: str
    text: str
    answers: frozenset[str]


class Drawer:
    """Draws queries from texts; the same for the same texts and seed."""

    def __init__(self, texts: Sequence[Text], seed: int) -> None:
        self.texts = texts
        self.random = random.Random(seed)
        self._homophones: dict[str, list[str]] = {}
        for code in pinyin_dict.pinyin_dict:
            if 0x4E00 <= code <= 0x9FFF:
                sound = lazy_pinyin(chr(code))[0]
                self._homophones.setdefault(sound, []).append(chr(code))
        self._places: dict[str, list[Text]] = defaultdict(list)
        for text in texts:
            for character in set(text.whole):
                self._places[character].append(text)
        self._common = {character for text in texts[:5000] for character in text.whole}

    def draw(self, each: int) -> Iterator[Judged]:
        """Yield `each` queries of every kind."""
        for kind in KINDS:
            made = 0
            make: Callable[[Text], tuple[str, list[str]] | None] = getattr(self, f"_{kind}")
            while made < each:
                source = self.random.choice(self.texts)
                offer = make(source)
                if offer is None:
                    continue
                query, needed = offer
                answers = self._having(needed)
                if answers and len(answers) <= _MOST_ANSWERS:
                    made += 1
                    yield Judged(f"{kind}-{made}", kind, query, frozenset(answers))

    def _having(self, needed: Sequence[str]) -> list[str]:
        """Return the texts that hold all that is needed; reads those with its rarest character."""
        places = [self._places[character] for part in needed for character in part]
        rarest = min(places, key=len)
        return [one.id for one in rarest if all(part in one.whole for part in needed)]

    def _words(self, text: Text, shortest: int = 2) -> list[str]:
        words = [word for run in _HAN.findall(text.whole) for word in cut(run)]
        return [word for word in dict.fromkeys(words) if len(word) >= shortest and word not in _STOP]

    def _name(self, text: Text, shortest: int, longest: int) -> str | None:
        """Return some neighbouring words of the title, or of the text if it has none."""
        runs = _HAN.findall(text.title or text.body)
        if not runs:
            return None
        words = cut(self.random.choice(runs))
        start = self.random.randrange(len(words))
        name = ""
        for word in words[start:]:
            if len(name) >= shortest:
                break
            name += word
        return name if shortest <= len(name) <= longest else None

    def _plain(self, text: Text) -> tuple[str, list[str]] | None:
        words = self._words(text)
        if len(words) < 3:
            return None
        chosen = self.random.sample(words, self.random.choice((2, 2, 3)))
        return " ".join(chosen), chosen

    def _line(self, text: Text) -> tuple[str, list[str]] | None:
        whole = text.body
        if len(whole) < 16:
            return None
        length = self.random.randint(8, 16)
        start = self.random.randrange(len(whole) - length + 1)
        return whole[start : start + length], [whole[start : start + length]]

    def _remembered(self, text: Text) -> tuple[str, list[str]] | None:
        parts = [part for part in re.split(r"[，。；,;\s]", text.body) if 12 <= len(part) <= 30]
        if not parts:
            return None
        part = self.random.choice(parts)
        words = [word for run in _HAN.findall(part) for word in cut(run)]
        if len(words) < 6:
            return None
        del words[self.random.randrange(len(words))]
        at = self.random.randrange(len(words) - 1)
        words[at], words[at + 1] = words[at + 1], words[at]
        return "".join(words), [part]

    def _short(self, text: Text) -> tuple[str, list[str]] | None:
        words = self._words(text)
        if not words:
            return None
        word = self.random.choice(words)
        return word, [word]

    def _pinyin(self, text: Text) -> tuple[str, list[str]] | None:
        name = self._name(text, 3, 6)
        return ("".join(lazy_pinyin(name)), [name]) if name else None

    def _initials(self, text: Text) -> tuple[str, list[str]] | None:
        name = self._name(text, 4, 6)
        return ("".join(sound[0] for sound in lazy_pinyin(name)), [name]) if name else None

    def _mixed(self, text: Text) -> tuple[str, list[str]] | None:
        words = self._words(text)
        if len(words) < 3:
            return None
        one, other = self.random.sample(words, 2)
        return f"{one} {''.join(lazy_pinyin(other))}", [one, other]

    def _traditional(self, text: Text) -> tuple[str, list[str]] | None:
        offer = self._plain(text)
        if offer is None or (turned := str(_TRADITIONAL.convert(offer[0]))) == offer[0]:
            return None
        return turned, offer[1]

    def _synonym(self, text: Text) -> tuple[str, list[str]] | None:
        words = self._words(text)
        known = [word for word in words if word in shipped()]
        if not known or len(words) < 3:
            return None
        meant = self.random.choice(known)
        others = [
            one for one in shipped()[meant] if one not in text.whole and meant in shipped().get(one, ())
        ]
        beside = self.random.choice([word for word in words if word != meant])
        return (f"{self.random.choice(others)} {beside}", [meant, beside]) if others else None

    def _homophone(self, text: Text) -> tuple[str, list[str]] | None:
        words = self._words(text)
        name = self.random.choice(words) if words else None
        if name is None or len(name) > 5:
            return None
        at = self.random.randrange(len(name))
        sound = lazy_pinyin(name)[at]
        others = [one for one in self._homophones.get(sound, ()) if one != name[at] and one in self._common]
        if not others:
            return None
        wrong = name[:at] + self.random.choice(others) + name[at + 1 :]
        beside = [word for word in words if word != name]
        if len(name) < 3 and beside:
            other = self.random.choice(beside)
            return f"{wrong} {other}", [name, other]
        return wrong, [name]

    def _slip(self, text: Text) -> tuple[str, list[str]] | None:
        words = self._words(text, 3)
        if not words:
            return None
        name = self.random.choice(words)
        at = self.random.randrange(len(name) - 1)
        if self.random.random() < 0.5:
            wrong = name[:at] + name[at + 1] + name[at] + name[at + 2 :]
        else:
            wrong = name[:at] + name[at + 1 :]
        return (wrong, [name]) if wrong != name else None

    def _code(self, text: Text) -> tuple[str, list[str]] | None:
        found = _CODES.findall(text.whole)
        if not found:
            return None
        code = self.random.choice(found)
        return self.random.choice((code, code.lower())), [code]


def texts_of(rows: Sequence[dict[str, str]]) -> list[Text]:
    """Return the rows as texts; every second one whose first clause is short gets it for a title."""
    found = []
    for number, row in enumerate(rows):
        clause = re.split(r"[，。；,;：:\s]", row["text"], maxsplit=1)[0]
        titled = number % 2 and 6 <= len(clause) <= 30
        found.append(Text(row["id"], clause if titled else "", row["text"]))
    return found
