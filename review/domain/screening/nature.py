"""What a text is: does it put a product before customers, and which, or does it report, teach, notify, greet?

Only what sells owes disclosures; what merely reports may speak of 保本 and of the largest bank. The words
decide, with the fields of the piece; a call to buy outweighs every other sign.
"""

import re
import tomllib
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Final

from review.domain.screening.rules import UNSPECIFIED, Scope
from review.domain.screening.subject import Subject


class Nature(StrEnum):
    offer = "offer"
    news = "news"
    education = "education"
    notice = "notice"
    greeting = "greeting"
    talk = "talk"


@dataclass(frozen=True, slots=True)
class Judgement:
    """`products` are the product types that the piece is taken to be of."""

    nature: Nature
    offers: bool
    products: frozenset[str]

    def admits(self, scope: Scope, subject: Subject) -> bool:
        """Whether a rule of this scope applies; an unknown channel shuts no rule out."""
        return (
            (not scope.kinds or subject.kind in scope.kinds)
            and (not scope.products or not self.products.isdisjoint(scope.products))
            and (
                not scope.channels
                or not subject.channels
                or not set(scope.channels).isdisjoint(subject.channels)
            )
            and (not scope.segments or not set(scope.segments).isdisjoint(subject.segments))
            and (not scope.offering or self.offers)
        )


_ANY_PRODUCT: Final = frozenset({UNSPECIFIED, "market", "campaign"})

_SOLD_FOR_OTHERS: Final = frozenset({"wmp", "fund", "insurance"})

_CUES: Final = tomllib.loads((Path(__file__).parent / "cues.toml").read_text(encoding="utf-8"))


def _any(cue: str) -> re.Pattern[str]:
    return re.compile("|".join(_CUES[cue]))


_CALL: Final = _any("call")
_STRONG_CALL: Final = _any("strong_call")
_EMPHATIC: Final = _any("emphatic_call")
_OFFER: Final = _any("offer")
_STATEMENT: Final = _any("statement")
_POLICY: Final = _any("policy")
_REPORT_STRONG: Final = _any("report")
_REPORT_WEAK: Final = _any("report_weak")
_TEACHES: Final = _any("education")
_NOTIFIES: Final = _any("notice")
_GREETS: Final = _any("greeting")
_WEAK_OFFER: Final = _any("weak_offer")
_FIGURE: Final = re.compile(r"\d(?:\.\d{1,4})?%")
_QUANTITY: Final = re.compile(r"\d|零(?:首付|利息|元)|[一二两三四五六七八九十百千]个点|百分之")
_QUOTED: Final = re.compile(r"[“\"‘「『][^“”\"‘’「」『』\n]{0,40}[”\"’」』]")
_SENTENCE: Final = re.compile(r"[。!?;\n]")
_SHORT: Final = 160
_HEADLINE: Final = 24

_SPEAKS_OF: Final = {
    "sdeposit": re.compile(r"结构性存款"),
    "deposit": re.compile(
        r"(?<!结构性)存款(?!保险|类|准备金)|大额存单|存单|整存整取|起存|定存|储蓄国债|国债"
    ),
    "wmp": re.compile(r"理财(?!经理|师|顾问|中心|室|非存款)|净值型|固收|业绩比较基准|日申月赎|现金管理"),
    "fund": re.compile(r"[债股指混]基(?!金)|基金(?!经理|公司|业协会|会|销售机构|管理人)|定投|etf|fof|qdii"),
    "insurance": re.compile(r"(?<!存款)保险(?!公司|柜|箱|起见|机构)|年金|寿险|重疾|医疗险|增额寿|投保|保单"),
    "loan": re.compile(r"(?<!助学)贷款|[一-龥]贷(?![后前记方款])|借款|下款|放款"),
    "card": re.compile(r"信用卡|办卡|账单分期|刷卡"),
    "gold": re.compile(r"积存金|黄金|金条|贵金属|白银"),
    "pension": re.compile(r"个人养老金"),
}


def judge(subject: Subject, texts: tuple[str, ...]) -> Judgement:
    """What the piece is, from its fields and its normalised texts."""
    words = "\n".join(texts)
    spoken_of = frozenset(name for name, words_of in _SPEAKS_OF.items() if words_of.search(words))
    nature = _nature(words, subject)
    offers = subject.offers_product
    if offers is None:
        known = subject.product_type not in (None, *_ANY_PRODUCT)
        offers = nature is Nature.offer and (
            known
            or (bool(spoken_of) and _calls(words))
            or (subject.product_type == "campaign" and not _is_report(words))
        )
    return Judgement(
        nature=nature,
        offers=offers,
        products=_products(subject, spoken_of, words, offers=offers),
    )


def _products(subject: Subject, spoken_of: frozenset[str], words: str, *, offers: bool) -> frozenset[str]:
    if subject.product_type == "agency" and offers:
        return frozenset({"agency"}) | (spoken_of & _SOLD_FOR_OTHERS)
    if subject.product_type not in (None, *_ANY_PRODUCT):
        return frozenset({str(subject.product_type)})
    given = frozenset({subject.product_type}) if subject.product_type else frozenset()
    if spoken_of and spoken_of <= {"deposit"} and not _COMPARES.search(words):
        return given | {"deposit", "savings"}
    return given | {UNSPECIFIED} | (spoken_of if offers else frozenset())


_COMPARES: Final = re.compile(r"比|类似|像|跟|和存|一样|平替|替代|类存|媲美|当存款|产品|收益")


def _calls(words: str) -> bool:
    """Whether a text of no known product calls to buy one, and is not a report of others who do."""
    return bool(_STRONG_CALL.search(words)) and (bool(_EMPHATIC.search(words)) or not _is_report(words))


def _nature(words: str, subject: Subject) -> Nature:
    if not _EMPHATIC.search(words) and _POLICY.search(words) and not _FIGURE.search(words):
        return Nature.education
    if _TEACHES.search(words) and not _STRONG_CALL.search(_QUOTED.sub("", words)):
        return Nature.education
    if not _STRONG_CALL.search(words):
        if _NOTIFIES.search(words):
            return Nature.notice
        if _STATEMENT.search(words) and not _FIGURE.search(words):
            return Nature.talk
        if _is_report(words) and not _CALL.search(words):
            return Nature.news
        if _GREETS.search(words) and not _OFFER.search(words) and not _WEAK_OFFER.search(words):
            return Nature.greeting
        if not _OFFER.search(words) and not (_WEAK_OFFER.search(words) and _QUANTITY.search(words)):
            return Nature.talk
    return Nature.offer


def reports(text: str, start: int, end: int) -> bool:
    """Whether the hit `text[start:end]` stands in a sentence that merely reports what happened elsewhere."""
    if len(text) <= _SHORT:
        left, right = 0, len(text)
    else:
        begins = (match.end() for match in _SENTENCE.finditer(text, max(0, start - _SHORT), start))
        left = max(begins, default=max(0, start - _SHORT))
        stop = _SENTENCE.search(text, end)
        right = stop.end() if stop else min(len(text), end + _SHORT)
    return not _CALL.search(text[left:right]) and _is_report(f"{text[left:start]}\0{text[end:right]}")


def _is_report(words: str) -> bool:
    """One sign that only reports have, or some different ones that they share with other texts: three in a
    short text, two in a longer one.
    """
    if _REPORT_STRONG.search(words):
        return True
    return len(set(_REPORT_WEAK.findall(words))) >= (2 if len(words) > _HEADLINE else 3)
