"""Whether the words around a hit deny it, warn of it or merely mention it.

`远离焦虑选保本` shows how such words can be abused; so a context only ever lowers a hit, and turns of speech
(`而是`, `还`, `就选`) end the reach of a denial.
"""

import re
from typing import Final

_REACH: Final = 26
_FAR_REACH: Final = 60
_CLAUSE_BREAK: Final = re.compile(r"[。!?;\n,]")

# 返还, 变更 and 但凡 hold the same characters and turn nothing.
_TURN: Final = (
    r"(?!而是|就是|(?<!变)更(?![新正换改名])|(?<![不非])但(?!凡)|(?<!冷)却"
    r"|(?<![返归偿代退])还(?![款现清贷本息钱])|也|照样|一样|仍|反而|同时|并且)"
)
_PICK: Final = r"(?!选|就|认准|推荐|尽在|拥抱)"
_BUY: Final = r"(?!买|购|快|享)"
# What is absent ends at its own noun: 没有风险的保本理财 claims the rest.
_NOUN: Final = rf"(?:{_TURN}(?:[^的]|(?<=形式)的|(?<=性质)的))"

_DENIAL: Final = re.compile(
    "(?:"
    r"(?:不承诺|不保证|未承诺|未保证|不构成|不代表|不表明|不意味|不等于|不等同|不是|并非|而非|不属于"
    r"|不提供|不得|不应|不宜|不允许|不再|不对|不以|不作|不说|不写|不讲|不建议|不推荐|不鼓励|不(?:盲目|一味)?(?:追求?|贪图?|轻信|迷信)|打破|所谓|所称|谎称|诱饵)"
    rf"(?:{_TURN}.){{0,10}}"
    rf"|(?:不存在|不具有|不具备){_NOUN}{{0,10}}"
    rf"|(?:没有|并无)(?:{_NOUN}{{0,3}}|(?:任何|一款|哪|谁|人|机构){_NOUN}{{0,10}})"
    r"|无法(?:保证|承诺|做到|实现)?.{0,4}"
    rf"|(?:勿信|别信|莫信|不要相信|不轻信|切勿|请勿|严禁|禁止|禁用|不使用|避免使用)(?:{_TURN}.){{0,20}}"
    rf"|(?:谨防|警惕|防范|提防|打击|揭穿|识别)(?:{_TURN}{_PICK}.){{0,20}}"
    rf"|(?:杜绝|远离|拒绝|抵制)(?:{_TURN}{_PICK}{_BUY}.){{0,20}}"
    r"|凡是?(?:宣称|声称|承诺|许诺|标榜|打着|以|称).{0,12}"
    r"|(?:不能|不可|不会)(?:向|对|以|作出|做出|承诺|保证|提供|宣传|使用)?.{0,2}"
    r"|(?:别|不要|勿|莫)(?:再)?被.{0,6}"
    r"|从[不没未]有?.{0,8}(?:说|讲|承诺|保证|要求|索要).{0,6}|不会(?:以任何|主动|要求|通过).{0,16}"
    r"|(?<![消国边海设堤])防"
    r"|[不无未]|(?<![除无莫])非"
    r")[\"“”‘’'(「『]?$"
)
_DOUBLE_DENIAL: Final = re.compile(
    r"(?:没有比|不得不|不是不|并非不|没有不|不存在不|无不|不能不|岂不|难道不|谁说不|怎么不|何尝不|不可能不|不会不"
    r"|没有(?:一|任何|哪|谁|人).{0,4}不|无一.{0,4}不"
    r"|(?:不用|不必|无需|无须|不再|别|不)(?:担心|怕|害怕|愁))"
    r".{0,10}$"
)
_NO_DENIED_WARNING: Final = (
    r"(?!不是|绝非|并非|没有|不会|毫无|无(?=骗|诈|套路|陷阱)|零(?=骗|套路)|告别|远离|拒绝|不怕|别怕|不用)"
)
_WARNING: Final = re.compile(
    rf"[\"”’」』]?(?:{_NO_DENIED_WARNING}[^。!?;\n,]){{0,12}}"
    r"(?:骗局|陷阱|诈骗|谎言|是.{0,3}套路|话术|都是骗|不可信|不要信|勿信|要当心|要小心|违法|违规|属于误导|时代已|时代一去"
    r"|诱饵|旗号|名义|幌子|神话破灭|破灭|打破|爆雷|跑路|退出历史|退出了?市场|已成历史|成为历史|都有风险|会影响|不等于(?!低|没|无|不|少|亏)|(?:等|[几一二三四五六七八九十两]类|[几三四五六七八九十两]种)[^。!?;,\n]{0,4}(?:行为|问题|情形|现象)|被[^。!?;,\n]{0,8}(?:罚|处罚|通报|叫停|骗|查|暂停|处分|约谈|警告|责令|注销|禁入|判))"
)
_LATE_WARNING: Final = re.compile(
    rf"(?:{_NO_DENIED_WARNING}[^。!?;\n]){{0,30}}"
    r"(?:是骗局|骗局[,!。]|诈骗[,!。]|都是骗|[都全]是托|杀猪盘|血本无归|拉黑|(?<!不会)(?<!不怕)跑路|无法提现|不让提现|幸存者|这[种类]故事|擦亮眼睛|提高警惕|保持警惕|请?立即(?:报警|挂断|退出)|拨打110|报了?警|开场白|非法|这样(?:解释|回答|回应)|统一(?:回答|解释)|不合规|涉嫌|怎么(?:回应|回复|回答|应对|解释)|如何(?:回应|回复|回答|应对)|删[掉去]|停用|小广告|举报|谨防|小心|当心|别当真|多半是|先问问|不要被|不可信|没有.{0,6}一说|(?:都|就|均|全)?是.{0,8}(?:骗子|话术|套路|陷阱)|骗了|不要(?:轻信|相信|理会)|请勿(?:轻信|相信)|切勿(?:轻信|相信)|勿轻信)"
)
_FORBIDDEN: Final = re.compile(
    r"(?:不得|禁止|严禁|不准|不允许|不应当?|请勿|切勿|切忌|谨防|警惕|防范|严防|避免|打击|严查|查处|排查|自查|整改|不使用|不要(?!犹豫|错过|担心|怕|等|再等|慌)|勿信|不轻信)"
    rf"(?:(?!错过){_TURN}{_PICK}[^。!?;\n]){{0,40}}$"
    r"|(?:不要|别|切勿|勿|莫)(?:以为|认为|觉得|指望|幻想|迷信|听信)[^。!?;\n]{0,30}$"
    r"|(?:错误|不正确|违规|不合规|不当)的?是?:[^。!?;\n]{0,40}$"
    r"|(?:上当|受骗|被骗)[^。!?\n]{0,4}[:,][^。!?\n]{0,40}$"
    r"|(?:骗局|套路|陷阱|骗术|话术|误区|红线|禁语|手法|特征)(?:有|包括|如下)?:[^。!?\n]{0,50}$"
)
_LATER_WARNING: Final = re.compile(
    rf"(?:{_NO_DENIED_WARNING}[^。!?;\n]){{0,70}}(?:属于|都是|就是|全是|这是)[^。!?;,\n]{{0,6}}(?:骗局|诈骗|传销|非法集资|杀猪盘)"
)
_MYTH: Final = re.compile(r"(?:以为|认为|觉得|误区)[^。!?;\n]{0,24}$")
_CORRECTED: Final = re.compile(
    r"[^。!?;\n]{0,10}[,。?!;]?(?:但?其实|事实上|实际上|然而|殊不知|并非如此|不一定|未必|这种(?:想法|观念))"
)
_ASKED: Final = re.compile(
    r"(?:(?<!没)有人|遇到|谁说(?!不)|听说有|什么是|何为|啥是|为什么(?:不能|要打破|会|没有|不)|为何(?:不能|要打破|没有|不)|是否|会不会|能不能|有没有|是不是|能否|如何(?:识别|辨别|看待|理解|防范|避免)|怎么(?:识别|辨别|看待|理解)|哪些|听信|误信|轻信|常说|谎称|自称|冒充|假冒|打着|凡是?(?=[一-龥])(?!购买|买|投保|认购|申购|存|办|签|成交|参与|转发)|退出|终结|告别|叫停|取消|清退|整治)[^。!?;,\n]{0,10}$"
)
_ANSWERED_NO: Final = re.compile(
    r"[^。!?;\n]{0,4}(?:是真的|靠谱|可信|可靠|合法)吗|[^。!?;\n]{0,6}(?:吗|么|呢)\?[^。!?\n]{0,3}(?:不|没有|并非|并不|未必|当然不|错|其实不)"
)
_SURE: Final = re.compile(r"[^。!?;\n]{0,8}\?(?:能|可以|当然|必须|有)(?!人)")
_CLAUSE_OR_SENTENCE: Final = re.compile(r"[。!?;\n]")
_OPENED_QUOTE: Final = re.compile(r"[\"“‘「『][^\"”’」』]{0,12}$")
_MENTION: Final = re.compile(
    r"[^\"“”‘’「」『』。!?;\n]{0,6}[\"”’」』](?:等|的|一类|之类)?(?:用语|字样|说法|表述|词语|词汇|措辞|宣传)"
)
_SPOKEN_OF: Final = re.compile(
    r"字样|个字|这[种类]故事|这些?词|说法|用语|表述|短信|电话|广告|传单|话术|一出现|当成|当作|停止|不能|不可|下架|整改|投诉|上当|骗|诈"
    r"|案|其实|前提|质问|听到|看见|看到|冒用|冒充|约谈|误导|心眼|急着|红线|违规|被罚|警惕|谨防|请勿|切勿|删|禁|哪些话|不合规|丢了|反驳|回答|解释"
)
_QUOTE_REACH: Final = 40
_OPENING: Final = '“‘「『"'
_CLOSING: Final = '”’」』"'
_INVITATION: Final = re.compile(r"认准|选|买|购|标有|带有|推荐")


def softens(text: str, start: int, end: int) -> bool:
    """Whether the hit `text[start:end]` of a normalised text is denied, warned of or mentioned in its
    clause.
    """
    left = _CLAUSE_BREAK.split(text[max(0, start - _REACH) : start])[-1]
    if _DENIAL.search(left) and not _DOUBLE_DENIAL.search(left):
        return True
    if any(sign.match(text, end) for sign in (_WARNING, _LATE_WARNING, _LATER_WARNING, _ANSWERED_NO)):
        return True
    sentence = _CLAUSE_OR_SENTENCE.split(text[max(0, start - _FAR_REACH) : start])[-1]
    if _MYTH.search(sentence) and _CORRECTED.match(text, end):
        return True
    if _FORBIDDEN.search(sentence) or (_ASKED.search(left) and not _SURE.match(text, end)):
        return True
    if _INVITATION.search(left):
        return False
    return bool(_OPENED_QUOTE.search(left) and _MENTION.match(text, end)) or _spoken_of(text, start, end)


def _spoken_of(text: str, start: int, end: int) -> bool:
    """Whether the hit stands between quotation marks, and the words beside them speak of what is quoted."""
    begin = max(0, start - _QUOTE_REACH)
    stop = min(len(text), end + _QUOTE_REACH)
    opened = max(text.rfind(sign, begin, start) for sign in _OPENING)
    closed = min((at for sign in _CLOSING if (at := text.find(sign, end, stop)) >= 0), default=-1)
    if opened < 0 or closed < 0 or any(sign in text[opened + 1 : start] for sign in _CLOSING):
        return False
    beside = text[begin:opened] + text[closed + 1 : min(len(text), closed + _QUOTE_REACH)]
    return bool(_SPOKEN_OF.search(beside)) and not _INVITATION.search(text[max(0, opened - 4) : opened])
