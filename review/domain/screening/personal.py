"""Personal data of mainland China in clear, found by form and, where there is one, by check digit."""

import re
from collections.abc import Iterator
from datetime import date
from itertools import accumulate
from typing import Final

import rjieba

from review.domain.screening.checks import PersonalData

_FORMS: Final = {
    PersonalData.mobile: re.compile(
        r"(?<![\d.])(?:(?:\+|00)?86[ \-]?)?"
        r"(?:1[3-9]\d{9}|1[3-9]\d([ \-·_.])\d{4}\1\d{4}|1([ \-·_.])[3-9](?:\2\d){9})(?!\d)"
    ),
    PersonalData.id_card: re.compile(r"(?<!\d)[1-9]\d{5}([ \-]?)(?:18|19|20)\d{6}\1\d{3}[\dx](?![\da-z])"),
    PersonalData.bank_card: re.compile(
        r"(?<![\d.])(?:[3-6]\d{3})(?:[ \-]?\d{4}){2,3}(?:[ \-]?\d{1,4})?(?!\d)"
    ),
    PersonalData.email: re.compile(r"[a-z0-9][a-z0-9._+-]{0,40}@(?:[a-z0-9-]{1,40}\.){1,3}[a-z]{2,8}"),
    PersonalData.passport: re.compile(r"护照(?:号码?)?[^a-z0-9。]{0,4}(?P<it>[a-z]{1,2}\d{7,8})(?!\d)"),
}
_ACCOUNT: Final = re.compile(r"(?:账号|账户|帐号)[^\d。!?\n]{0,8}$")
_SAID_ID: Final = re.compile(r"身份证(?:号码?)?[^\d。!?\n]{0,4}$")
_PAID_INTO: Final = re.compile(
    r"(?:转[到给入账]|打[到款]|汇[到入])[^\d。!?\n]{0,6}(?P<it>6\d(?:[ \-·_.]?\d){13,17})(?!\d)"
)
"""A card beside a word for paying into it, in groups of any length; its check digit may be mistyped."""
_WRITTEN_OUT: Final = re.compile(r"(?:[零〇一幺二三四五六七八九壹贰叁肆伍陆柒捌玖ol\d][ \-·_.]?){11,40}")
_AS_DIGIT: Final = str.maketrans("零〇一幺二三四五六七八九壹贰叁肆伍陆柒捌玖ol", "00112345678912345678901")
_OWN_MAIL: Final = re.compile(r"@(?:[a-z0-9-]{1,40}\.){0,3}[a-z0-9-]{0,30}bank[a-z0-9-]{0,20}\.")
_WEIGHTS: Final = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS: Final = "10x98765432"


_SURNAMES: Final = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦许何吕张孔曹严华金魏陶姜谢邹苏潘范彭鲁马袁柳唐薛雷贺倪汤罗毕郝安常傅齐康伍余顾孟黄萧肖尹姚"
    "邵汪毛戴宋庞熊纪舒屈项祝董梁杜阮蓝闵季贾路江童郭梅林钟徐邱骆高夏蔡田胡凌霍万柯卢莫房丁邓洪石崔龚程邢裴陆翁曲段侯武刘叶司黎白"
    "赖卓池乔温庄阎连易廖耿欧聂曾关欧阳司马上官诸葛"
)
_TITLES: Final = re.compile(
    r"客户(?!经理)|先生|女士|阿姨|大爷|大妈|叔叔?|奶奶|爷爷|老师|大姐|大哥|老板|总(?!额|量|数|计|共|行|部|体|资产|局|署|会|公司|经理|裁|书记|监|值|市值|收入|理|统|算|是|结|回报)"
)
_HOLDING: Final = re.compile(
    r"(?:持有|存款|存了|存入|余额|持仓|资产|账户|定期|活期|理财|买了|月入|年薪|工资|收入|房贷|车贷|贷款|负债|欠款|欠|转走|转入|到期|到账|房款|拆迁款|亏了?|名下|身家|流水)"
    r"[^。!?\n]{0,8}?\d{1,9}(?:\.\d{1,4})?(?:万|元|块|千|%)?|有\d{1,6}(?:\.\d{1,4})?万"
    r"|(?:资产|存款|身家|余额|名下)[^。,;!?\n]{0,4}(?:[一二三四五六七八九十几数]{1,2}[十百千]?[万亿]|[百千上]+[万亿])"
    r"|住[^。,;!?\n]{1,14}\d{1,4}(?:栋|号楼|幢|单元|室|号)"
)
_NOT_A_NAME: Final = frozenset("单卡金款存额券股票基债价值")
_HOLDING_REACH: Final = 26


def find(data: PersonalData, text: str) -> Iterator[tuple[int, int]]:
    """Spans in normalised text. A service mailbox of a bank is nobody's own."""
    if data is PersonalData.holdings:
        yield from _holdings(text)
        return
    figured = _figured(text)
    if data is PersonalData.bank_card:
        yield from (match.span("it") for match in _PAID_INTO.finditer(figured))
    for match in _FORMS[data].finditer(figured):
        digits = re.sub(r"[ \-]", "", match.group())
        if data is PersonalData.id_card and not (
            _SAID_ID.search(text[: match.start()]) or is_id_number(digits)
        ):
            continue
        if data is PersonalData.bank_card and not _is_account(text[: match.start()], digits):
            continue
        if data is PersonalData.email and _OWN_MAIL.search(match.group()):
            continue
        yield match.span("it" if data is PersonalData.passport else 0)


def _figured(text: str) -> str:
    """The text with the long runs of figures that are written as characters (一三八…) written as digits."""
    return _WRITTEN_OUT.sub(lambda match: match.group().translate(_AS_DIGIT), text)


def _holdings(text: str) -> Iterator[tuple[int, int]]:
    """A person's name with an amount that person holds, owes or earns."""
    holdings = [match.span() for match in _HOLDING.finditer(text)]
    for start, end in names(text) if holdings else ():
        after = [span for span in holdings if end <= span[0] <= end + _HOLDING_REACH]
        if after and not re.search(r"[。!?\n]", text[end : after[0][0]]):
            yield start, after[0][1]


def names(text: str) -> Iterator[tuple[int, int]]:
    """Spans of what is probably a person's name, with or without a title (李阿姨)."""
    words = rjieba.tag(text)
    ends = list(accumulate(len(word) for word, _kind in words))
    for (word, kind), end in zip(words, ends, strict=True):
        start = end - len(word)
        titled = bool(_TITLES.match(text, end)) or (len(word) > 2 and bool(_TITLES.search(word[1:])))
        if (
            word[0] in _SURNAMES
            and word[-1] not in _NOT_A_NAME
            and ((kind == "nr" and 2 <= len(word) <= 4) or (titled and len(word) <= 4))
        ):
            yield start, end


def _is_account(before: str, digits: str) -> bool:
    """Whether the digits are a card by their check digit, or stand behind a word that says account."""
    if _ACCOUNT.search(before):
        return 12 <= len(digits) <= 19
    return 15 <= len(digits) <= 19 and is_card_number(digits)


def is_id_number(digits: str) -> bool:
    """Whether 18 characters, lower case, are an identity number (GB 11643): real date, right check digit."""
    try:
        date(int(digits[6:10]), int(digits[10:12]), int(digits[12:14]))
    except ValueError:
        return False
    total = sum(int(digit) * weight for digit, weight in zip(digits[:17], _WEIGHTS, strict=True))
    return digits[17] == _CHECK_DIGITS[total % 11]


def is_card_number(digits: str) -> bool:
    """Whether the digits pass the Luhn check (ISO/IEC 7812) and are not one figure repeated."""
    doubled = (int(digit) * (1 + index % 2) for index, digit in enumerate(reversed(digits)))
    return len(set(digits)) > 1 and sum(value - 9 if value > 9 else value for value in doubled) % 10 == 0
