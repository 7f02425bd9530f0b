"""Ways in which people write a word so that a list of words does not find it, done to a stretch of a text."""

import random
from collections import defaultdict
from collections.abc import Callable, Mapping
from functools import cache
from typing import Final

import opencc
from pypinyin import lazy_pinyin

from review.domain.screening.normalise import is_han

Evasion = Callable[[str, random.Random], str]

_SPLIT: Final = {
    "保": "亻呆", "稳": "禾急", "赚": "贝兼", "利": "禾刂", "险": "阝佥", "购": "贝勾", "财": "贝才",
    "秒": "禾少", "批": "扌比", "抢": "扌仓", "投": "扌殳", "征": "彳正", "信": "亻言", "理": "王里",
    "股": "月殳", "银": "钅艮", "钱": "钅戋", "刚": "冈刂", "零": "雨令", "涨": "氵张", "期": "其月",
    "预": "予页", "级": "纟及", "绝": "纟色", "独": "犭虫", "付": "亻寸", "化": "亻匕", "债": "亻责",
    "现": "王见", "洗": "氵先",
}  # fmt: skip
_FIGURES: Final = dict(zip("零一二三四五六七八九", "0123456789", strict=True))
_LOOK_ALIKE: Final = {
    "本": "夲",
    "最": "蕞",
    "保": "葆",
    "稳": "穏",
    "收": "収",
    "赢": "嬴",
    "回": "囬",
    "利": "莉",
}
_COMMON: Final = (
    "宝包报抱本奔笨文问温转专钻零灵另风封疯先线显收手守益意以理里立财才材年念化华画高稿回会汇报暴保堡息西"
    "习喜期七其基几机金今近全权拳国过果第地弟一医衣秒妙苗批皮劈征正争信新心黑嘿户护互套桃逃现见线内那幕木"
    "目涨张掌章必毕币抄超炒底抵满慢蛮仓苍返饭凡佣用勇抽丑送颂奖讲将停听庭售受瘦复付负利力历贷带代款宽担单"
    "丹无五吴刚钢兑对队兜都斗亏愧赔陪培稳吻"
)


@cache
def _same_sound() -> Mapping[str, str]:
    by_sound: defaultdict[str, str] = defaultdict(str)
    for char in dict.fromkeys(_COMMON):
        by_sound[lazy_pinyin(char)[0]] += char
    return by_sound


def _between(sign: str) -> Evasion:
    return lambda stretch, draw: sign.join(stretch)


def _one(stretch: str, draw: random.Random, change: Callable[[str], str]) -> str:
    """One character of the stretch changed, of those that the change does anything to."""
    places = [index for index, char in enumerate(stretch) if change(char) != char]
    if not places:
        return stretch
    place = draw.choice(places)
    return stretch[:place] + change(stretch[place]) + stretch[place + 1 :]


def _homophone(stretch: str, draw: random.Random) -> str:
    def change(char: str) -> str:
        others = [other for other in _same_sound().get(lazy_pinyin(char)[0], "") if other != char]
        return draw.choice(others) if is_han(char) and others else char

    return _one(stretch, draw, change)


def _pinyin(stretch: str, draw: random.Random) -> str:
    return _one(stretch, draw, lambda char: lazy_pinyin(char)[0] if is_han(char) else char)


def _word_in_pinyin(stretch: str, draw: random.Random) -> str:
    """The first word of up to four characters spelt out."""
    start = next((index for index, char in enumerate(stretch) if is_han(char)), 0)
    end = start
    while end < len(stretch) and end < start + 4 and is_han(stretch[end]):
        end += 1
    return stretch[:start] + "".join(lazy_pinyin(stretch[start:end])) + stretch[end:]


def _mapped(table: Mapping[str, str]) -> Evasion:
    return lambda stretch, draw: "".join(table.get(char, char) for char in stretch)


def _full_width(stretch: str, draw: random.Random) -> str:
    return "".join(chr(ord(char) + 0xFEE0) if "!" <= char <= "~" else char for char in stretch)


def _traditional(stretch: str, draw: random.Random) -> str:
    return str(opencc.OpenCC("s2t").convert(stretch))


EVASIONS: Final[Mapping[str, Evasion]] = {
    "stars": _between("*"),
    "spaces": _between(" "),
    "dots": _between("·"),
    "slashes": _between("/"),
    "commas": _between(","),
    "emoji": _between("🔥"),
    "zero width": _between("\u200b"),
    "struck out": _between("\u0336"),
    "homophone": _homophone,
    "pinyin of one": _pinyin,
    "pinyin": _word_in_pinyin,
    "parts": _mapped(_SPLIT),
    "look-alike": _mapped(_LOOK_ALIKE),
    "figures": _mapped(_FIGURES),
    "money emoji": _mapped({"赚": "💰", "钱": "💰", "财": "💰"}),
    "traditional": _traditional,
    "full width": _full_width,
}
"""Each by its name; what it cannot change it leaves as it is."""
