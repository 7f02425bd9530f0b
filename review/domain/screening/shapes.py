"""Characters written as their parts, as a look-alike or as a picture."""

from collections.abc import Mapping
from typing import Final

_SPLIT: Final = """
亻呆=保 亻尔=你 亻寸=付 亻贝=侦 亻言=信 亻责=债 亻用=佣 亻圭=佳 亻介=价 亻匕=化 亻昔=借 亻弋=代 亻壬=任
亻建=健 亻直=值 亻咅=倍 禾急=稳 禾刂=利 禾少=秒 禾兑=税 禾只=积 禾火=秋 贝兼=赚 贝兑=赎 贝才=财 贝勾=购
贝占=贴 贝曾=赠 贝示=赑 贝士=赌 贝有=贿 贝化=货 身尚=躺 阝佥=险 阝示=际 阝艮=限 阝夅=降 氵张=涨 氵殳=没
氵先=洗 氵去=法 氵每=海 氵工=江 氵舌=活 扌比=批 扌仓=抢 扌殳=投 扌少=抄 扌奂=换 扌业=扑 扌寺=持 扌妾=接
扌広=扩 扌隹=推 扌召=招 扌由=抽 扌旦=担 扌安=按 讠登=证 讠正=证 讠人=认 讠若=诺 讠平=评 讠周=调 讠己=记
讠各=诺 讠永=咏 讠寸=讨 讠兑=说 钅艮=银 钅戋=钱 钅失=铁 钅肖=销 钅令=铃 纟及=级 纟色=绝 纟合=给 纟吉=结
纟责=绩 纟工=红 纟内=纳 纟圣=经 纟邑=绝 辶反=返 辶米=迷 辶元=远 辶斤=近 辶艮=退 辶首=道 彳正=征 彳导=得
犭虫=独 犭守=狩 木各=格 木隹=椎 王里=理 王见=现 月殳=股 雨令=零 予页=预 客页=额 令页=领 原页=愿 是页=题
其月=期 其欠=欺 番羽=翻 又寸=对 冈刂=刚 另刂=别 口隹=唯 口欠=吹 工力=功 且力=助 走干=赶 走戉=越 走召=超
火暴=爆 酉己=配 弓长=张 竹第=第 土也=地 土皆=堦 马奇=骑 马扁=骗 车仑=轮 目垂=睡 匚甲=匣 攵正=政 丩攵=收
巨攵=矩
"""
SPLIT: Final[Mapping[str, str]] = {pair[:2]: pair[3] for pair in _SPLIT.split()}
"""Two parts that stand for one character; not those that ordinary sentences have (女子, 门口)."""

LOOK_ALIKE: Final[Mapping[str, str]] = {
    **dict.fromkeys("夲夳苯笨", "本"),
    **dict.fromkeys("葆堡褓媬緥呆湺煲", "保"),
    **dict.fromkeys("朂蕞嘬醉罪", "最"),
    **dict.fromkeys("収荍", "收"),
    **dict.fromkeys("囬茴迴", "回"),
    **dict.fromkeys("嬴籝瀛", "赢"),
    **dict.fromkeys("穏隐稔", "稳"),
    **dict.fromkeys("険睑捡", "险"),
    **dict.fromkeys("氘刅", "刀"),
    **dict.fromkeys("珐珪", "法"),
    **dict.fromkeys("貝呗", "贝"),
    **dict.fromkeys("氺", "水"),
    **dict.fromkeys("豪", "毫"),
    **dict.fromkeys("镁", "美"),
    **dict.fromkeys("溢镒", "益"),
    **dict.fromkeys("莉俐哩", "利"),
    **dict.fromkeys("瀑", "爆"),
    **dict.fromkeys("飚飙", "飙"),
    **dict.fromkeys("兌", "兑"),
    **dict.fromkeys("㐷", "信"),
}
"""Characters that stand for one they look like; it counts only where a known word comes of it."""

PICTURE: Final[Mapping[str, str]] = {
    "🥇": "第一",
    "🆓": "免费",
    "➕": "加",
    "💯": "100%",
    "🔝": "最高",
}
"""Pictures that are read as words."""

MONEY_PICTURES: Final = "💰💵💴💶💷🤑💲"
MONEY_WORDS: Final = "赚钱财"
"""A money picture may stand for any of these characters inside a known word."""
